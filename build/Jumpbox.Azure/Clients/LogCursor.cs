namespace Jumpbox.Azure.Clients;

/// <summary>The position in a growing log. Pass it to each read.</summary>
/// <param name="Source">The path of the log; null until it is found.</param>
/// <param name="Length">The number of characters read.</param>
/// <param name="Tail">
/// The last characters read, to find the position again after the service has dropped the start of the log.
/// </param>
internal sealed record LogCursor(string? Source, int Length, string Tail)
{
    private const int TailLength = 400;

    public static LogCursor Start { get; } = new(null, 0, "");

    /// <summary>Returns the text after the position.</summary>
    /// <param name="content">The entire log, or its newest part.</param>
    /// <returns>The new text, and the next cursor.</returns>
    public (string News, LogCursor Next) Advance(string content)
    {
        string news = content[StartOfNews(content)..];
        string tail = news.Length >= TailLength ? news[^TailLength..] : Tail + news;
        return (
            news,
            this with
            {
                Length = content.Length,
                Tail = tail.Length > TailLength ? tail[^TailLength..] : tail,
            }
        );
    }

    private int StartOfNews(string content)
    {
        bool grewAtItsEnd =
            content.Length >= Length
            && string.CompareOrdinal(content, Length - Math.Min(Tail.Length, Length), Tail, 0, Tail.Length) == 0;
        if (grewAtItsEnd)
        {
            return Length;
        }
        int at = Tail.Length == 0 ? -1 : content.LastIndexOf(Tail, StringComparison.Ordinal);
        return at < 0 ? 0 : at + Tail.Length;
    }
}

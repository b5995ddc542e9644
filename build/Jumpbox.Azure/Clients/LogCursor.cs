namespace Jumpbox.Azure.Clients;

/// <summary>Where the reading of a growing log stands. Make one for a build and hand it back with every reading.</summary>
/// <param name="Source">The path that the lines come from; null until it is found.</param>
/// <param name="Length">How many characters were read.</param>
/// <param name="Tail">The last characters read, to find the place again when the service drops the log's beginning.</param>
internal sealed record LogCursor(string? Source, int Length, string Tail)
{
    private const int TailLength = 400;

    /// <summary>Nothing was read yet.</summary>
    public static LogCursor Start { get; } = new(null, 0, "");

    /// <summary>Tells what is new in the log as it reads now.</summary>
    /// <param name="content">The whole log, or its newest part.</param>
    /// <returns>The new text, and the cursor for the next time.</returns>
    public (string News, LogCursor Next) Advance(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
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

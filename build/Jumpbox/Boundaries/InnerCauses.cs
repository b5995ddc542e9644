namespace Jumpbox.Boundaries;

/// <summary>All that an exception says: the outer message may be empty or general, and the reason an inner one.</summary>
public static class InnerCauses
{
    /// <summary>Joins the messages of an exception and its causes, outermost first, each once.</summary>
    /// <param name="exception">The exception.</param>
    public static string Of(Exception exception)
    {
        List<string> said = [];
        for (Queue<Exception> next = new([exception]); next.TryDequeue(out Exception? one); )
        {
            if (!said.Any(earlier => earlier.Contains(one.Message, StringComparison.Ordinal)))
            {
                said.Add(one.Message.Trim());
            }
            foreach (Exception inner in one is AggregateException all ? [.. all.InnerExceptions] : Inner(one))
            {
                next.Enqueue(inner);
            }
        }
        return string.Join(' ', said);
    }

    private static Exception[] Inner(Exception exception) => exception.InnerException is { } inner ? [inner] : [];
}

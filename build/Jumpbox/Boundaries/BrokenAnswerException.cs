namespace Jumpbox.Boundaries;

/// <summary>
/// A response arrived but cannot be read: it is truncated, or its compression or text is broken. As the network may
/// have damaged it, requests that are safe to retry are retried, as after a broken connection.
/// </summary>
/// <param name="origin">The sender.</param>
/// <param name="defect">What is wrong with it, continuing "The response from …".</param>
/// <param name="cause">The underlying exception, or null.</param>
public sealed class BrokenAnswerException(string origin, string defect, Exception? cause = null)
    : IOException($"The response from {origin} {defect}.", cause)
{
    /// <summary>The error code in messages.</summary>
    public const string Code = "BrokenAnswer";

    /// <summary>Finds it in an exception or its causes, preferring the last attempt; null when there is none.</summary>
    /// <param name="exception">The exception.</param>
    public static BrokenAnswerException? In(Exception? exception) =>
        exception switch
        {
            null => null,
            BrokenAnswerException broken => broken,
            AggregateException { InnerExceptions: [.., Exception last] } => In(last),
            _ => In(exception.InnerException),
        };
}

namespace Jumpbox.Boundaries;

/// <summary>
/// An answer came and cannot be read: it is cut off, its compression or its text is broken. Since only the way may have
/// damaged it, whatever may be repeated is repeated, as after a broken connection.
/// </summary>
public sealed class BrokenAnswerException : IOException
{
    /// <summary>Tells.</summary>
    /// <param name="origin">Who sent it.</param>
    /// <param name="defect">What is wrong with it, as the continuation of "the answer of somebody".</param>
    /// <param name="cause">What noticed it, where that was an exception.</param>
    public BrokenAnswerException(string origin, string defect, Exception? cause = null)
        : base($"The answer of {origin} {defect}.", cause) { }

    /// <summary>The code in messages.</summary>
    public const string Code = "BrokenAnswer";

    /// <summary>The one in an exception or in what caused it, and of several tries the last one's; null when there is none.</summary>
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

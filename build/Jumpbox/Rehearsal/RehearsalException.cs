namespace Jumpbox.Rehearsal;

/// <summary>A rehearsal that could not begin, or whose steps failed. The message says what to do.</summary>
public sealed class RehearsalException : Exception
{
    /// <summary>A failure.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    public RehearsalException(string message)
        : base(message) { }

    /// <summary>A failure with its cause.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    /// <param name="inner">The cause.</param>
    public RehearsalException(string message, Exception inner)
        : base(message, inner) { }
}

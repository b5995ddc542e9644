namespace Jumpbox.Pins;

/// <summary>A source of pins did not answer, or answered something that must not be believed. The message says what to do.</summary>
internal sealed class PinSourceException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    public PinSourceException(string message)
        : base(message) { }

    /// <summary>Makes the exception with what caused it.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    /// <param name="inner">The cause.</param>
    public PinSourceException(string message, Exception inner)
        : base(message, inner) { }
}

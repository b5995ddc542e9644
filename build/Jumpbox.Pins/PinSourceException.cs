namespace Jumpbox.Pins;

/// <summary>Thrown when a source of pins did not respond, or cannot be trusted. The message says what to do.</summary>
public sealed class PinSourceException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    public PinSourceException(string message)
        : base(message) { }

    /// <summary>Whether a body that had begun did not arrive whole: reading it again may help.</summary>
    public bool BrokeOff { get; init; }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    /// <param name="inner">The cause.</param>
    public PinSourceException(string message, Exception inner)
        : base(message, inner) { }
}

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

    /// <summary>Whether what came does not prove its origin: no other source is asked then.</summary>
    public bool IsUntrusted { get; init; }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    /// <param name="inner">The cause.</param>
    public PinSourceException(string message, Exception inner)
        : base(message, inner) { }

    /// <summary>A file whose signature or proof does not hold.</summary>
    /// <param name="place">Its URL.</param>
    /// <param name="problem">What is wrong with it, as a clause.</param>
    internal static PinSourceException Untrusted(string place, string problem) =>
        new(
            $"{place} cannot be trusted: {problem}. Run the same command again; if the error persists, check the publisher's site "
                + "before you pin this version."
        )
        {
            IsUntrusted = true,
        };
}

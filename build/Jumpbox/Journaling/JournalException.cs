namespace Jumpbox.Journaling;

/// <summary>Thrown when the journal cannot be used. The message has the file, the reason and what to do.</summary>
/// <param name="message">The file, the reason and what to do.</param>
/// <param name="atOpening">Whether it was found before any request to Azure.</param>
/// <param name="cause">The cause.</param>
public sealed class JournalException(string message, bool atOpening, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Whether it was found before any request to Azure.</summary>
    public bool AtOpening { get; } = atOpening;
}

namespace Jumpbox.Journaling;

/// <summary>The journal cannot be used. The message says which, why, and what to do.</summary>
public sealed class JournalException : Exception
{
    /// <summary>A journal that cannot be used.</summary>
    /// <param name="message">Which, why, and what to do.</param>
    /// <param name="atOpening">Whether it was found before anything was asked of Azure.</param>
    /// <param name="cause">What lies below.</param>
    public JournalException(string message, bool atOpening, Exception? cause = null)
        : base(message, cause) => AtOpening = atOpening;

    /// <summary>Whether it was found before anything was asked of Azure.</summary>
    public bool AtOpening { get; }
}

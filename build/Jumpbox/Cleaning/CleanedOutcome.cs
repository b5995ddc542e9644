namespace Jumpbox.Cleaning;

/// <summary>What became of something that clean-up looked at.</summary>
public enum CleanedOutcome
{
    /// <summary>It was there, and was read back as gone.</summary>
    Removed,

    /// <summary>It stays for a good reason: it is in use, or is not ours.</summary>
    Left,

    /// <summary>It should be gone and is not.</summary>
    Failed,
}

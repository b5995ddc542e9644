namespace Jumpbox.Evidence.Scan;

/// <summary>Whether a version without the vulnerability is published.</summary>
public enum FixState
{
    /// <summary>The source does not say.</summary>
    Unknown,

    /// <summary>There is none yet.</summary>
    NotFixed,

    /// <summary>There will be none.</summary>
    WontFix,

    /// <summary>There is one.</summary>
    Fixed,
}

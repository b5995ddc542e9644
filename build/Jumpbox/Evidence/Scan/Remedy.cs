namespace Jumpbox.Evidence.Scan;

/// <summary>What would bring the fix of a finding into the next image.</summary>
public enum Remedy
{
    /// <summary>Whether there is a fix is unknown.</summary>
    Unknown,

    /// <summary>Nothing: no fix is published.</summary>
    None,

    /// <summary>A newer snapshot of Ubuntu's archive, which the target Update locks.</summary>
    Snapshot,

    /// <summary>A newer release of the tool, which the target Update locks as soon as its publisher has built it with the fix.</summary>
    Update,
}

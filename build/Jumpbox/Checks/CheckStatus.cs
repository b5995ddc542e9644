namespace Jumpbox.Checks;

/// <summary>What a check found. The order is from best to worst.</summary>
public enum CheckStatus
{
    /// <summary>It is as it must be.</summary>
    Pass,

    /// <summary>It does not apply, or somebody chose to skip it; the reason is in the finding.</summary>
    Skipped,

    /// <summary>The fact may not be read, so nothing can be said.</summary>
    Unknown,

    /// <summary>The build may fail, or the fact can only be checked by hand.</summary>
    Warn,

    /// <summary>The build would fail.</summary>
    Fail,
}

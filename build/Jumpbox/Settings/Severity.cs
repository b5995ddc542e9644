namespace Jumpbox.Settings;

/// <summary>How severe a vulnerability is, in ascending order.</summary>
public enum Severity
{
    /// <summary>The source does not say.</summary>
    Unknown,

    /// <summary>Ubuntu's <c>negligible</c>.</summary>
    Negligible,

    /// <summary>Low.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High.</summary>
    High,

    /// <summary>Critical.</summary>
    Critical,
}

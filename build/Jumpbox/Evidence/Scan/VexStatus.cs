namespace Jumpbox.Evidence.Scan;

/// <summary>The status of a VEX statement. Source: OpenVEX specification 0.2.0, "Status Labels".</summary>
public enum VexStatus
{
    /// <summary><c>under_investigation</c>.</summary>
    UnderInvestigation,

    /// <summary><c>affected</c>.</summary>
    Affected,

    /// <summary><c>fixed</c>.</summary>
    Fixed,

    /// <summary><c>not_affected</c>.</summary>
    NotAffected,
}

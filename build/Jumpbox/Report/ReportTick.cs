namespace Jumpbox.Report;

/// <summary>A mark on the time line's axis.</summary>
/// <param name="Left">Where it is, in units.</param>
/// <param name="Label">The time since the beginning.</param>
public sealed record ReportTick(double Left, string Label);

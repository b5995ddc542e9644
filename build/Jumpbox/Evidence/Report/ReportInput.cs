using Jumpbox.Evidence.Gate;
using Jumpbox.Evidence.Log;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Report;

/// <summary>The inputs of a report.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Files">The files of evidence: name and bytes; any may be missing.</param>
/// <param name="Logs">Both logs.</param>
/// <param name="Verdict">The gate's verdict; null before Gate has run.</param>
/// <param name="Before">The previous image; null if there is none.</param>
/// <param name="Run">The times of targets and phases.</param>
public sealed record ReportInput(
    JumpboxSettings Settings,
    IReadOnlyDictionary<string, byte[]> Files,
    LogSummary Logs,
    GateVerdict? Verdict,
    RememberedImage? Before,
    RunTimes Run
)
{
    /// <summary>The message of a run that failed; null for none.</summary>
    public string? RunMessage { get; init; }

    /// <summary>The query that shows what was blocked; null if Prereqs wrote none.</summary>
    public string? BlockedTraffic { get; init; }
}

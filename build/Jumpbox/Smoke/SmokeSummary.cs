using Jumpbox.Evidence;
using Jumpbox.Evidence.Booting;

namespace Jumpbox.Smoke;

/// <summary>What a run of Smoke prints.</summary>
public static class SmokeSummary
{
    /// <summary>Each check that did not pass, what was left, and a summary.</summary>
    /// <param name="report">What the machines showed.</param>
    public static IReadOnlyList<string> Lines(SmokeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return
        [
            .. report.Trouble is { } trouble ? [trouble] : Array.Empty<string>(),
            .. SmokeReason
                .Of(report.Checks.Where(check => check.Outcome is SmokeOutcome.Fail or SmokeOutcome.Unknown))
                .Select(Line),
            .. report.Left.Select(one => $"Not deleted: {one.Key}: {one.Value} Delete it, or run Sweep."),
            $"{EvidenceFiles.Smoke}: {Count(report, SmokeOutcome.Pass)} checks passed, {Count(report, SmokeOutcome.Fail)} failed, "
                + $"{Count(report, SmokeOutcome.Unknown)} unknown, {Count(report, SmokeOutcome.None)} not applicable.",
        ];
    }

    /// <summary>Why the run did not succeed, as a message; null if it did. LocalAzure boots nothing: that alone is no reason.</summary>
    /// <param name="report">What the machines showed.</param>
    public static string? Problem(SmokeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string[] failed = Names(report, SmokeOutcome.Fail);
        string[] unknown = Names(report, SmokeOutcome.Unknown);
        string cure = $" {EvidenceFiles.SmokeLog} has all output of the machines.";
        return failed.Length > 0
                ? $"Machines started from the image failed: {string.Join(", ", failed)}; each is listed above.{cure}"
            : report.Cloud == "local" ? Left(report)
            : report.Trouble is { } trouble ? trouble
            : unknown.Length > 0
                ? $"Whether the image boots as it should is unknown: {string.Join(", ", unknown)}; each is listed above.{cure}"
            : Left(report);
    }

    private static string? Left(SmokeReport report) =>
        report.Left.Count > 0
            ? $"Smoke could not delete {report.Left.Count} resource(s); each is listed above. Run the target again, or Sweep."
            : null;

    private static string[] Names(SmokeReport report, SmokeOutcome outcome) =>
        [.. report.Open.Where(check => check.Outcome == outcome).Select(check => check.Name).Distinct()];

    private static int Count(SmokeReport report, SmokeOutcome outcome) =>
        report.Checks.Count(check => check.Outcome == outcome);

    private static string Line(SmokeReason reason)
    {
        string word = reason.First.Outcome == SmokeOutcome.Fail ? "FAIL   " : "UNKNOWN";
        return $"{word} {reason.Names}: {reason.First.Detail}"
            + (reason.First.OptOut is { } optOut ? $" (left out by smoke.optOuts: {optOut})" : "");
    }
}

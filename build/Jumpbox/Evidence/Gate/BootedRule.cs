using System.Globalization;
using Jumpbox.Evidence.Booting;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>An image that was read back has never been started. Where the settings ask for it, a machine must have booted from it.</summary>
internal sealed class BootedRule()
    : GateRule(
        "booted",
        "Machines started from this image passed every check, where smoke.subnetId asks for them.",
        GateSource.File,
        GateSource.Checkout
    )
{
    private const string Cure = "run the target Smoke";

    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        SmokeReport? report = evidence.Files.ContainsKey(EvidenceFiles.Smoke)
            ? SmokeReport.Parse(evidence.Text(EvidenceFiles.Smoke))
            : null;
        if (settings.LeavesOutSmoke is { } reason)
        {
            // A setting cannot hide what is known of this image.
            return report is { Outcome: SmokeOutcome.Fail } known && known.IsOf(image)
                ? Fail(
                    $"{reason} But {EvidenceFiles.Smoke} shows that it failed: {Told(known)}. Build again, or {Cure} again."
                )
                : Skip(reason);
        }
        if (report is null)
        {
            return Unknown(
                $"'{EvidenceFiles.Smoke}' is missing, so nothing shows that a machine boots from the image: {Cure}."
            );
        }
        Differences wrong = new(EvidenceFiles.Smoke);
        wrong.Same("its image", report.ImageId, image.ImageId);
        wrong.Same("its content", report.ContentHash, image.ContentHash);
        wrong.Same("its build", report.Run, image.Run);
        wrong.Same("its cloud", report.Cloud, image.Cloud);
        if (wrong.Any)
        {
            return Fail($"{wrong}: {Cure}");
        }
        string told = Told(report);
        return report.Finished > now.AddMinutes(5) || report.Started > report.Finished
                ? Fail(
                    $"It ended at {report.Finished:u}, which is {(report.Started > report.Finished ? "before its start" : "in the future")}: compare the clocks, and {Cure}."
                )
            : Excused(report, settings).Any() ? Fail($"{Excuse(report, settings)}: {Cure} with these settings.")
            : report.Outcome == SmokeOutcome.Fail
                ? Fail($"{told}. {EvidenceFiles.SmokeLog} has all output; build again, or {Cure} again")
            : Missing(report, evidence.Expected.Value, settings) is { Length: > 0 } missing
                ? Unknown($"{told}; not checked: {missing}. Run the target Smoke again")
            : report.Outcome == SmokeOutcome.Unknown ? Unknown(told)
            : Pass(told);
    }

    // The writer of a report cannot excuse a check; the settings can.
    private static IEnumerable<SmokeCheck> Excused(SmokeReport report, GateSettings settings) =>
        report.Checks.Where(check =>
            check.OptOut is { } reason && settings.SmokeOptOuts.GetValueOrDefault(check.Name) != reason
        );

    private static string Excuse(SmokeReport report, GateSettings settings) =>
        $"{EvidenceFiles.Smoke} leaves out {string.Join(", ", Excused(report, settings).Select(check => check.Name).Distinct())}, and "
        + "smoke.optOuts does not, with this reason";

    // A report that says nothing of a check has not made it.
    private static string Missing(SmokeReport report, ExpectedImage expected, GateSettings settings) =>
        string.Join(
            ", ",
            SmokeChecks
                .OfMachine.Prepend(SmokeChecks.Agent)
                .SelectMany(name => new[] { (name, 1, 1), (name, 2, 1), (name, 1, 2) })
                .Concat([("two-machines", 0, 2), ("second-start", 1, 2)])
                .Concat(
                    SmokeChecks
                        .Repeated(expected.Template.Validators)
                        .Concat(expected.OwnSmokeChecks)
                        .Concat(settings.SmokeClusterChecks)
                        .Select(name => (name, 1, 1))
                )
                .Where(needed => !report.Checks.Any(check => (check.Name, check.Machine, check.Start) == needed))
                .Select(needed => $"{needed.Item1} (machine {needed.Item2}, start {needed.Item3})")
        );

    private static string Told(SmokeReport report)
    {
        string form = $"{report.Size}, {report.SecurityType}, OS disk {report.OsDisk}";
        string open = string.Join(
            "; ",
            SmokeReason
                .Of(report.Open)
                .Select(reason =>
                    $"{reason.Names} {(reason.First.Outcome == SmokeOutcome.Fail ? "failed"
                        : reason.Count > 1 ? "are unknown"
                        : "is unknown")}: {reason.First.Detail}"
                )
        );
        string[] left =
        [
            .. report
                .Checks.Where(check =>
                    check is { OptOut: not null, Outcome: SmokeOutcome.Fail or SmokeOutcome.Unknown }
                )
                .Select(check => $"{check.Name} ({check.OptOut})")
                .Distinct(),
        ];
        string ready = report.Machines is [{ ReadySeconds: { } seconds }, ..]
            ? string.Create(CultureInfo.InvariantCulture, $", ready after {seconds:F0} s")
            : "";
        return (report.Cloud == "local" ? "LocalAzure boots nothing, so this proves nothing; " : "")
            + (report.Trouble is { } trouble ? $"{trouble.TrimEnd('.')}; " : "")
            + (
                open.Length > 0
                    ? open
                    : $"{report.Checks.Count(check => check.Outcome == SmokeOutcome.Pass)} checks passed on {report.Machines.Count} machines ({form}{ready})"
            )
            + (left.Length > 0 ? $"; left out by smoke.optOuts: {string.Join(", ", left)}" : "");
    }
}

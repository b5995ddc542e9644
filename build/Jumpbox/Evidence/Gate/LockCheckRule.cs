using System.Globalization;
using Jumpbox.Customizer;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Evidence.Gate;

/// <summary>Requires a recent verification of exactly this lock against its sources.</summary>
internal sealed class LockCheckRule()
    : GateRule(
        "lock-checked",
        "Every tool's pin was verified against its sources within gate.lockCheckedWithinDays.",
        GateSource.File,
        GateSource.Checkout
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        LockCheckReport check = Read(evidence.Text(EvidenceFiles.LockCheck));
        TemplateRecord expected = evidence.Expected.Value.Template;
        return Problem(check, expected.LockDigest, expected.Contents.Tools.Select(Pin), settings, now) is { } problem
            ? Fail(problem)
            : Pass($"{Told(check, settings)}, {check.Compared.Count} pins");
    }

    /// <summary>Reads <c>lock-check.json</c>.</summary>
    /// <exception cref="EvidenceException">It is broken.</exception>
    public static LockCheckReport Read(string text) =>
        EvidenceJson.Parse<LockCheckReport>(text, EvidenceFiles.LockCheck, "Run the target Check again.");

    /// <summary>Why a check of the lock does not suffice; null if it does.</summary>
    /// <param name="check">The check.</param>
    /// <param name="lockDigest">The digest of the lock that the image is built from.</param>
    /// <param name="pins">The tools of the image, as name and version.</param>
    /// <param name="settings">What a release requires.</param>
    /// <param name="now">The time of the verdict.</param>
    public static string? Problem(
        LockCheckReport check,
        string lockDigest,
        IEnumerable<string> pins,
        GateSettings settings,
        DateTimeOffset now
    )
    {
        string told = Told(check, settings);
        string[] left = [.. pins.Except(check.Compared)];
        return check.SchemaVersion != LockCheckReport.CurrentSchemaVersion
                ? $"lock-check.json has schemaVersion {check.SchemaVersion}: run the target Check again."
            : check.LockDigest != lockDigest
                ? $"the check is of lock {check.LockDigest}, but the image has {lockDigest}: run the target Check."
            : check.Offline ? $"{told}, but offline: run the target Check without --offline."
            : !check.Passed || check.Findings.Any(finding => finding.Level != "note")
                ? $"{told}, and found problems: run the target Check."
            : left.Length > 0 ? $"{told}, but {string.Join(", ", left)} were not compared: run the target Check again."
            : check.CheckedAt > now.AddMinutes(5)
            || now - check.CheckedAt > TimeSpan.FromDays(settings.LockCheckedWithinDays)
                ? $"{told}: run the target Check again, then Logs."
            : null;
    }

    private static string Told(LockCheckReport check, GateSettings settings) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"checked {check.CheckedAt:u}; the limit is {settings.LockCheckedWithinDays} days"
        );

    private static string Pin(RenderedTool tool) => $"{tool.Name} {tool.Version}";
}

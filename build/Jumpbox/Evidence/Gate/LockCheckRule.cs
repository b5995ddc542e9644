using System.Globalization;
using Jumpbox.Customizer;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Evidence.Gate;

/// <summary>Requires a recent verification of exactly this lock against its sources.</summary>
internal sealed class LockCheckRule()
    : GateRule("lock-checked", "Every tool's pin was verified against its sources within gate.lockCheckedWithinDays.")
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        LockCheckReport check = EvidenceJson.Parse<LockCheckReport>(
            evidence.Text(EvidenceFiles.LockCheck),
            EvidenceFiles.LockCheck,
            "Run the target Check again."
        );
        TemplateRecord expected = evidence.Expected.Value.Template;
        string told = string.Create(
            CultureInfo.InvariantCulture,
            $"checked {check.CheckedAt:u}; the limit is {settings.LockCheckedWithinDays} days"
        );
        string[] left = [.. expected.Contents.Tools.Select(Pin).Except(check.Compared)];
        return check.SchemaVersion != LockCheckReport.CurrentSchemaVersion
                ? Fail($"lock-check.json has schemaVersion {check.SchemaVersion}: run the target Check again.")
            : check.LockDigest != expected.LockDigest
                ? Fail(
                    $"the check is of lock {check.LockDigest}, but the image has {expected.LockDigest}: run the target Check."
                )
            : check.Offline ? Fail($"{told}, but offline: run the target Check without --offline.")
            : !check.Passed || check.Findings.Any(finding => finding.Level != "note")
                ? Fail($"{told}, and found problems: run the target Check.")
            : left.Length > 0
                ? Fail($"{told}, but {string.Join(", ", left)} were not compared: run the target Check again.")
            : check.CheckedAt > now.AddMinutes(5)
            || now - check.CheckedAt > TimeSpan.FromDays(settings.LockCheckedWithinDays)
                ? Fail($"{told}: run the target Check again, then Logs.")
            : Pass($"{told}, {check.Compared.Count} pins");
    }

    private static string Pin(RenderedTool tool) => $"{tool.Name} {tool.Version}";
}

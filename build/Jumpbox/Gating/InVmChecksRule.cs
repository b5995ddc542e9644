using Jumpbox.Evidence;
using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>
/// A machine started from the image was looked at. The log itself is read again: the record's own list is only a copy of it.
/// </summary>
internal sealed class InVmChecksRule()
    : GateRule("in-vm-checks", "Every check inside a machine started from the image passed.")
{
    // The steps under scripts/validate; a plan without one of them has not looked at everything.
    private static readonly string[] Needed = ["tool-versions", "sshd-effective", "hygiene", "package-list"];

    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        CustomizationLog log = CustomizationLog.Parse(evidence.Text(EvidenceFiles.ValidationLog));
        string[] missing = [.. Needed.Except(log.Checks.Select(check => check.Name))];
        string[] failed = [.. log.Checks.Where(check => !check.Passed).Select(check => check.Name)];
        string[] unlike =
        [
            .. evidence
                .Image.Tools.Where(tool => !log.Tools.Contains(new LogToolVersion(tool.Name, tool.Version)))
                .Select(tool => $"{tool.Name} {tool.Version}"),
        ];
        return missing.Length > 0
                ? Fail(
                    $"validation.log lacks {string.Join(", ", missing)}. Run the target Logs; a build that LocalAzure only simulates never runs them (--local-build=rehearse does)."
                )
            : failed.Length > 0 || log.Failure is not null
                ? Fail($"failed: {string.Join(", ", failed)}. {log.Failure?.Summary}")
            : unlike.Length > 0 ? Fail($"no machine answered with {string.Join(", ", unlike)}.")
            : Pass($"{log.Checks.Count} checks, {log.Tools.Count} tools answered with their version");
    }
}

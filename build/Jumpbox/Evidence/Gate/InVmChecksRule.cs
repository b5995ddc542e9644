using Jumpbox.Evidence.Log;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Evidence.Gate;

/// <summary>
/// Requires the checks in a VM created from the image. Reads the log again, because the record has only a copy.
/// </summary>
internal sealed class InVmChecksRule()
    : GateRule(
        "in-vm-checks",
        "Every check inside a VM started from the image passed, and every tool reported its version.",
        GateSource.File,
        GateSource.Checkout
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        TemplateRecord template = evidence.Expected.Value.Template;
        Differences wrong = BuildLogRule.Read(
            evidence,
            EvidenceFiles.ValidationLog,
            template.Validators,
            out CustomizationLog log
        );
        wrong.Same(
            "tools that reported their version",
            log.Tools.Select(Shown).Order(),
            template.Contents.Tools.Select(Shown).Order()
        );
        wrong.Require(log.Packages.Count > 0, "it lists no installed package");
        wrong.Same(
            "checks of image.json",
            evidence.Image.Checks.Select(Shown),
            log.Named(template.Validators).Checks.Select(Shown)
        );
        return wrong.Any
            ? Fail(
                $"{wrong}. Run the target Logs; a build that LocalAzure only simulates never runs them (--local-build=rehearse does)."
            )
            : Pass($"{log.Checks.Count} checks, {log.Tools.Count} tools reported their version");
    }

    private static string Shown(LogToolVersion tool) => $"{tool.Name} {tool.Version}";

    private static string Shown(Customizer.RenderedTool tool) => $"{tool.Name} {tool.Version}";

    private static string Shown(RecordedCheck check) => $"{check.Name} {check.Passed} {check.Detail}";
}

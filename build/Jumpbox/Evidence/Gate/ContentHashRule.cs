using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Evidence.Gate;

/// <summary>The image is what this checkout would build.</summary>
internal sealed class ContentHashRule()
    : GateRule(
        "content-hash",
        "The image was built from exactly what this checkout describes.",
        GateSource.File,
        GateSource.Checkout
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        TemplateRecord expected = evidence.Expected.Value.Template;
        Differences wrong = new("compared with this checkout");
        wrong.Same("contentHash", image.ContentHash, expected.ContentHash);
        wrong.Same("lockDigest", image.LockDigest, expected.LockDigest);
        wrong.Same("templateId", image.TemplateId, expected.TemplateId, StringComparison.OrdinalIgnoreCase);
        wrong.Same("templateName", image.TemplateName, expected.TemplateName);
        wrong.Require(
            evidence.Text(EvidenceFiles.Customizer) == evidence.Expected.Value.Customizer,
            $"{EvidenceFiles.Customizer} has different steps"
        );
        return wrong.Any
            ? Fail($"{wrong}. Check out commit {image.Commit}, or build again.")
            : Pass($"content {expected.ContentHash}, lock {expected.LockDigest}");
    }
}

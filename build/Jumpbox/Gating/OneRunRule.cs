using System.Text.Json;
using Jumpbox.Evidence;
using Jumpbox.Provenance;
using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>Evidence of two runs proves neither of them.</summary>
internal sealed class OneRunRule() : GateRule("one-run", "All evidence is of the same image.")
{
    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        JsonElement template = evidence.Json(EvidenceFiles.Template);
        ProvenanceStatement provenance = evidence.Provenance;
        List<string> wrong = [];
        void Same(string what, string found, string expected)
        {
            if (!found.Equals(expected, StringComparison.OrdinalIgnoreCase))
            {
                wrong.Add($"{what} is {(found.Length == 0 ? "nothing" : found)}, image.json says {expected}");
            }
        }
        Same("template.json's content", TextOf(template, "contentHash"), image.ContentHash);
        Same("template.json's template", TextOf(template, "templateId"), image.TemplateId);
        Same("template.json's lock", TextOf(template, "lockDigest"), image.LockDigest);
        Same("prereqs.json's cloud", TextOf(evidence.Json(EvidenceFiles.Prereqs), "cloud"), image.Cloud);
        ResourceDescriptor? subject = provenance.Subject.Count > 0 ? provenance.Subject[0] : null;
        Same("the provenance's image", subject?.Name ?? "", image.ImageId);
        Same(
            "the provenance's content",
            subject?.Digest?.GetValueOrDefault(ProvenanceStatement.ContentDigest) ?? "",
            image.ContentHash
        );
        Same(
            "the provenance's commit",
            provenance.Predicate.RunDetails.Builder.Version.GetValueOrDefault("jumpbox", ""),
            image.Commit
        );
        return wrong.Count > 0
            ? Fail($"{string.Join("; ", wrong)}. Use an empty artifacts folder for each image.")
            : Pass($"content {image.ContentHash[..Math.Min(12, image.ContentHash.Length)]} everywhere");
    }
}

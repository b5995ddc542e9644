using Jumpbox.Evidence.Provenance;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Evidence.Gate;

/// <summary>
/// Evidence from two runs proves neither. Template and provenance are computed again and compared completely.
/// </summary>
internal sealed class OneRunRule()
    : GateRule("one-run", "All evidence is from the same image.", GateSource.File, GateSource.Checkout)
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        TemplateRecord expected = evidence.Expected.Value.Template;
        TemplateRecord template = TemplateRecord.Parse(evidence.Text(EvidenceFiles.Template));
        ProvenanceStatement provenance = evidence.Provenance;
        Differences wrong = new("compared with image.json and this checkout");
        // Another commit or compiler may deploy the same content.
        wrong.Require(
            (
                template with
                {
                    Commit = expected.Commit,
                    Dirty = expected.Dirty,
                    BicepVersion = expected.BicepVersion,
                }
            ).ToJson() == expected.ToJson(),
            $"{EvidenceFiles.Template} is of different content"
        );
        wrong.Require(
            provenance.ToJson()
                == ProvenanceFactory
                    .Create(image, expected.Contents, Listed(provenance), BuilderIdentity.Of(provenance))
                    .ToJson(),
            $"{EvidenceFiles.Provenance} is of another build"
        );
        return wrong.Any
            ? Fail($"{wrong}. Use an empty artifacts folder for each image, and run the target Logs again.")
            : Pass($"content {image.ContentHash[..Math.Min(12, image.ContentHash.Length)]} everywhere");
    }

    // Another rule checks the digests.
    private static Dictionary<string, string> Listed(ProvenanceStatement provenance)
    {
        Dictionary<string, string> listed = new(StringComparer.Ordinal);
        foreach (ResourceDescriptor subject in provenance.Subject.Skip(1))
        {
            listed[subject.Name ?? ""] = subject.Digest?.GetValueOrDefault("sha256") ?? "";
        }
        return listed;
    }
}

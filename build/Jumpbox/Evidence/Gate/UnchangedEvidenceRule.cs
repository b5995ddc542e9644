using Jumpbox.Evidence.Provenance;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>Every file of evidence is byte for byte the one that the provenance lists.</summary>
internal sealed class UnchangedEvidenceRule()
    : GateRule(
        "unchanged-evidence",
        "The provenance lists all evidence, and every digest still matches.",
        GateSource.File
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ProvenanceStatement provenance = evidence.Provenance;
        IReadOnlyDictionary<string, string> found = EvidenceFiles.Digests(evidence.Files);
        Dictionary<string, string> listed = [];
        List<string> wrong = [];
        foreach (ResourceDescriptor subject in provenance.Subject.Skip(1))
        {
            if (!listed.TryAdd(subject.Name ?? "", subject.Digest?.GetValueOrDefault("sha256") ?? ""))
            {
                wrong.Add($"{subject.Name} is listed twice");
            }
        }
        wrong.AddRange(EvidenceFiles.Required.Except(listed.Keys).Select(name => $"{name} is not listed"));
        wrong.AddRange(
            found.Keys.Except(listed.Keys).Except(EvidenceFiles.Required).Select(name => $"{name} is not listed")
        );
        foreach ((string name, string digest) in listed)
        {
            if (!found.TryGetValue(name, out string? now256))
            {
                wrong.Add($"{name} is missing");
            }
            else if (now256 != digest)
            {
                wrong.Add($"{name} has SHA-256 {now256}, but {digest} is listed");
            }
        }
        return wrong.Count > 0
            ? Fail(
                $"{string.Join("; ", wrong)}. Use the unchanged artifacts of the run; if you changed them, run Logs again."
            )
            : Pass($"{listed.Count} files, builder {provenance.Predicate.RunDetails.Builder.Id}");
    }
}

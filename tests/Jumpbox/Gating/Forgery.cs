using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using Jumpbox.Signing.Tests;

namespace Jumpbox.Tests.Gating;

/// <summary>What someone can do who can write all files of evidence, but has no signer's key.</summary>
internal static class Forgery
{
    /// <summary>Each way to go on after a file was changed and all digests were computed again.</summary>
    public static IReadOnlyDictionary<string, Action<GoodRun, byte[]>> Ways { get; } =
        new Dictionary<string, Action<GoodRun, byte[]>>
        {
            ["leaves the signature"] = (_, _) => { },
            ["removes the signature"] = (run, _) => Unsign(run),
            ["signs with another key"] = (run, _) =>
                Envelope(run, EvidenceKey.Foreign.Sign(run.Bytes(EvidenceFiles.Provenance))),
            ["signs with another key in the name of the allowed one"] = (run, _) =>
                Envelope(
                    run,
                    EvidenceKey.Foreign.Sign(run.Bytes(EvidenceFiles.Provenance), EvidenceKey.Allowed.Public.KeyId)
                ),
            ["takes over the signature"] = (run, before) =>
                Envelope(run, EvidenceKey.Allowed.Splice(run.Bytes(EvidenceFiles.Provenance), before)),
            ["attests with another authority"] = (run, _) =>
                AttestedRun.Attest(run, new LabRecipe(LabKind.Private), SigstoreLab.Foreign),
            ["attests with another workflow"] = (run, _) =>
                AttestedRun.Attest(
                    run,
                    new LabRecipe(LabKind.Private)
                    {
                        Subject = LabRecipe.Signer.Replace("acme", "evil", StringComparison.Ordinal),
                    }
                ),
            ["attests on another branch"] = (run, _) =>
                AttestedRun.Attest(run, new LabRecipe(LabKind.Private) { Claims = { [14] = "refs/heads/other" } }),
        };

    /// <summary>Computes the digests that the provenance lists again, as it stands.</summary>
    public static void List(GoodRun run)
    {
        JsonObject statement = JsonNode.Parse(run.Text(EvidenceFiles.Provenance))!.AsObject();
        IReadOnlyDictionary<string, string> digests = EvidenceFiles.Digests(run.Files);
        foreach (JsonNode? subject in statement["subject"]!.AsArray().Skip(1))
        {
            if (digests.TryGetValue((string?)subject!["name"] ?? "", out string? digest))
            {
                subject["digest"]!["sha256"] = digest;
            }
        }
        run.Put(EvidenceFiles.Provenance, statement.ToJsonString());
    }

    private static void Unsign(GoodRun run) =>
        run.Remove(EvidenceFiles.SignedProvenance).Remove(EvidenceFiles.Attestation);

    private static void Envelope(GoodRun run, string text)
    {
        Unsign(run);
        run.Put(EvidenceFiles.SignedProvenance, text);
    }
}

using System.Security.Cryptography;
using Build.Run;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Evidence.Provenance;
using Jumpbox.Signing.InToto;
using Jumpbox.Signing.Keys;

namespace Build.Evidence;

/// <summary>Signs the verdict as SLSA's verification summary, for those who use the image.</summary>
internal static class VerdictSigning
{
    // Nobody has evaluated the level of the builder.
    private static readonly string[] Levels = ["SLSA_BUILD_LEVEL_UNEVALUATED"];

    /// <summary>Signs the verdict, and deletes an earlier one.</summary>
    /// <param name="context">The run.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="evidence">What was judged.</param>
    /// <returns>The message, or null if the settings name no key or there is no image.</returns>
    public static async Task<string?> SignAsync(BuildContext context, GateVerdict verdict, GateEvidence evidence)
    {
        File.Delete(context.Workspace.File(EvidenceFiles.SignedVerdict));
        if (verdict.Image is not { ImageId.Length: > 0 } image)
        {
            return null;
        }
        VerificationSummary summary = new()
        {
            VerifierId = BuilderIdentity.From(context.Variables, "").Id,
            ResourceUri = Uri(image),
            Policy = new StatementReference(GatePolicy.Uri, Sha256(GatePolicy.Digest(context.Settings.Gate))),
            Passed = verdict.Passed,
            VerifiedLevels = Levels,
            TimeVerified = verdict.JudgedAt,
            InputAttestations =
            [
                .. new[] { EvidenceFiles.SignedProvenance, EvidenceFiles.Attestation }
                    .Where(evidence.Files.ContainsKey)
                    .Select(name => new StatementReference(
                        name,
                        Sha256(Convert.ToHexStringLower(SHA256.HashData(evidence.Files[name])))
                    )),
            ],
        };
        StatementSubject subject = new(image.ImageId, ProvenanceFactory.ImageDigest(image));
        return
            await EvidenceSigning.SignAsync(context, summary.ToStatement([subject]), EvidenceFiles.SignedVerdict)
                is SigningKey key
            ? $"{EvidenceFiles.SignedVerdict}: signed by {key.KeyId}."
            : null;
    }

    private static string Uri(ImageRecord image) =>
        image.ImageId.StartsWith('/') ? $"urn:azure:resource:{image.Cloud}:{image.ImageId}" : image.ImageId;

    private static Dictionary<string, string> Sha256(string digest) => new() { ["sha256"] = digest };
}

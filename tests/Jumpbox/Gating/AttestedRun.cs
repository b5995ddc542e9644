using System.Security.Cryptography;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Provenance;
using Jumpbox.Signing;
using Jumpbox.Signing.Tests;
using Jumpbox.Tests.Evidence;

namespace Jumpbox.Tests.Gating;

/// <summary>A good run whose provenance GitHub attests, as the tests' own Sigstore instance does it.</summary>
internal static class AttestedRun
{
    private const string Workflow = "https://github.com/acme/images";

    public static GoodRun Create(LabKind kind)
    {
        GoodRun run = new()
        {
            Builder = new BuilderIdentity(LabRecipe.Signer, $"{Workflow}/actions/runs/12/attempts/1", Workflow)
            {
                Version = "0.1.0",
            },
            Signers =
            [
                new EvidenceSigner(new AllowedSigner.Workflow(LabRecipe.Repository, LabRecipe.Path, LabRecipe.Ref), ""),
            ],
            Roots = SigstoreLab.Shared.Roots(kind),
        };
        run.List();
        return Attest(run, new LabRecipe(kind));
    }

    /// <summary>Replaces the signature with an attestation of the provenance that is there.</summary>
    public static GoodRun Attest(GoodRun run, LabRecipe recipe, SigstoreLab? lab = null)
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(run.Bytes(EvidenceFiles.Provenance)));
        return run.Remove(EvidenceFiles.SignedProvenance)
            .Put(
                EvidenceFiles.Attestation,
                (lab ?? SigstoreLab.Shared)
                    .Bundle(
                        recipe with
                        {
                            Claims = new Dictionary<int, string?> { [13] = SampleRecord.Commit }
                                .Concat(recipe.Claims)
                                .GroupBy(claim => claim.Key)
                                .ToDictionary(claim => claim.Key, claim => claim.Last().Value),
                            Payload = recipe.Payload.Replace(LabRecipe.Digest, digest, StringComparison.Ordinal),
                        }
                    )
                    .ToJsonString()
            );
    }
}

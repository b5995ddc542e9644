using System.Security.Cryptography;
using System.Text;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing.Tests;

/// <summary>What publishers sign: a file by its digest, or a provenance of it, with a keyless certificate.</summary>
public sealed class VerifyingSignedFiles
{
    private const string Issuer = "https://token.actions.githubusercontent.com";

    private static readonly byte[] File = Encoding.UTF8.GetBytes("the file");
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(File));
    private static readonly CertificateIdentity Signer = new(LabRecipe.Signer, Issuer);

    private static string? Problem(LabRecipe recipe, string? sha256 = null, CertificateIdentity? signer = null) =>
        SignedFile.Problem(
            Encoding.UTF8.GetBytes(SigstoreLab.Shared.Bundle(recipe).ToJsonString()),
            sha256 ?? Sha256,
            signer ?? Signer,
            SigstoreLab.Shared.Roots(recipe.Kind),
            SigstoreLab.Now
        );

    private static string? ProvenanceProblem(LabRecipe recipe, string sha256, CertificateIdentity? signer = null) =>
        SignedFile.ProvenanceProblem(
            Encoding.UTF8.GetBytes(SigstoreLab.Shared.Bundle(recipe).ToJsonString()),
            sha256,
            signer ?? Signer,
            SigstoreLab.Shared.Roots(recipe.Kind),
            SigstoreLab.Now
        );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_bundle_over_the_file_is_good_with_either_log(int log) =>
        Assert.Null(Problem(new LabRecipe(log == 1 ? LabKind.Rekor1 : LabKind.Rekor2) { File = File }));

    [Fact]
    public void Another_file_is_refused() =>
        Assert.Contains(
            "step",
            Problem(new LabRecipe(LabKind.Rekor1) { File = File }, Convert.ToHexStringLower(SHA256.HashData([1])))
        );

    [Theory]
    [InlineData(
        "https://github.com/acme/images/.github/workflows/image.yml@refs/heads/other",
        Issuer,
        "subject alternative name"
    )]
    [InlineData(LabRecipe.Signer, "https://accounts.google.com", "issuer")]
    public void Another_identity_is_refused_by_what_differs(string subject, string issuer, string told) =>
        Assert.Contains(
            told,
            Problem(new LabRecipe(LabKind.Rekor1) { File = File }, signer: new CertificateIdentity(subject, issuer))
        );

    [Fact]
    public void A_statement_is_no_signature_over_a_file_and_a_signature_no_statement()
    {
        Assert.Contains("holds a statement", Problem(new LabRecipe(LabKind.Rekor1)));
        Assert.Contains("holds no statement", ProvenanceProblem(new LabRecipe(LabKind.Rekor1) { File = File }, Sha256));
    }

    [Theory]
    [InlineData("https://in-toto.io/Statement/v1", "https://slsa.dev/provenance/v1")]
    [InlineData("https://in-toto.io/Statement/v0.1", "https://slsa.dev/provenance/v0.2")]
    public void A_provenance_of_the_file_is_good_in_both_versions(string statement, string predicate) =>
        Assert.Null(ProvenanceProblem(Provenance(statement, predicate), LabRecipe.Digest));

    [Fact]
    public void A_provenance_of_another_file_or_of_another_kind_is_refused()
    {
        Assert.Contains(
            "None of the statement's 1 subjects",
            ProvenanceProblem(new LabRecipe(LabKind.Private), Sha256)
        );
        Assert.Contains(
            "expected one of",
            ProvenanceProblem(
                Provenance("https://in-toto.io/Statement/v1", "https://spdx.dev/Document"),
                LabRecipe.Digest
            )
        );
    }

    [Fact]
    public void A_reusable_workflow_counts_only_for_the_repository_and_tag_that_called_it()
    {
        CertificateIdentity called = Signer with { Repository = "https://github.com/acme/images", Ref = LabRecipe.Ref };

        Assert.Null(ProvenanceProblem(new LabRecipe(LabKind.Rekor1), LabRecipe.Digest, called));
        Assert.Contains(
            "repository",
            ProvenanceProblem(
                new LabRecipe(LabKind.Rekor1),
                LabRecipe.Digest,
                called with
                {
                    Repository = "https://github.com/acme/other",
                }
            )
        );
        Assert.Contains(
            "ref",
            ProvenanceProblem(new LabRecipe(LabKind.Rekor1), LabRecipe.Digest, called with { Ref = "refs/tags/v2" })
        );
    }

    [Fact]
    public void Without_a_trusted_root_nothing_is_good() =>
        Assert.NotNull(
            SignedFile.Problem(
                Encoding.UTF8.GetBytes(
                    SigstoreLab.Shared.Bundle(new LabRecipe(LabKind.Rekor1) { File = File }).ToJsonString()
                ),
                Sha256,
                Signer,
                TrustedRoots.None,
                SigstoreLab.Now
            )
        );

    [Fact]
    public void A_published_provenance_names_its_file()
    {
        const string Beacon =
            "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
        ReadOnlyMemory<byte> bundle = SharedBundles.Read("public-good-rekor1-dsse.sigstore.json");
        TrustedRoots roots = TrustedRoots.Parse(SharedBundles.ReadText("public-good.trusted_root.json"), "root");

        Assert.Null(
            SignedFile.ProvenanceProblem(
                bundle,
                LabRecipe.Digest,
                new CertificateIdentity(Beacon, Issuer),
                roots,
                new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero)
            )
        );
    }

    private static LabRecipe Provenance(string statement, string predicate) =>
        new(LabKind.Rekor1)
        {
            Payload =
                $$$"""{"_type":"{{{statement}}}","subject":[{"name":"f","digest":{"sha256":"{{{LabRecipe.Digest}}}"}}],"predicateType":"{{{predicate}}}","predicate":{}}""",
        };
}

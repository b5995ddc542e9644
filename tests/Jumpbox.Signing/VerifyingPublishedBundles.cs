using Jumpbox.Signing.InToto;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing.Tests;

public sealed class VerifyingPublishedBundles
{
    private const string Beacon = "sigstore-conformance/extremely-dangerous-public-oidc-beacon";
    private const string BeaconPath = ".github/workflows/extremely-dangerous-oidc-beacon.yml";
    private const string Artefact = "a0cfc71271d6e278e57cd332ff957c3f7043fdda354c4cbb190a30d56efa01bf";
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("public-good-rekor1-dsse", "public-good", "2024-12-16T18:42:56Z")]
    [InlineData("staging-rekor2-dsse", "staging", "2026-05-13T19:23:33Z")]
    public void One_of_the_public_instance_passes(string bundle, string root, string time)
    {
        StatementVerdict.Verified verified = Assert.IsType<StatementVerdict.Verified>(
            Verify(bundle, root, new AllowedSigner.Workflow(Beacon, BeaconPath, "refs/heads/main"))
        );

        Assert.Equal(time, Assert.Single(verified.Times).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
        Assert.True(verified.Statement.Covers("sha256", Artefact));
        Assert.Equal($"https://github.com/{Beacon}/{BeaconPath}@refs/heads/main", verified.Claims!.Subject);
        Assert.Equal("https://token.actions.githubusercontent.com", verified.Claims.Issuer);
        Assert.Equal("632596897", verified.Claims.RepositoryId);
        Assert.Equal("131804563", verified.Claims.OwnerId);
        Assert.Equal("workflow_dispatch", verified.Claims.Trigger);
        Assert.Equal("public", verified.Claims.Visibility);
    }

    [Fact]
    public void One_of_GitHubs_own_instance_passes_without_a_log()
    {
        StatementVerdict.Verified verified = Assert.IsType<StatementVerdict.Verified>(
            Verify("github-instance-dsse", "github-instance", Demo)
        );

        Assert.Equal(new DateTimeOffset(2024, 4, 22, 17, 33, 26, TimeSpan.Zero), Assert.Single(verified.Times));
        Assert.Equal("private", verified.Claims!.Visibility);
        Assert.True(
            verified.Statement.Covers("sha256", "ae57936def59bc4c75edd3a837d89bcefc6d3a5e31d55a6fa7a71624f92c3c3b")
        );
    }

    [Fact]
    public void Several_roots_in_one_file_are_told_apart_by_their_authorities()
    {
        TrustedRoots roots = TrustedRoots.Parse(
            SharedBundles.ReadText("public-good.trusted_root.json")
                + "\n"
                + SharedBundles.ReadText("github-instance.trusted_root.json"),
            "trusted_root.jsonl"
        );

        _ = Assert.IsType<StatementVerdict.Verified>(
            SignedStatement.Verify(SharedBundles.Read("github-instance-dsse.sigstore.json"), [Demo], roots, Now)
        );
    }

    [Fact]
    public void One_of_GitHubs_own_instance_is_refused_where_a_log_entry_is_demanded()
    {
        Bundle bundle = BundleReader.Read(SharedBundles.Read("github-instance-dsse.sigstore.json"));
        TrustedRoot root = Roots("github-instance").Roots[0];

        RefusalException refusal = Assert.Throws<RefusalException>(() =>
            new BundleVerification(bundle, root, new InstanceNeeds(0, 1, 1), Now).Verify(
                LeafCertificate.Read(bundle.Certificate!.Value),
                default
            )
        );

        Assert.Equal(
            (VerificationStep.Log, "The bundle needs at least 1 log entry and has 0."),
            (refusal.Step, refusal.Message)
        );
    }

    [Fact]
    public void A_log_entry_of_another_envelope_fails_at_the_hash_of_the_payload_only()
    {
        StatementVerdict.Refused refused = Assert.IsType<StatementVerdict.Refused>(
            Verify(
                "reject-log-entry-of-another-envelope",
                "public-good",
                new AllowedSigner.Workflow(Beacon, BeaconPath, "refs/heads/main")
            )
        );

        Assert.Equal(VerificationStep.LogBody, refused.Step);
        Assert.StartsWith("The log entry's spec.payloadHash.value is '", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timestamp_of_another_signature_fails_at_the_message_imprint_only()
    {
        byte[] text = SharedBundles.Read("reject-timestamp-of-another-signature.sigstore.json");

        RefusalException refusal = Assert.Throws<RefusalException>(() =>
            BundleVerification.Verify(BundleReader.Read(text), Roots("staging"), Now, Convert.FromHexString(Artefact))
        );

        Assert.Equal(VerificationStep.Time, refusal.Step);
        Assert.StartsWith(
            "The timestamp of 2025-07-15T10:12:52Z is over another signature: its message imprint is ",
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_behind_the_wrong_timestamp_is_good()
    {
        Bundle bundle = BundleReader.Read(SharedBundles.Read("reject-timestamp-of-another-signature.sigstore.json"));
        TrustedRoot root = Roots("staging").Roots[0];
        LeafCertificate leaf = LeafCertificate.Read(bundle.Certificate!.Value);
        DateTimeOffset time = new(2025, 7, 15, 10, 12, 52, TimeSpan.Zero);

        Assert.Equal(
            1,
            CertificateTimestamps.Verify(leaf.Certificate, leaf.DemandIssuer(leaf.IssuersIn(root), time), root)
        );
        LogProof.DemandInclusion(bundle.Entries[0], LogProof.LogOf(bundle.Entries[0], root));
        LogBody.Demand(bundle.Entries[0], bundle, new BundleSigner(leaf.Key, leaf), Convert.FromHexString(Artefact));
        Assert.True(leaf.Key.VerifyHashDer(Convert.FromHexString(Artefact), bundle.Signature.Span));
    }

    [Theory]
    [InlineData("public-good-rekor1-dsse", "staging")]
    [InlineData("staging-rekor2-dsse", "public-good")]
    [InlineData("github-instance-dsse", "public-good")]
    [InlineData("public-good-rekor1-dsse", "github-instance")]
    public void One_of_another_instance_is_refused(string bundle, string root)
    {
        StatementVerdict.Refused refused = Assert.IsType<StatementVerdict.Refused>(Verify(bundle, root, Demo));

        Assert.Equal(VerificationStep.Certificate, refused.Step);
    }

    [Fact]
    public void The_summary_for_a_machine_image_passes_with_its_key()
    {
        string pem = SharedBundles.ReadText("vsa-image-id.public-key.pem");
        AllowedSigner.Key key = new(Keys.EcPublicKey.FromPem(pem).Sha256, pem, null);
        SummaryExpectation expected = new(
            "https://bcid.corp.google.com/verifier/bcid_package_enforcer/v0.1",
            "gce_image://gke-node-images:gke-12615-gke1418000-cos-101-17162-463-29-c-cgpv1-pre",
            "googlefile:/google_src/files/642513192/depot/google3/production/security/bcid/software/gce_image/gke/vm_images.sw_policy.textproto",
            ["BCID_L1", "SLSA_BUILD_LEVEL_2"]
        );

        StatementVerdict.Verified verified = Assert.IsType<StatementVerdict.Verified>(
            SignedStatement.Verify(SharedBundles.Read("vsa-image-id.dsse.json"), [key], TrustedRoots.None, Now)
        );

        Assert.Same(key, verified.Signer);
        Assert.Empty(expected.Differences(verified.Statement, "gce_image_id", "8970095005306000053"));
        Assert.Equal(
            ["The summary has no subject with the gce_image_id '8970095005306000054'."],
            expected.Differences(verified.Statement, "gce_image_id", "8970095005306000054")
        );
    }

    private static AllowedSigner.Workflow Demo { get; } =
        new("actions/attest-demo", ".github/workflows/build-python.yml", "refs/heads/main")
        {
            RepositoryId = "763287532",
            OwnerId = "44036562",
        };

    private static TrustedRoots Roots(string root) =>
        TrustedRoots.Parse(SharedBundles.ReadText($"{root}.trusted_root.json"), root);

    private static StatementVerdict Verify(string bundle, string root, AllowedSigner allowed) =>
        SignedStatement.Verify(SharedBundles.Read($"{bundle}.sigstore.json"), [allowed], Roots(root), Now);
}

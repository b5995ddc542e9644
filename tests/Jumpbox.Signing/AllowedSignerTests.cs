using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Tests;

public sealed class AllowedSignerTests
{
    private static readonly AllowedSigner.Workflow Right = TamperCase.LabSigner;

    public static TheoryData<string> WrongSigners =>
        [
            "owner in another case",
            "repository in another case",
            "a prefix of the repository",
            "repository with a slash",
            "path in another case",
            "a prefix of the path",
            "another ref",
            "a prefix of the ref",
            "the ref with a slash",
            "the short ref",
            "another repository id",
            "another owner id",
            "another issuer",
            "another server",
            "self-hosted",
            "an environment that the certificate does not name",
            "a caller",
        ];

    [Theory]
    [InlineData("pull_request")]
    [InlineData("pull_request_target")]
    public void A_run_that_a_pull_request_started_is_refused_although_all_else_is_right(string trigger)
    {
        StatementVerdict.Refused refused = Refused(
            new LabRecipe(LabKind.Private) { Claims = { [20] = trigger } },
            Right
        );

        Assert.Equal(VerificationStep.Signer, refused.Step);
        Assert.Contains($"a pull request started ('{trigger}')", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongSigners))]
    public void Another_allowed_signer_is_refused(string wrong)
    {
        AllowedSigner.Workflow allowed = wrong switch
        {
            "owner in another case" => Right with { Repository = "Acme/images" },
            "repository in another case" => Right with { Repository = "acme/Images" },
            "a prefix of the repository" => Right with { Repository = "acme/image" },
            "repository with a slash" => Right with { Repository = "acme/images/" },
            "path in another case" => Right with { Path = ".github/workflows/Image.yml" },
            "a prefix of the path" => Right with { Path = ".github/workflows/image.ym" },
            "another ref" => Right with { Ref = "refs/heads/release" },
            "a prefix of the ref" => Right with { Ref = "refs/heads/mai" },
            "the ref with a slash" => Right with { Ref = "refs/heads/main/" },
            "the short ref" => Right with { Ref = "main" },
            "another repository id" => Right with { RepositoryId = "632596898" },
            "another owner id" => Right with { OwnerId = "13180456" },
            "another issuer" => Right with { Issuer = "https://token.actions.githubusercontent.com/" },
            "another server" => Right with { Server = "https://github.com." },
            "self-hosted" => Right with { Runner = "self-hosted" },
            "a caller" => Right with { CallerPath = ".github/workflows/other.yml" },
            _ => Right with { Environment = "release" },
        };

        StatementVerdict.Refused refused = Refused(new LabRecipe(LabKind.Private), allowed);

        Assert.Equal(VerificationStep.Signer, refused.Step);
        Assert.Contains("expected '", refused.Reason, StringComparison.Ordinal);
    }

    public static TheoryData<string> WrongCertificates =>
        [
            "a reusable workflow in another repository",
            "our workflow called from another repository",
            "our workflow called by another one of ours",
            "a self-hosted runner",
            "no runner",
            "another issuer",
            "no issuer",
            "a repository of the same name with another number",
            "another ref of the source",
            "another owner",
        ];

    [Theory]
    [MemberData(nameof(WrongCertificates))]
    public void Another_certificate_is_refused(string wrong)
    {
        LabRecipe recipe = new(LabKind.Private);
        const string Other = "https://github.com/mallory/images/.github/workflows/image.yml@refs/heads/main";
        LabRecipe changed = wrong switch
        {
            "a reusable workflow in another repository" => recipe with
            {
                Subject = Other,
                Claims = new() { [9] = Other },
            },
            "our workflow called from another repository" => recipe with
            {
                Claims = new() { [12] = "https://github.com/mallory/images", [18] = Other },
            },
            "our workflow called by another one of ours" => recipe with
            {
                Claims = new() { [18] = "https://github.com/acme/images/.github/workflows/x.yml@refs/heads/main" },
            },
            "a self-hosted runner" => recipe with { Claims = new() { [11] = "self-hosted" } },
            "no runner" => recipe with { Claims = new() { [11] = null } },
            "another issuer" => recipe with { Claims = new() { [8] = "https://accounts.google.com" } },
            "no issuer" => recipe with { Claims = new() { [8] = null } },
            "a repository of the same name with another number" => recipe with { Claims = new() { [15] = "1" } },
            "another ref of the source" => recipe with { Claims = new() { [14] = "refs/pull/7/merge" } },
            _ => recipe with { Claims = new() { [16] = "https://github.com/mallory" } },
        };

        Assert.Equal(VerificationStep.Signer, Refused(changed, Right).Step);
    }

    [Fact]
    public void A_reusable_workflow_passes_with_its_caller_named()
    {
        LabRecipe recipe = new(LabKind.Private)
        {
            Claims = new() { [18] = "https://github.com/acme/images/.github/workflows/x.yml@refs/heads/main" },
        };
        TamperCase one = TamperCase.Lab(recipe);

        one.Allowed = Right with { CallerPath = ".github/workflows/x.yml" };

        _ = Assert.IsType<StatementVerdict.Verified>(one.Verify());
    }

    [Fact]
    public void An_environment_passes_if_the_certificate_names_it()
    {
        TamperCase one = TamperCase.Lab(new LabRecipe(LabKind.Private) { Claims = new() { [23] = "release" } });

        one.Allowed = Right with { Environment = "release" };
        _ = Assert.IsType<StatementVerdict.Verified>(one.Verify());
        one.Allowed = Right with { Environment = "Release" };
        _ = Assert.IsType<StatementVerdict.Refused>(one.Verify());
    }

    public static TheoryData<string, string> WrongForms =>
        new()
        {
            { "a release attestation of GitHub", "is not critical" },
            { "a subject", "has the subject 'CN=Attester'" },
            { "a second name", "more names than" },
            { "another usage", "lacks the extended key usage" },
            { "an authority", "that of an authority" },
        };

    [Theory]
    [MemberData(nameof(WrongForms))]
    public void A_certificate_of_another_form_is_refused(string wrong, string reason)
    {
        LabRecipe recipe = new(LabKind.Private);
        LabRecipe changed = wrong switch
        {
            "a release attestation of GitHub" => recipe with
            {
                Subject = "https://dotcom.releases.github.com",
                IsNameCritical = false,
                CommonName = "CN=Attester",
            },
            "a subject" => recipe with { CommonName = "CN=Attester" },
            "a second name" => recipe with { HasSecondName = true },
            "another usage" => recipe with { Usage = "1.3.6.1.5.5.7.3.8" },
            _ => recipe with { IsAuthority = true },
        };

        StatementVerdict.Refused refused = Refused(changed, Right);

        Assert.Equal(VerificationStep.Certificate, refused.Step);
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rekor1")]
    [InlineData("Rekor2")]
    public void A_certificate_without_an_SCT_is_refused_where_the_instance_has_certificate_logs(string kind)
    {
        StatementVerdict.Refused refused = Refused(new LabRecipe(Enum.Parse<LabKind>(kind)) { HasSct = false }, Right);

        Assert.Equal(VerificationStep.CertificateTransparency, refused.Step);
    }

    [Theory]
    [InlineData("application/json", "The signed bytes have the type 'application/json'")]
    [InlineData("application/vnd.in-toto.provenance+json", "The signed bytes have the type")]
    public void Another_payload_type_is_refused_after_the_signature(string type, string reason)
    {
        StatementVerdict.Refused refused = Refused(new LabRecipe(LabKind.Rekor1) { PayloadType = type }, Right);

        Assert.Equal(VerificationStep.Statement, refused.Step);
        Assert.StartsWith(reason, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_allowed_signer_and_no_root_refuse()
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(TamperCase.Lab(LabKind.Private).Bundle.ToJsonString());

        StatementVerdict none = SignedStatement.Verify(
            text,
            [],
            SigstoreLab.Shared.Roots(LabKind.Private),
            SigstoreLab.Now
        );
        StatementVerdict rootless = SignedStatement.Verify(text, [Right], Sigstore.TrustedRoots.None, SigstoreLab.Now);

        Assert.Equal(VerificationStep.Signer, Assert.IsType<StatementVerdict.Refused>(none).Step);
        Assert.Equal(VerificationStep.Certificate, Assert.IsType<StatementVerdict.Refused>(rootless).Step);
    }

    private static StatementVerdict.Refused Refused(LabRecipe recipe, AllowedSigner allowed)
    {
        TamperCase one = TamperCase.Lab(recipe);
        one.Allowed = allowed;
        return Assert.IsType<StatementVerdict.Refused>(one.Verify());
    }
}

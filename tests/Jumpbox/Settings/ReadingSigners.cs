using Jumpbox.Settings;

namespace Jumpbox.Tests.Settings;

public sealed class ReadingSigners
{
    private const string Workflow = "workflow:acme/images/.github/workflows/image.yml@refs/heads/main";
    private static readonly string Vault = $"https://v.vault.azure.net/keys/evidence/{new string('b', 32)}";

    [Fact]
    public void A_workflow_has_a_repository_a_file_and_a_ref()
    {
        SignerSetting.Workflow signer = Assert.IsType<SignerSetting.Workflow>(SignerSetting.Parse(Workflow));

        Assert.Equal(
            ("acme/images", ".github/workflows/image.yml", "refs/heads/main"),
            (signer.Repository, signer.Path, signer.Ref)
        );
        Assert.Null(signer.Environment ?? signer.RepositoryId ?? signer.OwnerId ?? signer.Runner ?? signer.Caller);
    }

    [Fact]
    public void A_workflow_may_be_narrowed_down()
    {
        SignerSetting.Workflow signer = Assert.IsType<SignerSetting.Workflow>(
            SignerSetting.Parse(
                $"{Workflow};environment=jumpbox-build;repositoryId=1;ownerId=2;runner=self-hosted;caller=a/b@c=d"
            )
        );

        Assert.Equal(
            "jumpbox-build 1 2 self-hosted",
            $"{signer.Environment} {signer.RepositoryId} {signer.OwnerId} {signer.Runner}"
        );
        Assert.Equal("a/b@c=d", signer.Caller);
    }

    [Fact]
    public void A_key_is_a_version_in_Key_Vault_or_a_fingerprint_with_one_builder_at_most()
    {
        SignerSetting.Key vault = Assert.IsType<SignerSetting.Key>(
            SignerSetting.Parse($"key:{Vault};builder=https://ci?id=7")
        );
        SignerSetting.Key print = Assert.IsType<SignerSetting.Key>(
            SignerSetting.Parse($"key:sha256:{new string('a', 64)}")
        );

        Assert.Equal((Vault, null, "https://ci?id=7"), (vault.KeyId, vault.Sha256, vault.Builder));
        Assert.Equal((null, new string('a', 64), null), (print.KeyId, print.Sha256, print.Builder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("workflow:")]
    [InlineData("workflow:acme/.github/workflows/image.yml@refs/heads/main")]
    [InlineData("workflow:acme/images/image.yml@refs/heads/main")]
    [InlineData("workflow:acme/images/.github/workflows/image.yml@main")]
    [InlineData("workflow:acme/images/.github/workflows/image.yml@refs/pull/1/merge")]
    [InlineData("workflow:acme/images/.github/workflows/image.yml")]
    [InlineData("Workflow:acme/images/.github/workflows/image.yml@refs/heads/main")]
    [InlineData(Workflow + "\n")]
    [InlineData(Workflow + ";")]
    [InlineData(Workflow + ";environment")]
    [InlineData(Workflow + ";environment=")]
    [InlineData(Workflow + ";environment=a;environment=b")]
    [InlineData(Workflow + ";Environment=a")]
    [InlineData(Workflow + ";builder=a")]
    [InlineData("key:sha256:abc")]
    [InlineData("key:https://v.vault.azure.net/keys/evidence")]
    [InlineData("key:http://v.vault.azure.net/keys/evidence/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    [InlineData("key:https://v.vault.azure.net/keys/evidence/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb;environment=a")]
    [InlineData("key:https://v.vault.azure.net/keys/evidence/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb?x")]
    public void Anything_else_is_no_signer(string text) => Assert.Null(SignerSetting.Parse(text));
}

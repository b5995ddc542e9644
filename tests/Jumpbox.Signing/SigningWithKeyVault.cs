using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Signers;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing.Tests;

public sealed class SigningWithKeyVault
{
    private static readonly byte[] Payload = new LabRecipe(LabKind.Private).PayloadBytes;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_signed_verifies_with_the_key_that_was_read()
    {
        await using VaultStandIn vault = await VaultStandIn.StartAsync();
        using AzureSession session = vault.Session();
        KeyVaultSigner signer = session.OpenKey(vault.KeyId);

        DsseEnvelope envelope = await signer.SignAsync(DsseEnvelope.InToto, Payload, Cancel);
        SigningKey key = await signer.ReadKeyAsync(Cancel);
        StatementVerdict verdict = SignedStatement.Verify(
            envelope.ToJson(),
            [new AllowedSigner.Key(key.Sha256, key.PublicKeyPem, key.KeyId)],
            TrustedRoots.None,
            DateTimeOffset.UtcNow
        );

        _ = Assert.IsType<StatementVerdict.Verified>(verdict);
        Assert.Equal((vault.KeyId, vault.KeyId), (key.KeyId, envelope.Signatures[0].KeyId));
        Assert.Equal(64, envelope.Signatures[0].Bytes.Length);
        Assert.Equal(["https://vault.azure.net/.default"], vault.Scopes.Distinct());
    }

    [Fact]
    public async Task A_refusal_says_which_rights_are_missing()
    {
        await using VaultStandIn vault = await VaultStandIn.StartAsync();
        using AzureSession session = vault.Session();
        vault.Refusal = "Caller is not authorized to perform action on resource.";

        SignerException exception = await FailAsync(session.OpenKey(vault.KeyId));

        Assert.Contains("Caller is not authorized", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Microsoft.KeyVault/vaults/keys/sign/action", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_does_not_exist_is_reported()
    {
        await using VaultStandIn vault = await VaultStandIn.StartAsync();
        using AzureSession session = vault.Session();

        SignerException exception = await FailAsync(
            session.OpenKey(vault.KeyId.Replace("0123", "3210", StringComparison.Ordinal))
        );

        Assert.Contains("Check the key's address", exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Altered =>
        new()
        {
            { "kid", "instead of" },
            { "kid of the signature", "instead of" },
            { "signature", "is not by the key" },
            { "signature in DER", "is not by the key" },
            { "disabled", "is disabled" },
            { "RSA", "of the kind RSA" },
            { "P-384", "of the kind EC P-384" },
            { "point", "not a point" },
            { "no point", "not a point" },
        };

    [Theory]
    [MemberData(nameof(Altered))]
    public async Task An_answer_that_is_not_of_the_key_is_refused(string what, string reason)
    {
        await using VaultStandIn vault = await VaultStandIn.StartAsync();
        using AzureSession session = vault.Session();
        vault.Change = answer => Alter(answer, what, vault);

        SignerException exception = await FailAsync(session.OpenKey(vault.KeyId));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://my-vault.vault.azure.net/keys/k")]
    [InlineData("https://my-vault.vault.azure.net/keys/k/latest")]
    [InlineData("https://my-vault.vault.azure.net/secrets/k/0123456789abcdef0123456789abcdef")]
    [InlineData("http://my-vault.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef")]
    [InlineData("https://my-vault.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef?x=1")]
    [InlineData("https://user@my-vault.vault.azure.net/keys/k/0123456789abcdef0123456789abcdef")]
    [InlineData("https://my-vault.vault.azure.net.mallory.test/keys/k/0123456789abcdef0123456789abcdef")]
    [InlineData("https://myvault.azure.net/keys/k/0123456789abcdef0123456789abcdef")]
    [InlineData("https://my-vault.vault.usgovcloudapi.net/keys/k/0123456789abcdef0123456789abcdef")]
    [InlineData("k")]
    public void An_address_that_is_not_a_version_of_a_key_in_this_cloud_is_refused(string address) =>
        Assert.Throws<SignerException>(() => KeyVaultKeyId.Parse(address, AzureCloud.Public));

    [Fact]
    public void Each_cloud_has_its_own_vaults() =>
        Assert.Equal(
            "https://v.vault.usgovcloudapi.net/keys/k/0123456789abcdef0123456789abcdef",
            KeyVaultKeyId
                .Parse(
                    "https://V.vault.usgovcloudapi.net/keys/k/0123456789abcdef0123456789abcdef",
                    AzureCloud.Government
                )
                .ToString()
        );

    private static Task<SignerException> FailAsync(KeyVaultSigner signer) =>
        Assert.ThrowsAsync<SignerException>(() => signer.SignAsync(DsseEnvelope.InToto, Payload, Cancel));

    private static void Alter(JsonObject answer, string what, VaultStandIn vault)
    {
        JsonObject? key = answer["key"]?.AsObject();
        switch (what)
        {
            case "kid" when key is not null:
                key["kid"] = vault.KeyId.Replace("0123", "3210", StringComparison.Ordinal);
                break;
            case "kid of the signature" when key is null:
                answer["kid"] = vault.KeyId.Replace("0123", "3210", StringComparison.Ordinal);
                break;
            case "signature" when key is null:
                answer["value"] = new string('A', 86);
                break;
            case "signature in DER" when key is null:
                answer["value"] = "MEUCIQ";
                break;
            case "disabled" when key is not null:
                answer["attributes"]!["enabled"] = false;
                break;
            case "RSA" when key is not null:
                key["kty"] = "RSA";
                break;
            case "P-384" when key is not null:
                key["crv"] = "P-384";
                break;
            case "point" when key is not null:
                key["x"] = key["y"]!.DeepClone();
                break;
            case "no point" when key is not null:
                _ = key.Remove("x");
                break;
            default:
                break;
        }
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Signers;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// Signs with an EC key on P-256 in Key Vault: only the digest is sent, and the key never leaves the vault. Source:
/// https://learn.microsoft.com/rest/api/keyvault/keys/sign. Its own client library for keys is not served everywhere.
/// </summary>
public sealed class KeyVaultSigner : IEvidenceSigner
{
    private const string ApiVersion = "7.4";
    private const string Algorithm = "ES256";

    private readonly ArmSender _vault;
    private readonly KeyVaultKeyId _id;
    private SigningKey? _key;

    internal KeyVaultSigner(ArmSender vault, KeyVaultKeyId id)
    {
        _vault = vault;
        _id = id;
    }

    /// <inheritdoc/>
    /// <exception cref="SignerException">The key cannot be read or is not an enabled EC key on P-256.</exception>
    public async Task<SigningKey> ReadKeyAsync(CancellationToken cancellationToken)
    {
        if (_key is { } known)
        {
            return known;
        }
        JsonObject body = await SendAsync("read the key", RequestMethod.Get, _id.Path, null, cancellationToken);
        JsonObject? key = body.Object("key");
        DemandKey(key.Text("kid"));
        if (body.Flag("attributes", "enabled") == false)
        {
            throw new SignerException(
                $"The key {_id} is disabled. Enable it, or name another version in the settings."
            );
        }
        if (key.Text("kty") is not ("EC" or "EC-HSM") || key.Text("crv") != "P-256")
        {
            throw new SignerException(
                $"The key {_id} is of the kind {key.Text("kty")} {key.Text("crv")}. Create one with: az keyvault key create --kty EC --curve P-256 --ops sign verify."
            );
        }
        return _key = SigningKey.Of(PublicKey(key.Text("x"), key.Text("y")), _id.ToString());
    }

    /// <inheritdoc/>
    /// <exception cref="SignerException">Key Vault refused, or its signature is not by this key.</exception>
    public async Task<DsseEnvelope> SignAsync(
        string payloadType,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken
    )
    {
        SigningKey key = await ReadKeyAsync(cancellationToken);
        byte[] encoded = DsseEnvelope.Encode(payloadType, payload.Span);
        JsonObject request = new()
        {
            ["alg"] = Algorithm,
            ["value"] = Base64Url.EncodeToString(SHA256.HashData(encoded)),
        };
        JsonObject body = await SendAsync(
            "sign with the key",
            RequestMethod.Post,
            $"{_id.Path}/sign",
            request,
            cancellationToken
        );
        DemandKey(body.Text("kid"));
        // Verified before anyone relies on it: a proxy or a stand-in may have answered.
        byte[]? signature = Decode(body.Text("value"));
        return signature is { Length: 64 } && key.Verifies(encoded, signature)
            ? new DsseEnvelope(payloadType, payload, [new DsseSignature(key.KeyId, signature)])
            : throw new SignerException(
                $"The signature that Key Vault returned is not by the key {_id}. Check the proxy and the cloud's endpoint."
            );
    }

    private async Task<JsonObject> SendAsync(
        string asked,
        RequestMethod method,
        string path,
        JsonObject? body,
        CancellationToken cancellationToken
    )
    {
        // A signature changes nothing in the cloud, so the journal does not follow it.
        ArmCall call = new(asked, method, path, ApiVersion) { Body = body, IsQuestion = true };
        try
        {
            ArmAnswer answer = await _vault.SendAsync(call, cancellationToken);
            return answer.BodyOrFail(asked, path);
        }
        catch (AzureFailure failure)
        {
            throw new SignerException($"{failure.Message}{Cure(failure.Status)}", failure);
        }
    }

    private static string Cure(int status) =>
        status switch
        {
            401 or 403 => " The signed-in account needs the data actions Microsoft.KeyVault/vaults/keys/read and "
                + "Microsoft.KeyVault/vaults/keys/sign/action on this key, and the vault's firewall must admit this machine.",
            404 => " Check the key's address in the settings: vault, name and version.",
            _ => "",
        };

    private void DemandKey(string? keyId)
    {
        if (!_id.Is(keyId))
        {
            throw new SignerException($"Key Vault answered for the key '{keyId}' instead of {_id}.");
        }
    }

    private byte[] PublicKey(string? x, string? y)
    {
        try
        {
            using ECDsa key = ECDsa.Create(
                new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = Decode(x), Y = Decode(y) },
                }
            );
            return key.ExportSubjectPublicKeyInfo();
        }
        catch (CryptographicException exception)
        {
            throw new SignerException($"The public key of {_id} is not a point on P-256.", exception);
        }
    }

    private static byte[]? Decode(string? text)
    {
        try
        {
            return text is null ? null : Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

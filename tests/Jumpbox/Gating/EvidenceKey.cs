using System.Security.Cryptography;
using System.Text;
using Jumpbox.Signing;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Keys;

namespace Jumpbox.Tests.Gating;

/// <summary>A key that signs evidence in tests.</summary>
internal sealed class EvidenceKey
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public EvidenceKey() => Public = SigningKey.Of(_key.ExportSubjectPublicKeyInfo());

    public static EvidenceKey Allowed { get; } = new();

    public static EvidenceKey Foreign { get; } = new();

    public SigningKey Public { get; }

    public AllowedSigner Signer => new AllowedSigner.Key(Public.Sha256, Public.PublicKeyPem, null);

    /// <summary>An envelope that names a key, which need not be this one.</summary>
    public string Sign(byte[] payload, string? keyId = null) =>
        Envelope(payload, keyId ?? Public.KeyId, Signature(payload));

    /// <summary>The signature over other bytes under these.</summary>
    public string Splice(byte[] payload, byte[] signed) => Envelope(payload, Public.KeyId, Signature(signed));

    private static string Envelope(byte[] payload, string keyId, byte[] signature) =>
        Encoding.UTF8.GetString(
            new DsseEnvelope(DsseEnvelope.InToto, payload, [new DsseSignature(keyId, signature)]).ToJson()
        );

    private byte[] Signature(byte[] payload)
    {
        lock (_key)
        {
            return _key.SignData(DsseEnvelope.Encode(DsseEnvelope.InToto, payload), HashAlgorithmName.SHA256);
        }
    }
}

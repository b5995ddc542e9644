using System.Security.Cryptography;
using System.Text;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>A log of a trusted root: Rekor 1 and certificate transparency sign with ECDSA, Rekor 2 with Ed25519.</summary>
/// <param name="Host">The host of its address, with a port that is not the usual one: its name in checkpoints.</param>
/// <param name="KeyId">What entries and SCTs name it by.</param>
/// <param name="Window">When it is trusted.</param>
/// <param name="Ecdsa">Its key, if it is an ECDSA key.</param>
/// <param name="Ed25519">Its key, if it is an Ed25519 key.</param>
internal sealed record TransparencyLog(
    string Host,
    ReadOnlyMemory<byte> KeyId,
    ValidityWindow Window,
    EcPublicKey? Ecdsa,
    Ed25519Key? Ed25519
)
{
    /// <summary>The first four bytes of the key id, which a checkpoint's signature begins with.</summary>
    public ReadOnlyMemory<byte> CheckpointKeyId => KeyId[..4];

    /// <returns>The log; null if its key is of a kind that no current log uses.</returns>
    public static TransparencyLog? Read(JsonMember log)
    {
        JsonMember key = log.Get("publicKey");
        ReadOnlyMemory<byte> spki = key.Bytes("rawBytes");
        string details = key.Text("keyDetails");
        string host = HostOf(log.Text("baseUrl"));
        Ed25519Key? ed25519 = details == "PKIX_ED25519" ? Ed25519Key.FromSpki(spki.Span) : null;
        EcPublicKey? ecdsa = details.StartsWith("PKIX_ECDSA_", StringComparison.Ordinal)
            ? EcPublicKey.FromSpki(spki)
            : null;
        if (ed25519 is null && ecdsa is null)
        {
            return null;
        }
        byte[] keyId = SHA256.HashData(
            ed25519 is null ? spki.Span : [.. Encoding.UTF8.GetBytes(host), 0x0a, 0x01, .. ed25519.Raw.Span]
        );
        return log.Get("logId").Bytes("keyId").Span.SequenceEqual(keyId)
            ? new TransparencyLog(host, keyId, ValidityWindow.Read(key.Find("validFor")), ecdsa, ed25519)
            : throw new RefusalException($"'{log.Path}.logId.keyId' is not the id of the log's key.");
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        Ecdsa?.VerifyDer(data, signature) ?? Ed25519!.Verify(data, signature);

    private static string HostOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0
            ? uri.Authority
            : address.Split('/')[0];
}

using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Jumpbox.Signing.Keys;

/// <summary>A public Ed25519 key, which .NET 10 cannot verify with.</summary>
internal sealed class Ed25519Key
{
    // The SubjectPublicKeyInfo of RFC 8410, without the 32 bytes of the key.
    private static readonly byte[] Prefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    private readonly Ed25519PublicKeyParameters _key;

    public Ed25519Key(ReadOnlySpan<byte> raw)
    {
        Raw = raw.ToArray();
        _key = new Ed25519PublicKeyParameters(Raw.ToArray());
    }

    /// <summary>The 32 bytes.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <returns>The key; null if it is of another kind.</returns>
    public static Ed25519Key? FromSpki(ReadOnlySpan<byte> spki) =>
        spki.Length == Prefix.Length + 32 && spki.StartsWith(Prefix) ? new Ed25519Key(spki[Prefix.Length..]) : null;

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Ed25519Signer verifier = new();
        verifier.Init(false, _key);
        verifier.BlockUpdate(message);
        return signature.Length == 64 && verifier.VerifySignature(signature.ToArray());
    }
}

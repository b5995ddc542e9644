namespace Jumpbox.Signing.Keys;

/// <summary>The public half of a key that signs evidence, for the settings of those who verify.</summary>
/// <param name="KeyId">What signatures name it by: the address with its version in Key Vault, else the fingerprint.</param>
/// <param name="Sha256">The SHA-256 of its SubjectPublicKeyInfo in lower-case hex.</param>
/// <param name="PublicKeyPem">The public key.</param>
public sealed record SigningKey(string KeyId, string Sha256, string PublicKeyPem)
{
    /// <summary>Describes a key by its SubjectPublicKeyInfo.</summary>
    /// <param name="spki">DER.</param>
    /// <param name="keyId">What signatures name it by; its fingerprint if left out.</param>
    /// <exception cref="ArgumentException">It is not an ECDSA key on P-256, P-384 or P-521.</exception>
    public static SigningKey Of(ReadOnlyMemory<byte> spki, string? keyId = null)
    {
        try
        {
            EcPublicKey key = EcPublicKey.FromSpki(spki);
            return new SigningKey(keyId ?? key.Sha256, key.Sha256, key.ToPem());
        }
        catch (Reading.RefusalException refusal)
        {
            throw new ArgumentException(refusal.Message, nameof(spki), refusal);
        }
    }

    /// <summary>Reads a public key.</summary>
    /// <param name="text">PEM.</param>
    /// <returns>The key, or null if the text is not a public ECDSA key on P-256, P-384 or P-521.</returns>
    public static SigningKey? FromPem(string text)
    {
        try
        {
            EcPublicKey key = EcPublicKey.FromPem(text);
            return new SigningKey(key.Sha256, key.Sha256, key.ToPem());
        }
        catch (Reading.RefusalException)
        {
            return null;
        }
    }

    /// <summary>Whether a signature over data, as r‖s or DER, is by this key.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        EcPublicKey.FromPem(PublicKeyPem).VerifyEither(data, signature);
}

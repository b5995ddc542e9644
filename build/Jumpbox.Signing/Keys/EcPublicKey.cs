using System.Formats.Asn1;
using System.Security.Cryptography;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Keys;

/// <summary>A public ECDSA key on P-256, P-384 or P-521, which is used with the hash of its size.</summary>
internal sealed class EcPublicKey
{
    private const string EcPublicKeyOid = "1.2.840.10045.2.1";

    private readonly Curve _curve;

    private EcPublicKey(ReadOnlyMemory<byte> spki, Curve curve)
    {
        Spki = spki;
        _curve = curve;
    }

    public ReadOnlyMemory<byte> Spki { get; }

    public HashAlgorithmName Hash => _curve.Hash;

    /// <summary>Sigstore's name of key and hash.</summary>
    public string KeyDetails => _curve.KeyDetails;

    /// <summary>Sigstore's name of the hash.</summary>
    public string HashName => _curve.HashName;

    /// <summary>The SHA-256 of the key's SubjectPublicKeyInfo in lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Spki.Span));

    /// <exception cref="RefusalException">It is not such a key.</exception>
    public static EcPublicKey FromSpki(ReadOnlyMemory<byte> spki)
    {
        try
        {
            AsnReader outer = new(spki, AsnEncodingRules.DER);
            AsnReader key = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            AsnReader algorithm = key.ReadSequence();
            string kind = algorithm.ReadObjectIdentifier();
            if (kind == EcPublicKeyOid && Curve.Find(algorithm.ReadObjectIdentifier()) is { } curve)
            {
                EcPublicKey read = new(spki, curve);
                // Fails here and not in a verification if the point is not on the curve.
                read.Open().Dispose();
                return read;
            }
            throw new RefusalException($"A key of the kind {kind} is not an ECDSA key on P-256, P-384 or P-521.");
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            throw new RefusalException($"A public key is malformed: {exception.Message}", null, exception);
        }
    }

    /// <exception cref="RefusalException">The text holds no such key.</exception>
    public static EcPublicKey FromPem(string pem)
    {
        if (!PemEncoding.TryFind(pem, out PemFields fields) || pem[fields.Label] != "PUBLIC KEY")
        {
            throw new RefusalException("A public key is not PEM with the label 'PUBLIC KEY'.");
        }
        return FromSpki(Convert.FromBase64String(pem[fields.Base64Data]));
    }

    public string ToPem() => PemEncoding.WriteString("PUBLIC KEY", Spki.Span);

    public byte[] HashOf(ReadOnlySpan<byte> data) => CryptographicOperations.HashData(Hash, data);

    /// <summary>Verifies the DER form that Sigstore writes.</summary>
    public bool VerifyDer(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        VerifyHash(HashOf(data), signature, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Verifies a signature in DER, over a hash.</summary>
    public bool VerifyHashDer(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) =>
        VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Verifies either form that DSSE allows: r‖s, which has exactly twice the field's size, or DER.</summary>
    public bool VerifyEither(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        VerifyHash(
            HashOf(data),
            signature,
            signature.Length == 2 * _curve.FieldBytes
                ? DSASignatureFormat.IeeeP1363FixedFieldConcatenation
                : DSASignatureFormat.Rfc3279DerSequence
        );

    private bool VerifyHash(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, DSASignatureFormat format)
    {
        using ECDsa key = Open();
        try
        {
            return key.VerifyHash(hash, signature, format);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private ECDsa Open()
    {
        ECDsa key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Spki.Span, out _);
        return key;
    }

    private sealed record Curve(string Oid, int FieldBytes, HashAlgorithmName Hash, string KeyDetails, string HashName)
    {
        private static readonly Curve[] Known =
        [
            new("1.2.840.10045.3.1.7", 32, HashAlgorithmName.SHA256, "PKIX_ECDSA_P256_SHA_256", "SHA2_256"),
            new("1.3.132.0.34", 48, HashAlgorithmName.SHA384, "PKIX_ECDSA_P384_SHA_384", "SHA2_384"),
            new("1.3.132.0.35", 66, HashAlgorithmName.SHA512, "PKIX_ECDSA_P521_SHA_512", "SHA2_512"),
        ];

        public static Curve? Find(string oid) => Known.FirstOrDefault(curve => curve.Oid == oid);
    }
}

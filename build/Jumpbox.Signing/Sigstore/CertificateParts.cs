using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>A certificate's signed part and its signature (RFC 5280, section 4.1).</summary>
internal sealed record CertificateParts(ReadOnlyMemory<byte> Signed, string Algorithm, ReadOnlyMemory<byte> Signature)
{
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3, isConstructed: true);

    private static readonly Dictionary<string, HashAlgorithmName> EcdsaHashes = new()
    {
        ["1.2.840.10045.4.3.2"] = HashAlgorithmName.SHA256,
        ["1.2.840.10045.4.3.3"] = HashAlgorithmName.SHA384,
        ["1.2.840.10045.4.3.4"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, HashAlgorithmName> RsaHashes = new()
    {
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
    };

    public static CertificateParts Read(X509Certificate2 certificate)
    {
        AsnReader outer = new(certificate.RawDataMemory, AsnEncodingRules.DER);
        AsnReader parts = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        ReadOnlyMemory<byte> signed = parts.ReadEncodedValue();
        string algorithm = parts.ReadSequence().ReadObjectIdentifier();
        byte[] signature = parts.ReadBitString(out int unused);
        parts.ThrowIfNotEmpty();
        return unused == 0
            ? new CertificateParts(signed, algorithm, signature)
            : throw new RefusalException("A certificate's signature is not whole bytes.");
    }

    public bool IsSignedBy(PublicKey issuer)
    {
        if (EcdsaHashes.TryGetValue(Algorithm, out HashAlgorithmName ecdsaHash))
        {
            using ECDsa? ecdsa = issuer.GetECDsaPublicKey();
            return ecdsa is not null
                && ecdsa.VerifyData(Signed.Span, Signature.Span, ecdsaHash, DSASignatureFormat.Rfc3279DerSequence);
        }
        using RSA? rsa = issuer.GetRSAPublicKey();
        return RsaHashes.TryGetValue(Algorithm, out HashAlgorithmName rsaHash)
            && rsa is not null
            && rsa.VerifyData(Signed.Span, Signature.Span, rsaHash, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The signed part as it was before an extension was added to it.</summary>
    public byte[] Without(string extension)
    {
        AsnReader fields = new AsnReader(Signed, AsnEncodingRules.DER).ReadSequence();
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            while (fields.HasData)
            {
                if (fields.PeekTag().HasSameClassAndValue(ExtensionsTag))
                {
                    WriteExtensions(writer, fields.ReadSequence(ExtensionsTag).ReadSequence(), extension);
                }
                else
                {
                    writer.WriteEncodedValue(fields.ReadEncodedValue().Span);
                }
            }
        }
        return writer.Encode();
    }

    private static void WriteExtensions(AsnWriter writer, AsnReader extensions, string without)
    {
        using (writer.PushSequence(ExtensionsTag))
        {
            using (writer.PushSequence())
            {
                while (extensions.HasData)
                {
                    ReadOnlyMemory<byte> extension = extensions.ReadEncodedValue();
                    AsnReader content = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
                    if (content.ReadObjectIdentifier() != without)
                    {
                        writer.WriteEncodedValue(extension.Span);
                    }
                }
            }
        }
    }
}

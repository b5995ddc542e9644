using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Jumpbox.Signing.Tests;

/// <summary>Creates RFC 3161 responses, which .NET can read only.</summary>
internal static class LabTimestamps
{
    private const string TstInfo = "1.2.840.113549.1.9.16.1.4";
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public static byte[] Respond(LabAuthority authority, byte[] signature, DateTimeOffset time, int status = 0)
    {
        SignedCms cms = new(new ContentInfo(new Oid(TstInfo), Info(signature, time)));
        CmsSigner signer = new(SubjectIdentifierType.IssuerAndSerialNumber, authority.Certificate)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = System.Security.Cryptography.X509Certificates.X509IncludeOption.None,
        };
        _ = signer.SignedAttributes.Add(new AsnEncodedData(new Oid(SigningCertificateV2), Essential(authority)));
        cms.ComputeSignature(signer);
        AsnWriter response = new(AsnEncodingRules.DER);
        using (response.PushSequence())
        {
            using (response.PushSequence())
            {
                response.WriteInteger(status);
            }
            response.WriteEncodedValue(cms.Encode());
        }
        return response.Encode();
    }

    private static byte[] Info(byte[] signature, DateTimeOffset time)
    {
        AsnWriter info = new(AsnEncodingRules.DER);
        using (info.PushSequence())
        {
            info.WriteInteger(1);
            info.WriteObjectIdentifier("1.3.6.1.4.1.57264.2");
            using (info.PushSequence())
            {
                using (info.PushSequence())
                {
                    info.WriteObjectIdentifier(Sha256);
                }
                info.WriteOctetString(SHA256.HashData(signature));
            }
            info.WriteInteger(7);
            info.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        }
        return info.Encode();
    }

    private static byte[] Essential(LabAuthority authority)
    {
        AsnWriter essential = new(AsnEncodingRules.DER);
        using (essential.PushSequence())
        using (essential.PushSequence())
        using (essential.PushSequence())
        {
            essential.WriteOctetString(SHA256.HashData(authority.Certificate.RawData));
        }
        return essential.Encode();
    }
}

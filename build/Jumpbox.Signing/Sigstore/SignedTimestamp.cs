using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>Verifies RFC 3161 timestamps over the bytes of a signature.</summary>
internal static class SignedTimestamp
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    private static readonly Dictionary<string, HashAlgorithmName> Hashes = new()
    {
        ["2.16.840.1.101.3.4.2.1"] = HashAlgorithmName.SHA256,
        ["2.16.840.1.101.3.4.2.2"] = HashAlgorithmName.SHA384,
        ["2.16.840.1.101.3.4.2.3"] = HashAlgorithmName.SHA512,
    };

    /// <returns>The time.</returns>
    /// <exception cref="RefusalException">It is not over the signature, or not by a timestamp authority of the root.</exception>
    public static DateTimeOffset Verify(ReadOnlyMemory<byte> response, ReadOnlyMemory<byte> signature, TrustedRoot root)
    {
        Rfc3161TimestampToken token = Token(response);
        Rfc3161TimestampTokenInfo info = token.TokenInfo;
        DemandImprint(info, signature.Span);
        string? problem = null;
        foreach (CertificateAuthority authority in root.TimestampAuthorities)
        {
            X509Certificate2Collection candidates = [.. authority.Chain];
            if (!token.VerifySignatureForData(signature.Span, out X509Certificate2? signer, candidates))
            {
                continue;
            }
            string? found = Problem(signer!, authority, info.Timestamp);
            if (found is null)
            {
                return info.Timestamp;
            }
            problem ??= found;
        }
        throw new RefusalException(
            problem
                ?? $"The timestamp of {UtcText.Of(info.Timestamp)} is signed by none of the root's {root.TimestampAuthorities.Count} timestamp authorities."
        );
    }

    // TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken ContentInfo OPTIONAL }
    private static Rfc3161TimestampToken Token(ReadOnlyMemory<byte> response)
    {
        AsnReader outer = new(response, AsnEncodingRules.BER);
        AsnReader parts = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        BigInteger status = parts.ReadSequence().ReadInteger();
        if (status != 0 && status != 1)
        {
            throw new RefusalException($"A timestamp has the status {status}, which is not granted.");
        }
        ReadOnlyMemory<byte> encoded = parts.ReadEncodedValue();
        parts.ThrowIfNotEmpty();
        return
            Rfc3161TimestampToken.TryDecode(encoded, out Rfc3161TimestampToken? token, out int length)
            && length == encoded.Length
            ? token
            : throw new RefusalException("A timestamp holds no RFC 3161 token.");
    }

    private static void DemandImprint(Rfc3161TimestampTokenInfo info, ReadOnlySpan<byte> signature)
    {
        string oid = info.HashAlgorithmId.Value ?? "";
        if (!Hashes.TryGetValue(oid, out HashAlgorithmName hash))
        {
            throw new RefusalException($"The timestamp's message imprint has the hash {oid}, which is not SHA-2.");
        }
        byte[] expected = CryptographicOperations.HashData(hash, signature);
        if (!info.GetMessageHash().Span.SequenceEqual(expected))
        {
            throw new RefusalException(
                $"The timestamp of {UtcText.Of(info.Timestamp)} is over another signature: its message imprint is {Convert.ToHexStringLower(info.GetMessageHash().Span)}, and the {hash.Name} of the signature is {Convert.ToHexStringLower(expected)}."
            );
        }
    }

    // The root names either the signing certificate itself or what may have issued it.
    private static string? Problem(X509Certificate2 signer, CertificateAuthority authority, DateTimeOffset time)
    {
        bool isNamed = !CertificatePath.IsAuthority(authority.Chain[0]);
        return !authority.Window.Contains(time)
                ? $"The timestamp of {UtcText.Of(time)} is outside of {authority.Window}, when its authority is trusted."
            : isNamed && !signer.RawDataMemory.Span.SequenceEqual(authority.Chain[0].RawDataMemory.Span)
                ? $"The timestamp is signed by '{signer.Subject}', which is not the certificate of the trusted root."
            : CertificatePath.Problem(
                signer,
                isNamed ? [.. authority.Chain.Skip(1)] : authority.Chain,
                time,
                TimeStamping
            );
    }
}

using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>Verifies the signed certificate timestamps (SCT) in a certificate (RFC 6962, section 3.3).</summary>
internal static class CertificateTimestamps
{
    private const string Extension = "1.3.6.1.4.1.11129.2.4.2";

    // Version, log, time, length of the extensions.
    private const int FixedBytes = 1 + 32 + 8 + 2;

    /// <returns>How many SCTs are by a log of the root; those of unknown logs are ignored.</returns>
    /// <exception cref="RefusalException">One of a known log is not valid.</exception>
    public static int Verify(X509Certificate2 certificate, X509Certificate2 issuer, TrustedRoot root)
    {
        if (certificate.Extensions.FirstOrDefault(one => one.Oid?.Value == Extension) is not { } extension)
        {
            return 0;
        }
        AsnReader outer = new(extension.RawData, AsnEncodingRules.DER);
        byte[] list = outer.ReadOctetString();
        outer.ThrowIfNotEmpty();
        byte[] signed = CertificateParts.Read(certificate).Without(Extension);
        byte[] issuerKey = SHA256.HashData(issuer.PublicKey.ExportSubjectPublicKeyInfo());
        return Split(list).Count(one => IsVerified(one, issuerKey, signed, root));
    }

    private static List<byte[]> Split(byte[] list)
    {
        List<byte[]> timestamps = [];
        ReadOnlySpan<byte> rest = Prefixed(list, out ReadOnlySpan<byte> after);
        DemandEnd(after);
        while (!rest.IsEmpty)
        {
            timestamps.Add(Prefixed(rest, out rest).ToArray());
        }
        return timestamps;
    }

    private static bool IsVerified(ReadOnlySpan<byte> sct, byte[] issuerKey, byte[] certificate, TrustedRoot root)
    {
        if (sct.Length < FixedBytes || sct[0] != 0)
        {
            throw new RefusalException("An SCT of the certificate is not of version 1.");
        }
        byte[] logId = sct[1..33].ToArray();
        TransparencyLog? log = root.CertificateLogs.FirstOrDefault(one => one.KeyId.Span.SequenceEqual(logId));
        if (log is null)
        {
            return false;
        }
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(sct[33..41]));
        ReadOnlySpan<byte> extensions = sct[41..(43 + BinaryPrimitives.ReadUInt16BigEndian(sct[41..43]))];
        ReadOnlySpan<byte> algorithm = sct[(41 + extensions.Length)..];
        // SHA-256 with ECDSA.
        if (algorithm.Length < 4 || algorithm[0] != 4 || algorithm[1] != 3)
        {
            throw new RefusalException($"An SCT of the log {log.Host} has an algorithm other than ECDSA with SHA-256.");
        }
        ReadOnlySpan<byte> signature = Prefixed(algorithm[2..], out ReadOnlySpan<byte> after);
        DemandEnd(after);
        if (!log.Window.Contains(time))
        {
            throw new RefusalException(
                $"An SCT of the log {log.Host} is of {UtcText.Of(time)}, and the log is trusted from {log.Window}."
            );
        }
        byte[] length = [(byte)(certificate.Length >> 16), (byte)(certificate.Length >> 8), (byte)certificate.Length];
        byte[] signed = [0, 0, .. sct[33..41], 0, 1, .. issuerKey, .. length, .. certificate, .. extensions];
        return log.Verify(signed, signature)
            ? true
            : throw new RefusalException(
                $"The SCT of the log {log.Host} of {UtcText.Of(time)} is not signed by that log over this certificate."
            );
    }

    // A length in two bytes, and what it counts.
    private static ReadOnlySpan<byte> Prefixed(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> rest)
    {
        int length = bytes.Length < 2 ? int.MaxValue - 2 : BinaryPrimitives.ReadUInt16BigEndian(bytes);
        if (length + 2 > bytes.Length)
        {
            throw new RefusalException("The certificate's list of SCTs is truncated.");
        }
        rest = bytes[(2 + length)..];
        return bytes[2..(2 + length)];
    }

    private static void DemandEnd(ReadOnlySpan<byte> rest)
    {
        if (!rest.IsEmpty)
        {
            throw new RefusalException($"The certificate's list of SCTs has {rest.Length} bytes too many.");
        }
    }
}

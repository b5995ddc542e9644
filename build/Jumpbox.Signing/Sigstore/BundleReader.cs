using System.Security.Cryptography.X509Certificates;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>Reads bundles: proto3 JSON of https://github.com/sigstore/protobuf-specs, strictly and within limits.</summary>
internal static class BundleReader
{
    private const int MostTimestamps = 32;
    private const int MostCertificates = 10;
    private const int MostTimestampBytes = 64 * 1024;

    private static readonly Dictionary<string, int> Versions = new()
    {
        ["application/vnd.dev.sigstore.bundle+json;version=0.1"] = 1,
        ["application/vnd.dev.sigstore.bundle+json;version=0.2"] = 2,
        ["application/vnd.dev.sigstore.bundle+json;version=0.3"] = 3,
        ["application/vnd.dev.sigstore.bundle.v0.3+json"] = 3,
    };

    public static Bundle Read(ReadOnlyMemory<byte> text) =>
        Read(StrictJson.Object(text, DsseEnvelope.MostBytes, "The bundle"));

    public static Bundle Read(JsonMember bundle)
    {
        string mediaType = bundle.Text("mediaType");
        if (!Versions.TryGetValue(mediaType, out int version))
        {
            throw new RefusalException($"The media type '{mediaType}' is not that of a bundle 0.1, 0.2 or 0.3.");
        }
        JsonMember material = bundle.Get("verificationMaterial");
        return new Bundle(
            Certificate(material, version),
            LogEntryReader.Read(material, version),
            Timestamps(material),
            Only(bundle, "dsseEnvelope", "messageSignature") == "dsseEnvelope"
                ? Envelope(bundle.Get("dsseEnvelope"))
                : null,
            bundle.Find("messageSignature") is { } message ? Message(message) : null
        );
    }

    private static ReadOnlyMemory<byte>? Certificate(JsonMember material, int version)
    {
        string kind = Only(material, "certificate", "x509CertificateChain", "publicKey");
        switch (kind)
        {
            case "certificate" when version == 3:
                return material.Get("certificate").Bytes("rawBytes");
            case "x509CertificateChain" when version < 3:
                return Leaf(material.Get("x509CertificateChain"));
            case "publicKey":
                return null;
            default:
                throw new RefusalException($"A bundle 0.{version} may not have '{material.Path}.{kind}'.");
        }
    }

    // The rest of the chain is not trusted and not needed: the trusted root has its own. An anchor must not be among it.
    private static ReadOnlyMemory<byte> Leaf(JsonMember chain)
    {
        ReadOnlyMemory<byte>[] certificates =
        [
            .. chain.List("certificates", MostCertificates).Select(one => one.Bytes("rawBytes")),
        ];
        if (certificates.Length == 0)
        {
            throw new RefusalException("The bundle's certificate chain is empty.");
        }
        foreach (ReadOnlyMemory<byte> encoded in certificates.Skip(1))
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(encoded.Span);
            if (certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData))
            {
                throw new RefusalException(
                    $"The bundle's certificate chain holds the root certificate '{certificate.Subject}', which it must not bring itself."
                );
            }
        }
        return certificates[0];
    }

    private static ReadOnlyMemory<byte>[] Timestamps(JsonMember material)
    {
        ReadOnlyMemory<byte>[] timestamps =
        [
            .. material
                .Find("timestampVerificationData")
                ?.List("rfc3161Timestamps", MostTimestamps)
                .Select(one => one.Bytes("signedTimestamp"))
                ?? [],
        ];
        if (timestamps.FirstOrDefault(one => one.Length > MostTimestampBytes) is { Length: > 0 } large)
        {
            throw new RefusalException($"A timestamp has {large.Length} bytes, more than {MostTimestampBytes}.");
        }
        return timestamps.DistinctBy(one => Convert.ToHexString(one.Span)).Count() == timestamps.Length
            ? timestamps
            : throw new RefusalException("The bundle has the same timestamp twice.");
    }

    private static DsseEnvelope Envelope(JsonMember member)
    {
        DsseEnvelope envelope = DsseEnvelope.Read(member);
        return envelope.Signatures.Count == 1
            ? envelope
            : throw new RefusalException(
                $"The bundle's envelope has {envelope.Signatures.Count} signatures, and a bundle has exactly one."
            );
    }

    private static MessageSignature Message(JsonMember message) =>
        new(
            message.Find("messageDigest")?.Text("algorithm"),
            message.Find("messageDigest")?.Bytes("digest"),
            message.Bytes("signature")
        );

    private static string Only(JsonMember parent, params string[] names)
    {
        string[] present = [.. names.Where(parent.Has)];
        return present.Length == 1
            ? present[0]
            : throw new RefusalException(
                $"The bundle has {present.Length} of {string.Join(", ", names)}; exactly one is needed."
            );
    }
}

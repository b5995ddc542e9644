using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Jumpbox.Signing.Tests;

/// <summary>A certificate with its key, which issues further ones.</summary>
internal sealed class LabAuthority
{
    private static int _serial = 1;

    private readonly LabAuthority? _issuer;

    private LabAuthority(ECDsa key, X509Certificate2 certificate, LabAuthority? issuer)
    {
        Key = key;
        Certificate = certificate;
        _issuer = issuer;
    }

    public ECDsa Key { get; }

    public X509Certificate2 Certificate { get; }

    public static LabAuthority Root(string name, DateTimeOffset from, DateTimeOffset to)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        CertificateRequest request = new($"O=lab.test, CN={name}", key, HashAlgorithmName.SHA384);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return new LabAuthority(key, request.CreateSelfSigned(from, to), null);
    }

    public LabAuthority Intermediate(string name, DateTimeOffset from, DateTimeOffset to)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"O=lab.test, CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return new LabAuthority(key, Issue(request, from, to), this);
    }

    /// <summary>A certificate that signs timestamps, or that has another usage.</summary>
    public LabAuthority Signer(string name, DateTimeOffset from, DateTimeOffset to, string usage = "1.3.6.1.5.5.7.3.8")
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"O=lab.test, CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], true));
        return new LabAuthority(key, Issue(request, from, to).CopyWithPrivateKey(key), this);
    }

    public X509Certificate2 Issue(CertificateRequest request, DateTimeOffset from, DateTimeOffset to) =>
        Issue(request, from, to, NextSerial());

    public X509Certificate2 Issue(CertificateRequest request, DateTimeOffset from, DateTimeOffset to, byte[] serial) =>
        request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(Key), from, to, serial);

    public static byte[] NextSerial() =>
        BitConverter.GetBytes(Interlocked.Increment(ref _serial)).Prepend((byte)1).ToArray();

    /// <summary>The authority as an entry of a trusted root.</summary>
    public JsonObject ToJson(string from, string? to = null)
    {
        JsonArray chain = [];
        for (LabAuthority? one = this; one is not null; one = one._issuer)
        {
            chain.Add(new JsonObject { ["rawBytes"] = Convert.ToBase64String(one.Certificate.RawData) });
        }
        JsonObject window = new() { ["start"] = from };
        if (to is not null)
        {
            window["end"] = to;
        }
        return new JsonObject
        {
            ["uri"] = "https://lab.test",
            ["certChain"] = new JsonObject { ["certificates"] = chain },
            ["validFor"] = window,
        };
    }

    public static byte[] Utf8String(string text)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
        return writer.Encode();
    }
}

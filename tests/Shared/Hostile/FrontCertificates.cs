using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hostile;

/// <summary>An authority that the program trusts, and certificates from it and from elsewhere.</summary>
internal sealed class FrontCertificates : IDisposable
{
    private readonly X509Certificate2 _authorityWithKey;
    private readonly X509Certificate2 _strangerWithKey;

    private readonly string[] _hosts;

    /// <param name="hosts">The names of good certificates, besides this machine's.</param>
    public FrontCertificates(params string[] hosts)
    {
        _hosts = hosts;
        _authorityWithKey = AuthorityNamed("CN=front authority");
        _strangerWithKey = AuthorityNamed("CN=inspecting proxy");
        Authority = X509CertificateLoader.LoadCertificate(_authorityWithKey.RawData);
        Good = Issue(_authorityWithKey, -1, 20);
        Expired = Issue(_authorityWithKey, -48, -24);
        Early = Issue(_authorityWithKey, 20, 40);
        Stranger = Issue(_strangerWithKey, -1, 20);
        OtherName = Issue(_authorityWithKey, -1, 20, "portal.invalid");
    }

    /// <summary>What the program trusts.</summary>
    public X509Certificate2 Authority { get; }

    public X509Certificate2 Good { get; }

    public X509Certificate2 Expired { get; }

    public X509Certificate2 Early { get; }

    /// <summary>From an authority that the program does not trust.</summary>
    public X509Certificate2 Stranger { get; }

    public X509Certificate2 OtherName { get; }

    public void Dispose()
    {
        foreach (
            X509Certificate2 one in (X509Certificate2[])
                [_authorityWithKey, _strangerWithKey, Authority, Good, Expired, Early, Stranger, OtherName]
        )
        {
            one.Dispose();
        }
    }

    private static X509Certificate2 AuthorityNamed(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(9));
    }

    private X509Certificate2 Issue(X509Certificate2 authority, int beginHours, int endHours, string? otherName = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=front", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        if (otherName is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
            foreach (string host in (string[])["localhost", .. _hosts])
            {
                names.AddDnsName(host);
            }
        }
        else
        {
            names.AddDnsName(otherName);
        }
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 signed = request.Create(
            authority,
            now.AddHours(beginHours),
            now.AddHours(endHours),
            RandomNumberGenerator.GetBytes(12)
        );
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}

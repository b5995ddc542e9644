using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jumpbox.Tests.Doctor;

/// <summary>An authority of a test, and certificates that it has signed.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly X509Certificate2 _authority;

    public Certificates(string name = "ca")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true)
        );
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddYears(1));
    }

    /// <summary>The authority's certificate in PEM.</summary>
    public string Pem => _authority.ExportCertificatePem();

    /// <summary>Creates a certificate for a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="end">When it ends, in days from now.</param>
    public X509Certificate2 For(string name, int end = 30)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=apiserver", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 signed = request.Create(
            _authority,
            now.AddDays(-60),
            now.AddDays(end),
            RandomNumberGenerator.GetBytes(12)
        );
        using X509Certificate2 own = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null);
    }

    public void Dispose() => _authority.Dispose();
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jumpbox.Rehearsal;

/// <summary>A certificate authority for the lifetime of one sandbox, trusted by nothing else.</summary>
internal sealed class SandboxAuthority : IDisposable
{
    private readonly X509Certificate2 _root;
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<string, X509Certificate2> _hosts = new(StringComparer.OrdinalIgnoreCase);

    public SandboxAuthority()
    {
        CertificateRequest request = new("CN=Jumpbox rehearsal", _rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        _root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    public string Pem => _root.ExportCertificatePem() + "\n";

    public X509Certificate2 Certificate(string host) => _hosts.GetOrAdd(host, Issue);

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in _hosts.Values)
        {
            certificate.Dispose();
        }
        _root.Dispose();
        _rootKey.Dispose();
    }

    private X509Certificate2 Issue(string host)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={host[..Math.Min(host.Length, 64)]}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false)
        );
        using X509Certificate2 bare = request.Create(
            _root,
            _root.NotBefore,
            _root.NotAfter,
            RandomNumberGenerator.GetBytes(16)
        );
        return bare.CopyWithPrivateKey(key);
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Server;

/// <summary>
/// A certificate authority, and the server's certificate from it. The authority is kept with the state, so that a client which trusts
/// it continues after a restart; the server's certificate is new in each process.
/// </summary>
internal static class ServerCertificate
{
    private const string Kept = "~server/authority";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    // A run takes hours at most; a kept authority that is older is replaced.
    private static readonly TimeSpan Left = TimeSpan.FromDays(10);

    public static (X509Certificate2 Authority, X509Certificate2 Server) Create(ResourceStore store)
    {
        // Uses the machine's clock and not the virtual one, because clients check against theirs.
        DateTimeOffset from = DateTimeOffset.UtcNow.AddMinutes(-10);
        using X509Certificate2 authority = Load(store) ?? CreateAuthority(store, from);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "Server authentication")], false)
        );
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false)
        );
        DateTimeOffset begin = from > authority.NotBefore ? from : authority.NotBefore;
        using X509Certificate2 leaf = request.Create(
            authority,
            begin,
            authority.NotAfter,
            RandomNumberGenerator.GetBytes(12)
        );
        using X509Certificate2 withKey = leaf.CopyWithPrivateKey(key);
        // Some platforms reject a key that was never exported; a PKCS#12 round trip works on all.
        X509Certificate2 server = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
        return (X509CertificateLoader.LoadCertificate(authority.RawData), server);
    }

    private static X509Certificate2 CreateAuthority(ResourceStore store, DateTimeOffset from)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=LocalAzure CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        X509Certificate2 authority = request.CreateSelfSigned(from, from + Lifetime);
        JsonObject kept = new() { ["pkcs12"] = Convert.ToBase64String(authority.Export(X509ContentType.Pkcs12)) };
        store.Put(new StoredResource(Kept, "~server", kept));
        return authority;
    }

    private static X509Certificate2? Load(ResourceStore store)
    {
        if (store.Find(Kept)?.Body["pkcs12"].Text() is not { } text)
        {
            return null;
        }
        X509Certificate2 authority = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(text), null);
        if (authority.NotAfter - DateTime.Now > Left)
        {
            return authority;
        }
        authority.Dispose();
        return null;
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jumpbox.Tests.Probing;

/// <summary>Servers on this machine that a probe connects to: one with TLS, one that closes the connection, one that is silent.</summary>
internal sealed class Listeners : IDisposable
{
    private readonly List<TcpListener> _listeners = [];
    private readonly X509Certificate2 _authority;
    private readonly string _file = Path.GetTempFileName();

    public Listeners()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new(
            "CN=Inspection of Example Ltd",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(_file, _authority.ExportCertificatePem());
    }

    /// <summary>The certificate of the authority, for a client that trusts it.</summary>
    public string AuthorityFile => _file;

    /// <summary>A server with a certificate for a name.</summary>
    public int WithTls(string name)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 issued = request.Create(
            _authority,
            DateTimeOffset.UtcNow.AddHours(-1),
            DateTimeOffset.UtcNow.AddHours(1),
            [1, 2, 3]
        );
        X509Certificate2 own = issued.CopyWithPrivateKey(key);
        SslStreamCertificateContext certificate = SslStreamCertificateContext.Create(own, [_authority], offline: true);
        return Serve(async client =>
        {
            using SslStream stream = new(client.GetStream());
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateContext = certificate }
            );
            _ = await stream.ReadAsync(new byte[1]);
        });
    }

    /// <summary>A server that closes each connection, like a firewall that has seen a name that it does not allow.</summary>
    public int ThatCloses() =>
        Serve(async client =>
        {
            _ = await client.GetStream().ReadAsync(new byte[1]);
            client.Client.LingerState = new(true, 0);
        });

    /// <summary>A server that accepts connections and never answers.</summary>
    public int ThatIsSilent() => Serve(client => client.GetStream().CopyToAsync(Stream.Null));

    /// <summary>A port on which nobody listens.</summary>
    public static int Closed()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _listeners.ForEach(listener => listener.Dispose());
        _authority.Dispose();
        File.Delete(_file);
    }

    private int Serve(Func<TcpClient, Task> answer)
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _listeners.Add(listener);
        _ = AcceptAsync(listener, answer);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task AcceptAsync(TcpListener listener, Func<TcpClient, Task> answer)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                try
                {
                    await answer(client);
                }
                catch (Exception error)
                    when (error is IOException or System.Security.Authentication.AuthenticationException)
                {
                    // The client only connects, or does not trust the certificate.
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}

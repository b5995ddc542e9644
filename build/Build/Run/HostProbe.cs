using System.Net;
using System.Net.Sockets;

namespace Build.Run;

/// <summary>How the network is looked at before the first target.</summary>
public sealed record HostProbe
{
    /// <summary>Resolves a name.</summary>
    public Func<string, CancellationToken, Task> Resolve { get; init; } =
        (host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);

    /// <summary>Opens a connection and closes it.</summary>
    public Func<string, int, CancellationToken, Task> Knock { get; init; } = KnockAsync;

    /// <summary>The proxy for an address; null for a direct connection.</summary>
    public Func<Uri, Uri?> Proxy { get; init; } =
        address => HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);

    private static async Task KnockAsync(string host, int port, CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        await client.ConnectAsync(host, port, cancellationToken);
    }
}

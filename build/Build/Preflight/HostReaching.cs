using System.Net.Sockets;
using Build.Run;
using Jumpbox.Boundaries;
using Jumpbox.Preflight;

namespace Build.Preflight;

/// <summary>Looks up the hosts of a cloud, all at once, or knocks at the proxy that stands before them.</summary>
internal static class HostReaching
{
    /// <summary>Looks.</summary>
    /// <param name="addresses">The addresses that the run needs.</param>
    /// <param name="probe">How to look.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<IReadOnlyList<HostReach>> LookAsync(
        IEnumerable<Uri> addresses,
        HostProbe probe,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => await Task.WhenAll(addresses.Select(address => LookAsync(address, probe, time, cancellationToken)));

    private static async Task<HostReach> LookAsync(
        Uri address,
        HostProbe probe,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        Uri? proxy = probe.Proxy(address);
        string? via = proxy is null ? null : $"{proxy.Host}:{proxy.Port}";
        try
        {
            Task looking = proxy is null
                ? probe.Resolve(address.Host, cancellationToken)
                : probe.Knock(proxy.Host, proxy.Port, cancellationToken);
            await looking.WaitAsync(Limits.Lookup, time, cancellationToken);
            return new HostReach(address.Host, via, null);
        }
        catch (SocketException failure)
        {
            return new HostReach(address.Host, via, PlainText.Line(failure.Message).TrimEnd('.') + ".");
        }
        catch (TimeoutException)
        {
            return new HostReach(address.Host, via, $"no response within {SpanWords.Of(Limits.Lookup)}.");
        }
    }
}

namespace Jumpbox.Preflight;

/// <summary>One host that the run needs, and whether its name or its proxy could be reached.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="Proxy">The proxy's host and port; null for a direct connection.</param>
/// <param name="Failure">Why it could not be reached; null where it could.</param>
public sealed record HostReach(string Host, string? Proxy, string? Failure)
{
    /// <summary>The problems; hosts behind one proxy have one.</summary>
    /// <param name="hosts">All hosts.</param>
    public static IEnumerable<PreflightFinding> Judge(IEnumerable<HostReach> hosts) =>
        hosts
            .Where(host => host.Failure is not null)
            .GroupBy(host => (host.Proxy, host.Failure))
            .Select(group =>
                group.Key.Proxy is { } proxy
                    ? PreflightFinding.Refusal(
                        $"The proxy {proxy} for {Names(group)} cannot be reached: {group.Key.Failure} Correct HTTPS_PROXY, or exclude "
                            + "hosts with NO_PROXY."
                    )
                    : PreflightFinding.Refusal(
                        $"{Names(group)} cannot be resolved: {group.Key.Failure} Check this machine's network, DNS and VPN, or set "
                            + "HTTPS_PROXY if there is a proxy. Without a network, use --cloud=local."
                    )
            );

    private static string Names(IEnumerable<HostReach> hosts) =>
        string.Join(" and ", hosts.Select(host => host.Host).Distinct());
}

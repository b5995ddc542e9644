using System.Globalization;

namespace Jumpbox.Network;

/// <summary>Matches one firewall rule with one destination.</summary>
internal static class FirewallMatching
{
    private const int Https = 443;

    // Contents change without notice; these were published. Source: AKS, "outbound network and FQDN rules".
    private static readonly string[] OfKubernetes =
    [
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "management.azure.com",
        "login.microsoftonline.com",
        "packages.microsoft.com",
        "acs-mirror.azureedge.net",
    ];

    /// <summary>The destinations that the rule matches, from any source: certainly, and at most.</summary>
    public static (IntervalSet Sure, IntervalSet AtMost) Destinations(
        FirewallRule rule,
        FirewallTarget target,
        FirewallRuleSet rules,
        FirewallDestinations destinations
    ) =>
        rule switch
        {
            FirewallNetworkRule network when OpensPort(network, target) => Network(
                network,
                target,
                rules,
                destinations
            ),
            FirewallApplicationRule application when target is { Name: { } host, Protocol: TransportProtocol.Tcp } =>
                Application(application, host, target.Port) switch
                {
                    Reach.Yes => (target.Addresses, target.Addresses),
                    Reach.No => (IntervalSet.Empty, IntervalSet.Empty),
                    _ => (IntervalSet.Empty, target.Addresses),
                },
            FirewallOtherRule => (IntervalSet.Empty, target.Addresses),
            _ => (IntervalSet.Empty, IntervalSet.Empty),
        };

    /// <summary>
    /// Whether a pattern of a rule covers a host; if the host is a pattern, all of it. Only a leading <c>*</c> is a
    /// wildcard. Source: Azure Firewall, FAQ.
    /// </summary>
    public static bool Covers(string pattern, string host) =>
        pattern.StartsWith('*')
            ? host.TrimStart('*').EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : pattern.Equals(host, StringComparison.OrdinalIgnoreCase);

    // Names and tags match all of a host's addresses, or none.
    private static (IntervalSet Sure, IntervalSet AtMost) Network(
        FirewallNetworkRule rule,
        FirewallTarget target,
        FirewallRuleSet rules,
        FirewallDestinations destinations
    )
    {
        Reach[] matches = target.Host is null
            ? []
            :
            [
                .. rule.DestinationFqdns.Select(fqdn => Named(fqdn, target, rules)),
                .. destinations.Tags.Select(target.Place.In),
            ];
        if (matches.Contains(Reach.Yes))
        {
            return (target.Addresses, target.Addresses);
        }
        IntervalSet set = target.Host is null ? destinations.Addresses : destinations.Public;
        IntervalSet sure = set.IsEmpty ? set : set.Intersect(target.Addresses);
        return (sure, destinations.IsKnown && !matches.Contains(Reach.Unknown) ? sure : target.Addresses);
    }

    // Network rules match the address that the firewall resolved, so the client must have got the same one.
    private static Reach Named(string fqdn, FirewallTarget target, FirewallRuleSet rules) =>
        !fqdn.Equals(target.Host, StringComparison.OrdinalIgnoreCase) ? Reach.No
        : !rules.DnsProxy && rules.NamesNeedProxy ? Reach.No
        : rules.DnsProxy && target.SharesNames == Reach.Yes ? Reach.Yes
        : Reach.Unknown;

    private static bool OpensPort(FirewallNetworkRule rule, FirewallTarget target) =>
        (target.Protocol == TransportProtocol.Udp ? rule.Udp : rule.Tcp)
        && rule.Ports.Any(ports => ContainsPort(ports, target.Port));

    private static Reach Application(FirewallApplicationRule rule, string host, int port)
    {
        if (!rule.Ports.Contains(port))
        {
            return Reach.No;
        }
        // Without TLS inspection a firewall sees the name of an HTTPS connection and no path.
        if (
            rule.Fqdns.Any(fqdn => Covers(fqdn, host))
            || rule.Urls.Any(url => CoversAllOf(url, host) && (port != Https || !url.Contains('/')))
        )
        {
            return Reach.Yes;
        }
        bool partly =
            rule.FqdnTags.Any(tag => MayHold(tag, host))
            || rule.WebCategories.Count > 0
            || rule.Urls.Any(url => Covers(url.Split('/')[0], host))
            || (host.StartsWith('*') && rule.Fqdns.Any(fqdn => Covers(host, fqdn)));
        return partly ? Reach.Unknown : Reach.No;
    }

    private static bool CoversAllOf(string url, string host) =>
        url.Split('/', 2) is [var name, "*"] ? Covers(name, host) : !url.Contains('/') && Covers(url, host);

    private static bool MayHold(string tag, string host) =>
        tag.ToUpperInvariant() switch
        {
            "AZUREKUBERNETESSERVICE" => OfKubernetes.Any(name => Covers(name, host) || Covers(host, name)),
            "WINDOWSUPDATE" or "WINDOWSDIAGNOSTICS" or "MICROSOFTACTIVEPROTECTIONSERVICE" => false,
            _ => true,
        };

    private static bool ContainsPort(string text, int port)
    {
        if (text == "*")
        {
            return true;
        }
        string[] ends = text.Split('-', 2);
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            && first <= port
            && port <= last;
    }
}

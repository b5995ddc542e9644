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
    )
    {
        if (rule is FirewallOtherRule)
        {
            return (IntervalSet.Empty, target.All);
        }
        if (target.Host is null)
        {
            return rule is FirewallNetworkRule network && OpensPort(network, target)
                ? Known(target.Addresses, destinations)
                : (IntervalSet.Empty, IntervalSet.Empty);
        }
        return Host(rule, target, rules, destinations) switch
        {
            FirewallMatch.Yes => (target.All, target.All),
            FirewallMatch.Perhaps => (IntervalSet.Empty, target.All),
            _ => (IntervalSet.Empty, IntervalSet.Empty),
        };
    }

    /// <summary>Whether the rule matches the host and its port, from any source.</summary>
    public static FirewallMatch Host(
        FirewallRule rule,
        FirewallTarget target,
        FirewallRuleSet rules,
        FirewallDestinations destinations
    ) =>
        rule switch
        {
            FirewallNetworkRule network => Network(network, target, rules, destinations),
            FirewallApplicationRule application when target.Protocol == TransportProtocol.Tcp => Application(
                application,
                target
            ),
            _ => FirewallMatch.No,
        };

    /// <summary>
    /// Whether a pattern of a rule covers a host; if the host is a pattern, all of it. Only a leading <c>*</c> is a
    /// wildcard. Source: Azure Firewall, FAQ.
    /// </summary>
    public static bool Covers(string pattern, string host) =>
        pattern.StartsWith('*')
            ? host.TrimStart('*').EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : pattern.Equals(host, StringComparison.OrdinalIgnoreCase);

    private static FirewallMatch Network(
        FirewallNetworkRule rule,
        FirewallTarget target,
        FirewallRuleSet rules,
        FirewallDestinations destinations
    )
    {
        if (!OpensPort(rule, target))
        {
            return FirewallMatch.No;
        }
        FirewallMatch[] all =
        [
            .. rule.DestinationFqdns.Select(fqdn => Named(fqdn, target, rules)),
            .. destinations.Tags.Select(tag => Turn(target.Place.In(tag))),
            Addressed(destinations, target.Place),
            destinations.IsKnown ? FirewallMatch.No : FirewallMatch.Perhaps,
        ];
        return all.Max();
    }

    // Network rules match the address that the firewall resolved, so the client must have got the same one.
    private static FirewallMatch Named(string fqdn, FirewallTarget target, FirewallRuleSet rules) =>
        !fqdn.Equals(target.Host, StringComparison.OrdinalIgnoreCase) ? FirewallMatch.No
        : !rules.DnsProxy && rules.NamesNeedProxy ? FirewallMatch.No
        : rules.DnsProxy && target.SharesNames == Reach.Yes ? FirewallMatch.Yes
        : FirewallMatch.Perhaps;

    // A public host may have any public address.
    private static FirewallMatch Addressed(FirewallDestinations destinations, Place place) =>
        destinations.AreInternet ? FirewallMatch.Yes
        : destinations.ArePublic ? Turn(place.In(destinations.Addresses))
        : FirewallMatch.No;

    private static FirewallMatch Turn(Reach reach) =>
        reach switch
        {
            Reach.Yes => FirewallMatch.Yes,
            Reach.No => FirewallMatch.No,
            _ => FirewallMatch.Perhaps,
        };

    private static (IntervalSet Sure, IntervalSet AtMost) Known(
        IntervalSet addresses,
        FirewallDestinations destinations
    )
    {
        IntervalSet sure = destinations.Addresses.Intersect(addresses);
        return (sure, destinations.IsKnown ? sure : addresses);
    }

    private static bool OpensPort(FirewallNetworkRule rule, FirewallTarget target) =>
        (target.Protocol == TransportProtocol.Udp ? rule.Udp : rule.Tcp)
        && rule.Ports.Any(ports => ContainsPort(ports, target.Port));

    private static FirewallMatch Application(FirewallApplicationRule rule, FirewallTarget target)
    {
        string host = target.Host!;
        if (!rule.Ports.Contains(target.Port))
        {
            return FirewallMatch.No;
        }
        // Without TLS inspection a firewall sees the name of an HTTPS connection and no path.
        if (
            rule.Fqdns.Any(fqdn => Covers(fqdn, host))
            || rule.Urls.Any(url => CoversAllOf(url, host) && (target.Port != Https || !url.Contains('/')))
        )
        {
            return FirewallMatch.Yes;
        }
        bool partly =
            rule.FqdnTags.Any(tag => MayHold(tag, host))
            || rule.WebCategories.Count > 0
            || rule.Urls.Any(url => Covers(url.Split('/')[0], host))
            || (host.StartsWith('*') && rule.Fqdns.Any(fqdn => Covers(host, fqdn)));
        return partly ? FirewallMatch.Perhaps : FirewallMatch.No;
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

/// <summary>Whether a rule matches a connection.</summary>
internal enum FirewallMatch
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>It may, for some of the sources or addresses.</summary>
    Perhaps,

    /// <summary>It does, for all of the sources.</summary>
    Yes,
}

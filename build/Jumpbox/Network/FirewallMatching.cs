using System.Globalization;
using System.IO.Enumeration;

namespace Jumpbox.Network;

/// <summary>Matches one firewall rule with one host.</summary>
internal static class FirewallMatching
{
    /// <summary>
    /// Service tags that contain the addresses of a host. Source: Azure Virtual Network, "service tags"; Microsoft
    /// Artifact Registry, "client firewall rules".
    /// </summary>
    private static readonly (string Pattern, string[] Tags)[] TagsOfHosts =
    [
        ("*.blob.core.*", ["Storage", "AzureCloud"]),
        ("*.file.core.*", ["Storage", "AzureCloud"]),
        ("management.azure.com", ["AzureResourceManager", "AzureCloud"]),
        ("management.usgovcloudapi.net", ["AzureResourceManager", "AzureCloud"]),
        ("management.chinacloudapi.cn", ["AzureResourceManager", "AzureCloud"]),
        ("mcr.microsoft.com", ["MicrosoftContainerRegistry", "AzureFrontDoor.FirstParty"]),
        ("*.data.mcr.microsoft.com", ["MicrosoftContainerRegistry", "AzureFrontDoor.FirstParty"]),
    ];

    /// <summary>Whether the rule matches the host and its port, from any source.</summary>
    public static FirewallMatch Host(FirewallRule rule, EgressHost host, FirewallRuleSet rules) =>
        rule switch
        {
            FirewallNetworkRule network => Network(network, host, rules),
            FirewallApplicationRule application => Application(application, host),
            _ => FirewallMatch.No,
        };

    /// <summary>Whether a pattern of a rule covers a host; if the host is a pattern, all of it must be covered.</summary>
    public static bool Covers(string pattern, string host) =>
        pattern == "*"
        || FileSystemName.MatchesSimpleExpression(pattern, host.Replace('*', 'x'), ignoreCase: true)
            && (!host.Contains('*', StringComparison.Ordinal) || pattern.Contains('*', StringComparison.Ordinal));

    private static FirewallMatch Network(FirewallNetworkRule rule, EgressHost host, FirewallRuleSet rules)
    {
        if (!rule.Tcp || !rule.Ports.Any(ports => ContainsPort(ports, host.Port)))
        {
            return FirewallMatch.No;
        }
        if (rule.DestinationFqdns.Any(fqdn => Covers(fqdn, host.Host)))
        {
            return FirewallMatch.Yes;
        }
        string[] places =
        [
            .. rule.Destinations,
            .. rule.DestinationIpGroups.SelectMany(id => rules.IpGroups.GetValueOrDefault(id) ?? []),
        ];
        if (places.Any(place => place is "*" or "0.0.0.0/0" || IsTagOf(place, host.Host)))
        {
            return FirewallMatch.Yes;
        }
        // A public host may have any public address, and only the service knows the contents of other tags.
        return places.Any(MayBePublic) ? FirewallMatch.Perhaps : FirewallMatch.No;
    }

    private static FirewallMatch Application(FirewallApplicationRule rule, EgressHost host)
    {
        if (!rule.Ports.Contains(host.Port))
        {
            return FirewallMatch.No;
        }
        if (rule.Fqdns.Any(fqdn => Covers(fqdn, host.Host)) || rule.Urls.Any(url => CoversAllOf(url, host.Host)))
        {
            return FirewallMatch.Yes;
        }
        bool partly =
            rule.FqdnTags.Count > 0
            || rule.WebCategories.Count > 0
            || rule.Urls.Any(url => Covers(url.Split('/')[0], host.Host))
            || (host.Host.Contains('*', StringComparison.Ordinal) && rule.Fqdns.Any(fqdn => Overlaps(fqdn, host.Host)));
        return partly ? FirewallMatch.Perhaps : FirewallMatch.No;
    }

    private static bool CoversAllOf(string url, string host) =>
        url.Split('/', 2) is [var name, "*"] ? Covers(name, host) : !url.Contains('/') && Covers(url, host);

    // One account out of *.blob.core.windows.net, for example.
    private static bool Overlaps(string fqdn, string pattern) =>
        FileSystemName.MatchesSimpleExpression(pattern, fqdn, ignoreCase: true);

    private static bool IsTagOf(string place, string host) =>
        TagsOfHosts.Any(one =>
            FileSystemName.MatchesSimpleExpression(one.Pattern, host, ignoreCase: true)
            && one.Tags.Any(tag =>
                place.Equals(tag, StringComparison.OrdinalIgnoreCase)
                // A regional tag contains the accounts of a build in that region, which the rule is for.
                || place.StartsWith(tag + ".", StringComparison.OrdinalIgnoreCase)
            )
        );

    private static bool MayBePublic(string place) =>
        !Addresses.TryParse(place, out IntervalSet set) || !set.Except(Addresses.NotPublic).IsEmpty;

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

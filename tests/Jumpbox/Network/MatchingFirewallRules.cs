using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Network;

/// <summary>What one rule says of one host, before order and sources count.</summary>
public sealed class MatchingFirewallRules
{
    private static readonly ResourceId Firewall = ResourceId.Parse(
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-hub/providers/Microsoft.Network/azureFirewalls/fw"
    );

    private static readonly ResourceId Mirrors = ResourceId.Parse(
        $"{Firewall.Group}/providers/Microsoft.Network/ipGroups/mirrors"
    );

    [Theory]
    [InlineData("443", "Yes")]
    [InlineData("443-500", "Yes")]
    [InlineData("400-443", "Yes")]
    [InlineData("*", "Yes")]
    [InlineData("444-500", "No")]
    [InlineData("400-442", "No")]
    [InlineData("80", "No")]
    [InlineData("https", "No")]
    [InlineData("0-https", "No")]
    [InlineData("-443", "No")]
    public void A_network_rule_has_ports_and_ranges_with_both_ends(string ports, string expected) =>
        Assert.Equal(expected, Match(Net("*") with { Ports = [ports] }));

    [Fact]
    public void One_matching_port_of_several_is_enough() =>
        Assert.Equal("Yes", Match(Net("*") with { Ports = ["80", "443"] }));

    [Fact]
    public void A_network_rule_without_TCP_matches_no_download() =>
        Assert.Equal("No", Match(Net("*") with { Tcp = false }));

    [Theory]
    [InlineData("github.com", "Yes")]
    [InlineData("gitlab.com", "No")]
    public void A_network_rule_may_name_hosts(string fqdn, string expected) =>
        Assert.Equal(expected, Match(Net() with { DestinationFqdns = ["example.com", fqdn] }));

    [Theory]
    [InlineData("*", "Yes")]
    [InlineData("0.0.0.0/0", "Yes")]
    [InlineData("Storage", "No")]
    [InlineData("AzureCloud.eastus2", "Perhaps")]
    [InlineData("140.82.112.3", "Perhaps")]
    [InlineData("10.0.0.0-172.15.255.255", "Perhaps")]
    [InlineData("192.168.0.0/16", "No")]
    [InlineData("2001:db8::/32", "No")]
    public void A_public_host_may_have_any_public_address_and_no_private_one(string destination, string expected) =>
        Assert.Equal(expected, Match(Net(destination)));

    [Theory]
    [InlineData("0.0.0.0/1 128.0.0.0/1", "Yes")]
    [InlineData("0.0.0.0/1 128.0.0.0/2 192.0.0.0/2", "Yes")]
    [InlineData("0.0.0.0/1 128.0.0.0/2", "Perhaps")]
    [InlineData("1.0.0.0-9.255.255.255 11.0.0.0-223.255.255.255", "Yes")]
    [InlineData("0.0.0.0-255.255.255.255", "Yes")]
    [InlineData("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16", "No")]
    public void The_addresses_of_a_rule_count_together(string destinations, string expected) =>
        Assert.Equal(expected, Match(Net(destinations.Split(' '))));

    [Fact]
    public void A_rule_of_an_unknown_kind_may_allow_or_deny_anything()
    {
        FirewallRuleList other = new("other", 100, false, [new FirewallOtherRule("new", ["10.43.0.0/24"], [])]);
        FirewallRuleList net = new("net", 200, true, [Net("*")]);
        Assert.Equal(Reach.Unknown, Decide(other, net));
        Assert.Equal(Reach.Unknown, Decide(other with { Allows = true }));
        Assert.Equal(Reach.Yes, Decide(net, other with { Priority = 300 }));
    }

    [Fact]
    public void One_matching_destination_of_several_is_enough() => Assert.Equal("Yes", Match(Net("10.0.0.0/8", "*")));

    [Fact]
    public void An_IP_group_stands_for_its_addresses_and_an_unread_one_for_any()
    {
        Assert.Equal("Perhaps", Match(Net() with { DestinationIpGroups = [Mirrors] }));
        Assert.Equal("Perhaps", Match(Net() with { DestinationIpGroups = [Firewall] }));
    }

    [Fact]
    public void A_network_rule_with_a_host_needs_the_DNS_proxy_and_knows_no_wildcard()
    {
        Assert.Equal("No", Match(Net() with { DestinationFqdns = ["github.com"] }, proxy: false));
        Assert.Equal("No", Match(Net() with { DestinationFqdns = ["*.github.com"] }, "api.github.com"));
    }

    [Theory]
    [InlineData("*.blob.core.windows.net", "Storage")]
    [InlineData("one.blob.core.windows.net", "AzureCloud")]
    [InlineData("one.blob.core.usgovcloudapi.net", "storage.eastus2")]
    [InlineData("one.file.core.windows.net", "Storage")]
    [InlineData("one.file.core.windows.net", "AzureCloud.EastUS2")]
    [InlineData("management.azure.com", "AzureResourceManager")]
    [InlineData("management.azure.com", "AzureCloud")]
    [InlineData("management.usgovcloudapi.net", "AzureResourceManager")]
    [InlineData("management.usgovcloudapi.net", "AzureCloud")]
    [InlineData("management.chinacloudapi.cn", "AzureResourceManager")]
    [InlineData("management.chinacloudapi.cn", "AzureCloud")]
    [InlineData("mcr.microsoft.com", "MicrosoftContainerRegistry")]
    [InlineData("eastus2.data.mcr.microsoft.com", "MicrosoftContainerRegistry.eastus2")]
    public void A_service_tag_has_the_hosts_of_its_service(string host, string tag) =>
        Assert.Equal("Yes", Match(Net(tag), host));

    [Theory]
    [InlineData("management.azure.com", "Storage", "No")]
    [InlineData("management.azure.com", "AzureCloud.westeurope", "Perhaps")]
    [InlineData("one.blob.core.windows.net", "AzureResourceManager", "No")]
    [InlineData("one.blob.core.windows.net", "StorageSyncService", "No")]
    [InlineData("one.blob.core.windows.net", "Storage.WestEurope", "No")]
    [InlineData("mcr.microsoft.com", "AzureFrontDoor.FirstParty", "Perhaps")]
    [InlineData("mcr.microsoft.com", "AzureCloud", "Perhaps")]
    [InlineData("releases.hashicorp.com", "AzureCloud", "No")]
    [InlineData("mirror.example.org", "AzureCloud", "Perhaps")]
    public void Another_service_tag_has_a_host_only_where_that_is_possible(string host, string tag, string expected) =>
        Assert.Equal(expected, Match(Net(tag), host));

    [Fact]
    public void An_application_rule_of_another_port_does_not_match() =>
        Assert.Equal("No", Match(Web() with { Fqdns = ["*"], Ports = [80] }));

    [Fact]
    public void One_matching_name_of_several_is_enough() =>
        Assert.Equal("Yes", Match(Web() with { Fqdns = ["example.com", "github.com"], Ports = [80, 443] }));

    [Theory]
    [InlineData("github.com", "Yes")]
    [InlineData("github.com/*", "Perhaps")]
    [InlineData("*.com/*", "Perhaps")]
    [InlineData("github.com/azure/*", "Perhaps")]
    [InlineData("gitlab.com", "No")]
    [InlineData("gitlab.com/*", "No")]
    public void A_URL_with_a_path_covers_a_host_perhaps(string url, string expected) =>
        Assert.Equal(expected, Match(Web() with { Urls = ["example.com/*", url] }));

    [Theory]
    [InlineData("AzureKubernetesService", "mcr.microsoft.com", "Perhaps")]
    [InlineData("AzureKubernetesService", "github.com", "No")]
    [InlineData("WindowsUpdate", "github.com", "No")]
    [InlineData("Office365", "github.com", "Perhaps")]
    public void An_FQDN_tag_has_what_was_published_or_perhaps_anything(string tag, string host, string expected) =>
        Assert.Equal(expected, Match(Web() with { FqdnTags = [tag] }, host));

    [Fact]
    public void The_hosts_of_a_web_category_are_not_published() =>
        Assert.Equal("Perhaps", Match(Web() with { WebCategories = ["Education"] }));

    [Theory]
    [InlineData("*.github.com", "github.com", "No")]
    [InlineData("*github.com", "github.com", "Yes")]
    [InlineData("*github.com", "evilgithub.com", "Yes")]
    [InlineData("*.com", "a.b.github.com", "Yes")]
    [InlineData("git*.com", "github.com", "No")]
    public void A_wildcard_stands_at_the_beginning_alone(string fqdn, string host, string expected) =>
        Assert.Equal(expected, Match(Web() with { Fqdns = [fqdn] }, host));

    [Theory]
    [InlineData("one.blob.core.windows.net", "Perhaps")]
    [InlineData("one.file.core.windows.net", "No")]
    [InlineData("*.blob.core.windows.net", "Yes")]
    public void A_name_that_is_generated_later_may_be_one_that_is_allowed(string fqdn, string expected) =>
        Assert.Equal(expected, Match(Web() with { Fqdns = [fqdn] }, "*.blob.core.windows.net"));

    [Theory]
    [InlineData(true, true, Reach.Yes)]
    [InlineData(false, false, Reach.No)]
    [InlineData(true, false, Reach.Unknown)]
    public void Rules_for_halves_of_the_Internet_decide_together(bool low, bool high, Reach expected) =>
        Assert.Equal(
            expected,
            Decide(new("a", 100, low, [Net("0.0.0.0/1")]), new("b", 110, high, [Net("128.0.0.0/1")]))
        );

    private static FirewallNetworkRule Net(params string[] destinations) =>
        new("net", ["*"], [], true, destinations, [], [], ["443"]);

    private static FirewallApplicationRule Web() => new("web", ["*"], [], [443], [], [], [], []);

    private static Reach Decide(params FirewallRuleList[] lists) =>
        new FirewallEvaluator(
            new(Firewall, Firewall, [new("g", 100, 0, lists)], new Dictionary<ResourceId, IReadOnlyList<string>>())
        )
            .Decide(
                Addresses.Parse("10.43.0.0/28"),
                FirewallTarget.Of(new("github.com", 443, "test"), HostPlaces.Of("github.com", "eastus2")[0])
            )
            .Reach;

    private static string Match(FirewallRule rule, string host = "github.com", bool proxy = true)
    {
        FirewallTarget target = FirewallTarget.Of(new(host, 443, "test"), HostPlaces.Of(host, "eastus2")[0]);
        (IntervalSet sure, IntervalSet atMost) = FirewallMatching.Destinations(
            rule,
            target,
            new FirewallRuleSet(Firewall, Firewall, [], new Dictionary<ResourceId, IReadOnlyList<string>>())
            {
                DnsProxy = proxy,
            },
            FirewallDestinations.Of(
                rule,
                new Dictionary<ResourceId, IntervalSet>
                {
                    [Mirrors] = IntervalSet.Union([Addresses.Parse("10.0.0.0/8"), Addresses.Parse("140.82.112.0/20")]),
                }
            )
        );
        return sure.Contains(target.Addresses) ? "Yes"
            : atMost.IsEmpty ? "No"
            : "Perhaps";
    }
}

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
    [InlineData("Storage", "Perhaps")]
    [InlineData("AzureCloud.eastus2", "Perhaps")]
    [InlineData("140.82.112.3", "Perhaps")]
    [InlineData("10.0.0.0-172.15.255.255", "Perhaps")]
    [InlineData("192.168.0.0/16", "No")]
    [InlineData("2001:db8::/32", "No")]
    public void A_public_host_may_have_any_public_address_and_no_private_one(string destination, string expected) =>
        Assert.Equal(expected, Match(Net(destination)));

    [Fact]
    public void One_matching_destination_of_several_is_enough() => Assert.Equal("Yes", Match(Net("10.0.0.0/8", "*")));

    [Fact]
    public void An_IP_group_stands_for_its_addresses_and_an_unread_one_for_none()
    {
        Assert.Equal("Perhaps", Match(Net() with { DestinationIpGroups = [Mirrors] }));
        Assert.Equal("No", Match(Net() with { DestinationIpGroups = [Firewall] }));
    }

    [Theory]
    [InlineData("*.blob.core.windows.net", "Storage")]
    [InlineData("one.blob.core.windows.net", "AzureCloud")]
    [InlineData("one.blob.core.usgovcloudapi.net", "storage.usgovvirginia")]
    [InlineData("one.file.core.windows.net", "Storage")]
    [InlineData("one.file.core.windows.net", "AzureCloud.westeurope")]
    [InlineData("management.azure.com", "AzureResourceManager")]
    [InlineData("management.azure.com", "AzureCloud")]
    [InlineData("management.usgovcloudapi.net", "AzureResourceManager")]
    [InlineData("management.usgovcloudapi.net", "AzureCloud")]
    [InlineData("management.chinacloudapi.cn", "AzureResourceManager")]
    [InlineData("management.chinacloudapi.cn", "AzureCloud")]
    [InlineData("mcr.microsoft.com", "MicrosoftContainerRegistry")]
    [InlineData("mcr.microsoft.com", "AzureFrontDoor.FirstParty")]
    [InlineData("eastus2.data.mcr.microsoft.com", "MicrosoftContainerRegistry.eastus2")]
    [InlineData("eastus2.data.mcr.microsoft.com", "azurefrontdoor.firstparty")]
    public void A_service_tag_has_the_hosts_of_its_service(string host, string tag) =>
        Assert.Equal("Yes", Match(Net(tag), host));

    [Theory]
    [InlineData("management.azure.com", "Storage")]
    [InlineData("one.blob.core.windows.net", "AzureResourceManager")]
    [InlineData("one.blob.core.windows.net", "StorageSyncService")]
    [InlineData("mcr.microsoft.com", "AzureCloud")]
    public void Whether_another_service_tag_has_a_host_only_the_service_knows(string host, string tag) =>
        Assert.Equal("Perhaps", Match(Net(tag), host));

    [Fact]
    public void An_application_rule_of_another_port_does_not_match() =>
        Assert.Equal("No", Match(Web() with { Fqdns = ["*"], Ports = [80] }));

    [Fact]
    public void One_matching_name_of_several_is_enough() =>
        Assert.Equal("Yes", Match(Web() with { Fqdns = ["example.com", "github.com"], Ports = [80, 443] }));

    [Theory]
    [InlineData("github.com", "Yes")]
    [InlineData("github.com/*", "Yes")]
    [InlineData("*.com/*", "Yes")]
    [InlineData("github.com/azure/*", "Perhaps")]
    [InlineData("gitlab.com", "No")]
    [InlineData("gitlab.com/*", "No")]
    public void A_URL_covers_a_host_only_with_all_its_paths(string url, string expected) =>
        Assert.Equal(expected, Match(Web() with { Urls = ["example.com/*", url] }));

    [Fact]
    public void The_hosts_of_an_FQDN_tag_and_of_a_web_category_are_not_published()
    {
        Assert.Equal("Perhaps", Match(Web() with { FqdnTags = ["WindowsUpdate"] }));
        Assert.Equal("Perhaps", Match(Web() with { WebCategories = ["Education"] }));
    }

    [Theory]
    [InlineData("one.blob.core.windows.net", "Perhaps")]
    [InlineData("one.file.core.windows.net", "No")]
    [InlineData("*.blob.core.windows.net", "Yes")]
    public void A_name_that_is_generated_later_may_be_one_that_is_allowed(string fqdn, string expected) =>
        Assert.Equal(expected, Match(Web() with { Fqdns = [fqdn] }, "*.blob.core.windows.net"));

    private static FirewallNetworkRule Net(params string[] destinations) =>
        new("net", ["*"], [], true, destinations, [], [], ["443"]);

    private static FirewallApplicationRule Web() => new("web", ["*"], [], [443], [], [], [], []);

    private static string Match(FirewallRule rule, string host = "github.com") =>
        FirewallMatching
            .Host(
                rule,
                new EgressHost(host, 443, "test"),
                new FirewallRuleSet(
                    Firewall,
                    Firewall,
                    [],
                    new Dictionary<ResourceId, IReadOnlyList<string>> { [Mirrors] = ["10.0.0.0/8", "140.82.112.0/20"] }
                )
            )
            .ToString();
}

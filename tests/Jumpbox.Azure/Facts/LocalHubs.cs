using System.Text.Json.Nodes;
using Jumpbox.Checks;
using Jumpbox.Network;
using LocalAzure.Server;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>Real-world networks on LocalAzure: forced tunnelling through a hub's firewall in another subscription.</summary>
public sealed class LocalHubs
{
    private const string Hub =
        "/subscriptions/77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-hub/providers/Microsoft.Network";

    private const string Net =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2/providers/Microsoft.Network";

    [Fact]
    public async Task A_hub_that_lets_the_egress_list_through_passes()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World(LocalWorld.Known().Egress));
        IReadOnlyList<CheckResult> results = await world.CheckAsync();
        Assert.Empty(
            results
                .Where(result => result.Status > CheckStatus.Skipped)
                .Select(result => $"{result.Id}: {result.Findings.MaxBy(finding => finding.Status)!.Message}")
        );
        Assert.Contains(
            "hosts pass the firewall fw-hub",
            results.Single(result => result.Id == "egress-firewall").Findings[0].Message,
            StringComparison.Ordinal
        );
        LoggedRequest[] reads = [.. world.Server.Requests.Where(request => request.Method != "POST")];
        Assert.Equal(reads.DistinctBy(request => request.Path.ToUpperInvariant()), reads);
    }

    [Fact]
    public async Task Row_26_A_hub_with_the_original_procedures_table_blocks_what_has_moved()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World(FirewallRules.OriginalTable));
        Finding finding = await world.WorstAsync("egress-firewall");
        Assert.Equal(CheckStatus.Fail, finding.Status);
        Assert.Contains(
            "release-assets.githubusercontent.com:443",
            finding.Evidence["blocked"],
            StringComparison.Ordinal
        );
        Assert.Contains("dl.k8s.io", finding.Cure!.Text, StringComparison.Ordinal);
    }

    // Network rules know no patterns of host names: the share is let through by its service tag.
    private static string World(IEnumerable<EgressHost> hosts)
    {
        string web = FirewallRules.Allowing($"{Hub}/ipGroups/ipg-builders", hosts.Where(host => host.Port != 445));
        JsonObject group = JsonNode.Parse(web)!.AsObject();
        group["id"] = $"{Hub}/firewallPolicies/fwpol-hub/ruleCollectionGroups/spokes";
        JsonArray collections = group["properties"]!["ruleCollections"]!.AsArray();
        collections.Add(
            JsonNode.Parse(
                FirewallRules.Collection(
                    "shares",
                    200,
                    "Allow",
                    """{"ruleType":"NetworkRule","name":"smb","sourceAddresses":["10.42.0.64/26"],"ipProtocols":["TCP"],"destinationAddresses":["Storage.EastUS2"],"destinationPorts":["445"]}"""
                )
            )
        );
        string spoke = $"{Net}/virtualNetworks/vnet-imagebuilder";
        JsonObject world = new()
        {
            ["subscriptions"] = new JsonArray("77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f"),
            ["resources"] = new JsonArray(
                Resource("/subscriptions/77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-hub", "{}"),
                Resource(
                    $"{Hub}/virtualNetworks/vnet-hub",
                    """{"addressSpace":{"addressPrefixes":["10.0.0.0/16"]},"subnets":[{"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.0.1.0/26"}}]}"""
                ),
                Resource($"{Hub}/ipGroups/ipg-builders", """{"ipAddresses":["10.42.0.0/24"]}"""),
                Resource($"{Hub}/firewallPolicies/fwpol-base", "{}"),
                Resource(
                    $"{Hub}/firewallPolicies/fwpol-hub",
                    $$$$"""{"basePolicy":{"id":"{{{{Hub}}}}/firewallPolicies/fwpol-base"} }"""
                ),
                group,
                Resource($"{Hub}/publicIPAddresses/pip-fw", """{"publicIPAllocationMethod":"Static"}""", "Standard"),
                Resource(
                    $"{Hub}/azureFirewalls/fw-hub",
                    $$$$"""
                    {"sku":{"name":"AZFW_VNet","tier":"Standard"},"firewallPolicy":{"id":"{{{{Hub}}}}/firewallPolicies/fwpol-hub"},
                    "ipConfigurations":[{"name":"ipconfig","properties":{"privateIPAddress":"10.0.1.4","subnet":{"id":"{{{{Hub}}}}/virtualNetworks/vnet-hub/subnets/AzureFirewallSubnet"},
                    "publicIPAddress":{"id":"{{{{Hub}}}}/publicIPAddresses/pip-fw"} } }]}
                    """
                ),
                Resource(
                    $"{Net}/routeTables/rt-spoke",
                    """{"routes":[{"name":"to-hub","properties":{"addressPrefix":"0.0.0.0/0","nextHopType":"VirtualAppliance","nextHopIpAddress":"10.0.1.4"}}]}"""
                ),
                Resource(
                    $"{spoke}/virtualNetworkPeerings/to-hub",
                    $$$$"""{"remoteVirtualNetwork":{"id":"{{{{Hub}}}}/virtualNetworks/vnet-hub"},"remoteAddressSpace":{"addressPrefixes":["10.0.0.0/16"]},"allowForwardedTraffic":true}"""
                ),
                Resource(
                    $"{Hub}/virtualNetworks/vnet-hub/virtualNetworkPeerings/to-spoke",
                    $$$$"""{"remoteVirtualNetwork":{"id":"{{{{spoke}}}}"} }"""
                ),
                Resource($"{spoke}/subnets/snet-build", Subnet("10.42.0.0/26", "nsg-build", "")),
                Resource(
                    $"{spoke}/subnets/snet-containers",
                    Subnet(
                        "10.42.0.64/26",
                        "nsg-containers",
                        ""","delegations":[{"name":"aci","properties":{"serviceName":"Microsoft.ContainerInstance/containerGroups"}}]"""
                    )
                )
            ),
        };
        return world.ToJsonString();
    }

    private static string Subnet(string prefix, string group, string more) =>
        $$$$"""
            {"addressPrefix":"{{{{prefix}}}}","defaultOutboundAccess":false,"networkSecurityGroup":{"id":"{{{{Net}}}}/networkSecurityGroups/{{{{group}}}}"},
            "routeTable":{"id":"{{{{Net}}}}/routeTables/rt-spoke"}{{{{more}}}} }
            """;

    private static JsonObject Resource(string id, string properties, string? sku = null)
    {
        JsonObject resource = new()
        {
            ["id"] = id,
            ["location"] = "eastus2",
            ["properties"] = JsonNode.Parse(properties),
        };
        if (sku is not null)
        {
            resource["sku"] = new JsonObject { ["name"] = sku };
        }
        return resource;
    }
}

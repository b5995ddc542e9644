using System.Text.Json.Nodes;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Checks;
using static Jumpbox.Azure.Tests.Facts.PaperWorlds;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// Resources that are half created, refused, cyclic or oddly named: the checks end, and nothing passes for want of proof.
/// </summary>
public sealed class BrokenNetworks
{
    private const string Firewall = $"{Hub}/azureFirewalls/fw-hub";
    private const string HubNetwork = $"{Hub}/virtualNetworks/vnet-hub";

    [Theory]
    [InlineData(HubNetwork)]
    [InlineData(Firewall)]
    [InlineData($"{Policy}/ruleCollectionGroups/spokes")]
    [InlineData(RouteTable)]
    public async Task A_resource_without_properties_is_no_pass(string id)
    {
        PaperAzure azure = HubAndSpoke();
        _ = azure.At(id).Remove("properties");
        await NotPassAsync(azure);
    }

    [Theory]
    [InlineData(HubNetwork)]
    [InlineData($"{Policy}/ruleCollectionGroups")]
    [InlineData(RouteTable)]
    [InlineData("/subscriptions/77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f/providers/Microsoft.Network/azureFirewalls")]
    public async Task A_refused_resource_is_unknown(string path)
    {
        CheckResult[] results = [.. Networks(await HubAndSpoke().Refuse(path).CheckAsync())];
        Assert.Contains(results, result => result.Status == CheckStatus.Unknown);
        Assert.DoesNotContain(results, result => result.Status == CheckStatus.Fail);
    }

    [Fact]
    public async Task A_refused_IP_group_is_a_doubt_about_its_rules()
    {
        Finding finding = await HubAndSpoke().Refuse($"{Hub}/ipGroups/ipg-builders").WorstAsync("egress-firewall");
        Assert.Equal(CheckStatus.Warn, finding.Status);
    }

    [Fact]
    public async Task Policies_that_are_each_others_base_end()
    {
        PaperAzure azure = HubAndSpoke();
        azure.At($"{Policy}-base")["properties"] = Json($$$$"""{"basePolicy":{"id":"{{{{Policy}}}}"}}""");
        Assert.Equal(CheckStatus.Pass, (await azure.WorstAsync("egress-firewall")).Status);
    }

    [Fact]
    public async Task Peerings_in_a_circle_end_and_are_not_transitive()
    {
        PaperAzure azure = HubAndSpoke();
        azure.Properties(Spoke)["virtualNetworkPeerings"] = Json(
            $$$$"""[{"name":"a","properties":{"peeringState":"Connected","remoteVirtualNetwork":{"id":"{{{{Hub}}}}/virtualNetworks/a"},"remoteAddressSpace":{"addressPrefixes":["10.7.0.0/16"]}}}]"""
        );
        azure.Put(
            $"{Hub}/virtualNetworks/a",
            $$$$"""{"properties":{"addressSpace":{"addressPrefixes":["10.7.0.0/16"]},"virtualNetworkPeerings":[{"name":"h","properties":{"remoteVirtualNetwork":{"id":"{{{{HubNetwork}}}}"}}},{"name":"s","properties":{"remoteVirtualNetwork":{"id":"{{{{Spoke}}}}"}}}]}}"""
        );
        Assert.Equal(CheckStatus.Fail, (await azure.WorstAsync("outbound-access")).Status);
    }

    [Fact]
    public async Task A_firewall_that_routes_to_itself_loops()
    {
        PaperAzure azure = HubAndSpoke();
        azure.Properties(HubNetwork)["subnets"]![0]!["properties"]!["routeTable"] = Json(
            $$$$"""{"id":"{{{{RouteTable}}}}"}"""
        );
        Finding finding = await azure.WorstAsync("egress-firewall");
        Assert.Equal(CheckStatus.Fail, finding.Status);
        Assert.Contains("loops", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"x"}""")]
    [InlineData("""{"properties":{"addressPrefix":"0.0.0.0/0","nextHopType":"Later"}}""")]
    [InlineData("""{"name":"x","properties":{"addressPrefix":"0.0.0.0/0","nextHopType":"VirtualAppliance"}}""")]
    [InlineData(
        """{"name":"x","properties":{"addressPrefix":"0.0.0.0/0","nextHopType":"VirtualAppliance","nextHopIpAddress":"fd00::4"}}"""
    )]
    [InlineData("""{"name":"x","properties":{"addressPrefix":"0.0.0.0/99","nextHopType":"None"}}""")]
    public async Task A_route_that_says_little_is_no_pass(string route)
    {
        PaperAzure azure = HubAndSpoke();
        azure.Properties(RouteTable)["routes"] = new JsonArray(JsonNode.Parse(route));
        Subnet(azure, 0)["defaultOutboundAccess"] = false;
        await NotPassAsync(azure);
    }

    [Fact]
    public async Task Dual_stack_is_judged_by_IPv4()
    {
        PaperAzure azure = HubAndSpoke();
        azure.Properties(Spoke)["addressSpace"] = Json("""{"addressPrefixes":["10.43.0.0/24","fd00:43::/48"]}""");
        JsonObject subnet = Subnet(azure, 0);
        _ = subnet.Remove("addressPrefix");
        subnet["addressPrefixes"] = Json("""["10.43.0.0/28","fd00:43::/64"]""");
        azure.Properties(RouteTable)["routes"]!
            .AsArray()
            .Add(Json("""{"name":"six","properties":{"addressPrefix":"::/0","nextHopType":"None"}}"""));
        Assert.All(Networks(await azure.CheckAsync()), result => Assert.True(result.Status <= CheckStatus.Skipped));
    }

    [Theory]
    [InlineData(true, CheckStatus.Pass)]
    [InlineData(false, CheckStatus.Fail)]
    public async Task A_thousand_rules_200_peerings_and_5000_addresses_are_judged_right(
        bool isAllowed,
        CheckStatus expected
    )
    {
        PaperAzure azure = HubAndSpoke();
        JsonArray rules = azure.Properties(SecurityGroup)["securityRules"]!.AsArray();
        JsonNode[] own = [.. rules.Select(rule => rule!.DeepClone())];
        rules.Clear();
        for (int rule = 0; rule < 1000; rule++)
        {
            rules.Add(
                JsonNode.Parse(
                    SecurityRules.Rule(
                        $"other-{rule}",
                        100 + rule,
                        rule % 2 == 0 ? "Inbound" : "Outbound",
                        "Deny",
                        $"10.{100 + (rule % 100)}.{rule / 100}.0/24",
                        "*",
                        "*"
                    )
                )
            );
        }
        for (int rule = 0; rule < own.Length; rule++)
        {
            own[rule]["properties"]!["priority"] = 2000 + rule;
            rules.Add(own[rule]);
        }
        JsonArray peerings = azure.Properties(Spoke)["virtualNetworkPeerings"]!.AsArray();
        for (int peer = 0; peer < 200; peer++)
        {
            peerings.Add(
                Json(
                    $$$$"""
                    {"name":"p{{{{peer}}}}","properties":{"peeringState":"Connected","remoteVirtualNetwork":{"id":"{{{{Hub}}}}/virtualNetworks/v{{{{peer}}}}"},
                    "remoteAddressSpace":{"addressPrefixes":["10.60.{{{{peer}}}}.0/24"]} } }
                    """
                )
            );
        }
        azure.Properties($"{Hub}/ipGroups/ipg-builders")["ipAddresses"] = new JsonArray([
            .. Enumerable.Range(0, 4999).Select(entry => (JsonNode)$"172.{16 + (entry / 250)}.{entry % 250}.0/24"),
            isAllowed ? "10.43.0.0/24" : "10.44.0.0/24",
        ]);
        Assert.Equal(expected, (await azure.WorstAsync("egress-firewall")).Status);
        Assert.Equal(CheckStatus.Pass, (await azure.WorstAsync("security-rules")).Status);
        Assert.True(azure.Requests.Count < 60, $"{azure.Requests.Count} requests");
    }

    [Fact]
    public async Task Routes_in_a_circle_over_two_appliances_end_and_are_no_pass()
    {
        PaperAzure azure = HubAndSpoke();
        JsonArray subnets = azure.Properties(HubNetwork)["subnets"]!.AsArray();
        subnets[0]!["properties"]!["routeTable"] = Json($$$$"""{"id":"{{{{RouteTable}}}}-fw"}""");
        azure.Put(
            $"{RouteTable}-fw",
            """{"properties":{"routes":[{"name":"on","properties":{"addressPrefix":"0.0.0.0/0","nextHopType":"VirtualAppliance","nextHopIpAddress":"10.0.2.4"}}]}}"""
        );
        subnets.Add(
            Json(
                $$$$"""
                {"id":"{{{{HubNetwork}}}}/subnets/snet-nva","name":"snet-nva","properties":{"addressPrefix":"10.0.2.0/26",
                "routeTable":{"id":"{{{{RouteTable}}}}"} } }
                """
            )
        );
        await NotPassAsync(azure);
    }

    [Theory]
    [InlineData("addressPrefix")]
    [InlineData("routeTable")]
    public async Task A_subnet_that_is_half_created_is_no_pass(string lacks)
    {
        PaperAzure azure = HubAndSpoke();
        JsonObject subnet = Subnet(azure, 0);
        _ = subnet.Remove(lacks);
        subnet["defaultOutboundAccess"] = false;
        Assert.Contains(Networks(await azure.CheckAsync()), result => result.Status > CheckStatus.Skipped);
    }

    [Fact]
    public async Task A_peering_without_an_address_space_is_unknown()
    {
        PaperAzure azure = HubAndSpoke();
        _ = azure.Properties(Spoke)["virtualNetworkPeerings"]![0]!["properties"]!
            .AsObject()
            .Remove("remoteAddressSpace");
        CheckResult outbound = (await azure.CheckAsync()).Single(result => result.Id == "outbound-access");
        Assert.Equal(CheckStatus.Unknown, outbound.Status);
    }

    [Fact]
    public async Task A_peering_that_is_not_synchronized_has_no_route_back()
    {
        PaperAzure azure = HubAndSpoke();
        JsonNode back = azure.Properties(HubNetwork)["virtualNetworkPeerings"]![0]!["properties"]!;
        back["remoteAddressSpace"] = Json("""{"addressPrefixes":["10.99.0.0/16"]}""");
        back["remoteVirtualNetworkAddressSpace"] = azure.Properties(Spoke)["addressSpace"]!.DeepClone();
        Finding finding = await azure.WorstAsync("outbound-access");
        Assert.Equal(CheckStatus.Unknown, finding.Status);
        Assert.Contains("az network vnet peering sync", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Private_DNS_zones_that_may_not_be_read_are_said()
    {
        PaperAzure azure = HubAndSpoke()
            .Refuse(
                $"{Spoke[..Spoke.IndexOf("/resourceGroups", StringComparison.Ordinal)]}/providers/Microsoft.Network/privateDnsZones"
            );
        CheckResult names = (await azure.CheckAsync()).Single(result => result.Id == "name-resolution");
        Assert.Contains(
            names.Findings,
            finding =>
                finding.Message.StartsWith(
                    "Private DNS zones are judged as if there were none",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task Names_may_have_any_character()
    {
        PaperAzure azure = HubAndSpoke();
        JsonNode route = azure.Properties(RouteTable)["routes"]![0]!;
        route["name"] = "to {hub} 'a' \"b\" \u2192 \ud83d\ude80 <x>";
        route["properties"]!["nextHopType"] = "None";
        Assert.Contains("\ud83d\ude80", (await azure.WorstAsync("outbound-access")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_that_are_none_cover_nobody()
    {
        PaperAzure azure = HubAndSpoke();
        azure.Properties($"{Hub}/ipGroups/ipg-builders")["ipAddresses"] = Json("""["10.43.0.0/240","x","","::/0"]""");
        Assert.Equal(CheckStatus.Fail, (await azure.WorstAsync("egress-firewall")).Status);
    }

    private static async Task NotPassAsync(PaperAzure azure) =>
        Assert.Contains(
            Networks(await azure.CheckAsync()),
            result => result.Id is "outbound-access" or "egress-firewall" && result.Status > CheckStatus.Skipped
        );

    private static IEnumerable<CheckResult> Networks(IReadOnlyList<CheckResult> results) =>
        results.Where(result => result.Area is CheckArea.Network or CheckArea.Egress);
}

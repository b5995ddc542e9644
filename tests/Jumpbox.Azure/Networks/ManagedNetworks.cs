using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Checks;
using static Jumpbox.Azure.Tests.Facts.PaperWorlds;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// Admin rules of Azure Virtual Network Manager, which come before security groups. Source: Azure Virtual Network Manager,
/// "security admin rules".
/// </summary>
public sealed class ManagedNetworks
{
    private const string Connectivity = $"{Spoke}/listNetworkManagerEffectiveConnectivityConfigurations";
    private const string List = $"{Spoke}/listNetworkManagerEffectiveSecurityAdminRules";

    [Theory]
    [InlineData("Deny", "Internet", "443", CheckStatus.Fail)]
    [InlineData("Deny", "Internet", "3389", CheckStatus.Pass)]
    [InlineData("Deny", "Storage.WestEurope", "443", CheckStatus.Pass)]
    [InlineData("Deny", "45.9.148.0/24", "443", CheckStatus.Warn)]
    [InlineData("Allow", "Internet", "443", CheckStatus.Pass)]
    [InlineData("AlwaysAllow", "Internet", "443", CheckStatus.Pass)]
    public async Task An_admin_rule_is_evaluated_first(string access, string to, string port, CheckStatus expected)
    {
        PaperAzure azure = HubAndSpoke().Put(List, Rules(Rule("r", 10, access, to, port)));
        Assert.Equal(expected, (await azure.WorstAsync("security-rules")).Status);
    }

    [Fact]
    public async Task What_an_admin_rule_allows_the_security_group_may_still_block()
    {
        PaperAzure azure = HubAndSpoke()
            .Put(
                SecurityGroup,
                SecurityRules.OriginalTables.Replace(
                    "\"access\":\"Allow\"",
                    "\"access\":\"Deny\"",
                    StringComparison.Ordinal
                )
            )
            .Put(List, Rules(Rule("r", 10, "Allow", "Internet", "443")));
        Assert.Equal(CheckStatus.Fail, (await azure.WorstAsync("security-rules")).Status);
    }

    [Fact]
    public async Task What_is_always_allowed_no_later_rule_blocks()
    {
        PaperAzure azure = HubAndSpoke()
            .Put(List, Rules(Rule("yes", 10, "AlwaysAllow", "*", "*"), Rule("no", 20, "Deny", "*", "*")));
        Assert.DoesNotContain(
            (await azure.CheckAsync()).Single(result => result.Id == "security-rules").Findings,
            finding => finding.Status == CheckStatus.Fail && finding.Evidence["direction"] == "outbound"
        );
    }

    [Fact]
    public async Task Of_two_admin_rules_the_smaller_number_decides()
    {
        PaperAzure azure = HubAndSpoke()
            .Put(List, Rules(Rule("no", 20, "Deny", "Internet", "443"), Rule("yes", 10, "Allow", "Internet", "443")));
        Assert.Equal(CheckStatus.Pass, (await azure.WorstAsync("security-rules")).Status);
    }

    [Fact]
    public async Task Admin_rules_that_may_not_be_read_are_said_and_left_out()
    {
        IReadOnlyList<CheckResult> results = await HubAndSpoke().Refuse(List).CheckAsync();
        CheckResult rules = results.Single(result => result.Id == "security-rules");
        Assert.Equal(CheckStatus.Skipped, rules.Status);
        Assert.Contains(
            rules.Findings,
            finding => finding.Message.Contains("Network Manager", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_cure_of_an_admin_rule_is_no_security_rule()
    {
        PaperAzure azure = HubAndSpoke().Put(List, Rules(Rule("r", 10, "Deny", "Internet", "443")));
        Finding finding = await azure.WorstAsync("security-rules");
        Assert.Contains("r (priority 10, deny)", finding.Cure!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("az network nsg", finding.Cure.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"connectivityTopology":"Mesh"}""", CheckStatus.Unknown)]
    [InlineData(
        """{"connectivityTopology":"HubAndSpoke","appliesToGroups":[{"groupConnectivity":"DirectlyConnected"}]}""",
        CheckStatus.Unknown
    )]
    [InlineData(
        """{"connectivityTopology":"HubAndSpoke","appliesToGroups":[{"groupConnectivity":"None"}]}""",
        CheckStatus.Fail
    )]
    public async Task A_next_hop_outside_all_peerings_may_be_in_a_connected_group(
        string configuration,
        CheckStatus expected
    )
    {
        PaperAzure azure = Unpeered()
            .Put(Connectivity, $$"""{"value":[{"id":"/x/mesh","properties":{{configuration}}}]}""");
        Assert.Equal(expected, (await azure.WorstAsync("outbound-access")).Status);
    }

    [Fact]
    public async Task A_next_hop_outside_all_peerings_is_unknown_where_connected_groups_may_not_be_read()
    {
        Finding finding = await Unpeered().Refuse(Connectivity).WorstAsync("outbound-access");
        Assert.Equal(CheckStatus.Unknown, finding.Status);
        Assert.Contains(
            "connected group of a network manager could not be read",
            finding.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_DNS_server_outside_all_peerings_may_be_in_a_connected_group()
    {
        PaperAzure azure = Recommended()
            .Put(Connectivity, """{"value":[{"id":"/x/mesh","properties":{"connectivityTopology":"Mesh"}}]}""");
        azure.Properties(Spoke)["dhcpOptions"] = System.Text.Json.Nodes.JsonNode.Parse(
            """{"dnsServers":["10.9.0.4"]}"""
        );
        CheckResult names = (await azure.CheckAsync()).Single(result => result.Id == "name-resolution");
        Assert.DoesNotContain(names.Findings, finding => finding.Status == CheckStatus.Fail);
        Assert.Contains(
            names.Findings,
            finding =>
                finding.Status == CheckStatus.Unknown
                && finding.Message.Contains("in the connected group of mesh", StringComparison.Ordinal)
        );
    }

    private static PaperAzure Unpeered()
    {
        PaperAzure azure = HubAndSpoke();
        _ = azure.Properties(Spoke).Remove("virtualNetworkPeerings");
        return azure;
    }

    private static string Rules(params string[] rules) => $$"""{"value":[{{string.Join(',', rules)}}]}""";

    private static string Rule(string name, int priority, string access, string to, string port) =>
        $$$$"""
            {"id":"/x/rules/{{{{name}}}}","kind":"Custom","properties":{"priority":{{{{priority}}}},"direction":"Outbound","access":"{{{{access}}}}","protocol":"Any",
            "sources":[{"addressPrefixType":"IPPrefix","addressPrefix":"*"}],"destinations":[{"addressPrefixType":"ServiceTag","addressPrefix":"{{{{to}}}}"}],
            "sourcePortRanges":["0-65535"],"destinationPortRanges":["{{{{port}}}}"]} }
            """;
}

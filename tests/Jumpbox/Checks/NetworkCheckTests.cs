using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Network;
using Jumpbox.Settings;
using static Jumpbox.Tests.Checks.Worlds;
using static Jumpbox.Tests.Network.Rules;

namespace Jumpbox.Tests.Checks;

public sealed class NetworkCheckTests
{
    private static readonly Dictionary<string, string> NoSkip = [];

    [Fact]
    public void A_network_of_the_recommended_form_passes()
    {
        IReadOnlyList<CheckResult> results = CheckRegistry.Run(Recommended(), NoSkip);
        Assert.All(
            results.Where(OfNetwork),
            result => Assert.InRange(result.Status, CheckStatus.Pass, CheckStatus.Skipped)
        );
    }

    [Fact]
    public void A_network_of_the_original_form_passes()
    {
        IReadOnlyList<CheckResult> results = CheckRegistry.Run(Original(), NoSkip);
        Assert.All(
            results.Where(OfNetwork),
            result => Assert.InRange(result.Status, CheckStatus.Pass, CheckStatus.Skipped)
        );
    }

    [Fact]
    public void A_missing_network_is_one_failure_and_the_others_are_skipped()
    {
        Facts facts = Original() with { Network = Readings.Absent<VirtualNetwork>("vnet-imagebuilder") };
        IReadOnlyList<CheckResult> results = CheckRegistry.Run(facts, NoSkip);
        Assert.Equal(
            "subnet-exists",
            Assert.Single(results.Where(OfNetwork), result => result.Status == CheckStatus.Fail).Id
        );
        Assert.Equal(CheckStatus.Skipped, Result(results, "security-rules").Status);
    }

    [Fact]
    public void A_missing_subnet_is_named_with_those_that_are_there()
    {
        Facts facts = Recommended()
            .WithContainers(subnet => subnet with { Id = Build.Parent!.Child("subnets", "other") });
        Finding finding = Worst(facts, "subnet-exists");
        Assert.Equal(CheckStatus.Fail, finding.Status);
        Assert.Contains(
            "has no subnet snet-containers; it has snet-build, other",
            finding.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_network_that_may_not_be_read_is_unknown_and_never_passes()
    {
        Facts facts = Original() with
        {
            Network = Readings.Unreadable<VirtualNetwork>("vnet", "403 AuthorizationFailed"),
        };
        Assert.All(
            CheckRegistry
                .Run(facts, NoSkip)
                .Where(OfNetwork)
                .Where(result => result.Id is not ("container-subnet" or "probed-flows")),
            result => Assert.Equal(CheckStatus.Unknown, result.Status)
        );
    }

    [Fact]
    public void A_network_in_another_region_fails_and_the_cure_names_the_setting()
    {
        Facts facts = Original();
        facts = facts with
        {
            Network = Readings.Present("vnet", facts.Network.Value with { Location = "West Europe" }),
        };
        Finding finding = Worst(facts, "subnet-place");
        Assert.Equal("West Europe", finding.Evidence["networkLocation"]);
        Assert.Equal("location=westeurope", finding.Cure!.Text);
    }

    [Theory]
    [InlineData("10.43.0.0/29", 0, CheckStatus.Fail)]
    [InlineData("10.43.0.0/28", 7, CheckStatus.Pass)]
    [InlineData("10.43.0.0/28", 8, CheckStatus.Fail)]
    public void The_original_form_needs_a_slash_28_with_four_free_addresses(
        string prefix,
        int used,
        CheckStatus expected
    )
    {
        Facts facts = Original().WithBuild(subnet => subnet with { Prefixes = [prefix], UsedAddresses = used });
        Assert.Equal(expected, Worst(facts, "subnet-size").Status);
    }

    [Fact]
    public void Private_link_policies_that_are_on_fail_with_a_fix_in_the_original_form_only()
    {
        Finding finding = Worst(
            Original().WithBuild(subnet => subnet with { PrivateLinkServicePolicies = true }),
            "private-link-policies"
        );
        Assert.Equal(CheckStatus.Fail, finding.Status);
        Assert.Contains(
            "--private-link-service-network-policies Disabled",
            finding.Cure!.Text,
            StringComparison.Ordinal
        );
        Assert.Equal(new Fix.DisablePrivateLinkPolicies(Build), finding.Cure.Fix);
        Assert.Equal(CheckStatus.Skipped, Worst(Recommended(), "private-link-policies").Status);
    }

    [Fact]
    public void A_container_subnet_without_delegation_fails_and_is_fixable_while_it_is_empty()
    {
        Facts facts = Recommended().WithContainers(subnet => subnet with { Delegations = [] });
        Finding finding = Worst(facts, "container-subnet");
        Assert.Equal(CheckStatus.Fail, finding.Status);
        Assert.IsType<Fix.DelegateSubnet>(finding.Cure!.Fix);
        Facts used = facts.WithContainers(subnet => subnet with { UsedAddresses = 1 });
        Assert.Null(Worst(used, "container-subnet").Cure!.Fix);
    }

    [Fact]
    public void A_container_subnet_that_is_the_build_subnet_or_in_another_network_fails()
    {
        Facts facts = Recommended();
        Assert.Contains("same subnet", Worst(Using(Build), "container-subnet").Message, StringComparison.Ordinal);
        ResourceId other = ResourceId.Parse($"{Build.Parent}-2/subnets/snet-containers");
        Assert.Contains(
            "vnet-imagebuilder-2",
            Worst(Using(other), "container-subnet").Message,
            StringComparison.Ordinal
        );

        Facts Using(ResourceId id) => facts with { Settings = facts.Settings with { Network = new(Build, id) } };
    }

    [Fact]
    public void A_proxy_size_beside_a_container_subnet_fails()
    {
        Facts facts = Recommended();
        facts = facts with
        {
            Settings = facts.Settings with { BuildVm = facts.Settings.BuildVm with { ProxySize = "Standard_A1_v2" } },
        };
        Assert.Equal("buildVm.proxySize=null", Worst(facts, "container-subnet").Cure!.Text);
    }

    [Fact]
    public void A_private_subnet_without_a_way_out_fails()
    {
        Finding finding = Worst(
            Recommended().WithBuild(subnet => subnet with { NatGatewayId = null }),
            "outbound-access"
        );
        Assert.Equal(CheckStatus.Fail, finding.Status);
        Assert.Equal("False", finding.Evidence["defaultOutboundAccess"]);
        Assert.Contains("--nat-gateway", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_to_nowhere_fails_even_beside_a_NAT_gateway()
    {
        Facts facts = Recommended().WithRoutes(new Route("drop", "0.0.0.0/0", NextHop.None, null));
        Assert.Contains("drop", Worst(facts, "outbound-access").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_blocks_a_flow_is_named_with_the_flow_and_the_direction()
    {
        Facts facts = Original() with
        {
            SecurityGroups = Groups(
                OriginalTables() with
                {
                    Rules = [.. OriginalTables().Rules.Where(rule => rule.Name != "ssh-in")],
                }
            ),
        };
        Finding finding = Worst(facts, "security-rules");
        Assert.Equal(CheckStatus.Fail, finding.Status);
        Assert.Contains("snet-build → snet-build TCP 22", finding.Message, StringComparison.Ordinal);
        Assert.Contains("deny-in (priority 1000, deny)", finding.Message, StringComparison.Ordinal);
        Assert.Contains("priority: 999", finding.Cure!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(110, 100, "priority: 109", "--priority 109")]
    [InlineData(101, 99, "priority: 100", "--priority 100")]
    [InlineData(101, 100, "priority: 100", "First give the rule z a higher number")]
    [InlineData(100, 99, "priority: 100", "First give the rule z a higher number")]
    public void The_cure_of_a_rule_takes_a_free_number(int blocker, int neighbour, string bicep, string command)
    {
        SecurityGroup rules = Group(
            Allow("other", neighbour, Direction.Outbound, "10.99.0.0/24", "*", "443"),
            Deny("z", blocker, Direction.Outbound, "*", "Internet", "443")
        );
        string cure = Worst(Original() with { SecurityGroups = Groups(rules) }, "security-rules").Cure!.Text;
        Assert.Contains(bicep, cure, StringComparison.Ordinal);
        Assert.Contains(command, cure, StringComparison.Ordinal);
        Assert.Contains(" -g rg-network-eastus2 -n allow-image-builder-443-outbound", cure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cure_of_a_closed_port_53_names_the_security_group()
    {
        Facts facts = Original();
        facts = facts with
        {
            Network = Readings.Present("vnet", facts.Network.Value with { DnsServers = ["10.43.0.14", "10.43.0.13"] }),
            SecurityGroups = Groups(Group(Deny("no", 100, Direction.Outbound))),
        };
        string cure = Worst(facts, "name-resolution").Cure!.Text;
        Assert.Contains("az network nsg rule update --ids", cure, StringComparison.Ordinal);
        Assert.Contains("--destination-address-prefixes 10.43.0.14 10.43.0.13", cure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_original_tables_block_the_Azure_Files_mount_of_the_recommended_form()
    {
        Facts facts = Recommended().With(subnet => subnet with { SecurityGroupId = NetworkGroup }) with
        {
            SecurityGroups = Groups(OriginalTables()),
        };
        CheckResult result = Result(CheckRegistry.Run(facts, NoSkip), "security-rules");
        Finding finding = Assert.Single(result.Findings, finding => finding.Status == CheckStatus.Fail);
        Assert.Contains("TCP 445", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forced_tunnelling_names_the_appliance_and_the_hosts()
    {
        Facts facts = Recommended()
            .WithRoutes(new Route("to-nva", "0.0.0.0/0", NextHop.VirtualAppliance, "10.42.0.100"));
        Finding finding = Worst(facts, "forced-tunnelling");
        Assert.Equal(CheckStatus.Warn, finding.Status);
        Assert.Contains("the appliance at 10.42.0.100", finding.Message, StringComparison.Ordinal);
        Assert.Contains("github.com:443", finding.Cure!.Text, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Unknown, Worst(facts, "outbound-access").Status);
        Assert.Equal(CheckStatus.Unknown, Worst(facts, "egress-firewall").Status);
    }

    [Fact]
    public void A_route_that_leads_SSH_between_the_subnets_through_an_appliance_is_a_warning()
    {
        Facts facts = Recommended()
            .WithRoutes(new Route("east-west", "10.42.0.0/24", NextHop.VirtualAppliance, "10.0.1.4"));
        Assert.Contains("SSH", Worst(facts, "forced-tunnelling").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_skipped_check_records_the_reason_and_asks_for_no_facts()
    {
        Dictionary<string, string> skip = CheckRegistry.Ids.ToDictionary(id => id, _ => "");
        Assert.Empty(CheckRegistry.Needs(skip));
        skip = new() { ["subnet-size"] = "looked at by hand" };
        Finding finding = Assert.Single(Result(CheckRegistry.Run(Original(), skip), "subnet-size").Findings);
        Assert.Equal(CheckStatus.Skipped, finding.Status);
        Assert.Contains("looked at by hand", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Skips_of_unknown_checks_and_without_a_reason_are_problems()
    {
        IReadOnlyList<string> problems = CheckRegistry.Problems(
            new Dictionary<string, string> { ["subnet-sise"] = "typo", ["subnet-size"] = " " }
        );
        Assert.Equal(2, problems.Count);
        Assert.Contains("no check 'subnet-sise'", problems[0], StringComparison.Ordinal);
    }

    private static bool OfNetwork(CheckResult result) => result.Area == CheckArea.Network;

    private static CheckResult Result(IReadOnlyList<CheckResult> results, string id) =>
        Assert.Single(results, result => result.Id == id);

    private static Finding Worst(Facts facts, string id) =>
        Result(CheckRegistry.Run(facts, NoSkip), id).Findings.MaxBy(finding => finding.Status)!;
}

using Jumpbox.Network;
using static Jumpbox.Tests.Network.Rules;

namespace Jumpbox.Tests.Network;

public sealed class SecurityEvaluatorTests
{
    private static readonly NetworkSpace Space = new(["10.42.0.0/24"], []);
    private static readonly FlowEnd Build = FlowEnd.At("snet-build", Addresses.Parse("10.42.0.0/27"));
    private static readonly FlowEnd Internet = FlowEnd.At("Internet", Space.Internet);

    [Fact]
    public void A_subnet_without_a_security_group_lets_everything_through() =>
        Assert.True(SecurityEvaluator.Evaluate(null, Direction.Outbound, Https(), Space).Passes);

    [Fact]
    public void The_default_rules_alone_let_the_Internet_be_reached_and_name_the_rule()
    {
        FlowVerdict verdict = Outbound(Group(), Https());
        Assert.True(verdict.Passes);
        Assert.Equal("AllowInternetOutBound", Assert.Single(verdict.Deciding).Name);
    }

    [Fact]
    public void The_default_rules_block_what_comes_from_the_Internet()
    {
        Flow flow = new(Internet, Build, TransportProtocol.Tcp, 22, "");
        FlowVerdict verdict = SecurityEvaluator.Evaluate(Group(), Direction.Inbound, flow, Space);
        Assert.Equal("DenyAllInBound", Assert.Single(verdict.Blocking).Name);
    }

    [Fact]
    public void The_rule_with_the_smaller_number_wins()
    {
        FlowVerdict verdict = Outbound(
            Group(
                Deny("late", 200, Direction.Outbound),
                Allow("early", 100, Direction.Outbound, "*", "Internet", "443")
            ),
            Https()
        );
        Assert.True(verdict.Passes);
    }

    [Fact]
    public void A_rule_of_the_other_direction_does_not_count() =>
        Assert.True(Outbound(Group(Deny("in", 100, Direction.Inbound)), Https()).Passes);

    [Fact]
    public void A_rule_of_another_protocol_does_not_count()
    {
        SecurityRule udp = Deny("udp", 100, Direction.Outbound) with { Protocol = TransportProtocol.Udp };
        Assert.True(Outbound(Group(udp), Https()).Passes);
    }

    [Theory]
    [InlineData("443", false)]
    [InlineData("400-500", false)]
    [InlineData("*", false)]
    [InlineData("80", true)]
    [InlineData("444-65535", true)]
    public void A_port_range_counts_with_both_ends(string ports, bool passes) =>
        Assert.Equal(passes, Outbound(Group(Deny("d", 100, Direction.Outbound, port: ports)), Https()).Passes);

    [Fact]
    public void A_rule_on_half_of_the_subnet_blocks_in_part_and_says_so()
    {
        FlowVerdict verdict = Outbound(Group(Deny("half", 100, Direction.Outbound, "10.42.0.16/28")), Https());
        Assert.False(verdict.Passes);
        Assert.True(verdict.PassesInPart);
        Assert.Equal("half", Assert.Single(verdict.Blocking).Name);
    }

    [Fact]
    public void Two_halves_that_are_allowed_make_a_whole()
    {
        FlowVerdict verdict = Outbound(
            Group(
                Allow("low", 100, Direction.Outbound, "10.42.0.0/28", "Internet", "443"),
                Allow("high", 110, Direction.Outbound, "10.42.0.16/28", "Internet", "443"),
                Deny("rest", 120, Direction.Outbound)
            ),
            Https()
        );
        Assert.True(verdict.Passes);
        Assert.Equal(["low", "high"], verdict.Deciding.Select(rule => rule.Name));
    }

    [Fact]
    public void A_rule_on_an_application_security_group_does_not_match_machines_outside_it()
    {
        SecurityRule rule = Allow("ssh", 100, Direction.Inbound, "*", "*", "22") with
        {
            Destination = new([], ["22"], ["/subscriptions/x/asg-web"]),
        };
        Flow ssh = new(Build, Build, TransportProtocol.Tcp, 22, "");
        SecurityRule deny = Deny("deny", 200, Direction.Inbound);
        Assert.False(SecurityEvaluator.Evaluate(Group(rule, deny), Direction.Inbound, ssh, Space).Passes);
        Flow member = ssh with { Destination = Build with { ApplicationGroups = ["/subscriptions/x/ASG-web"] } };
        Assert.True(SecurityEvaluator.Evaluate(Group(rule, deny), Direction.Inbound, member, Space).Passes);
    }

    [Fact]
    public void A_deny_on_a_service_tag_may_block_the_Internet_and_never_blocks_the_network()
    {
        SecurityGroup group = Group(Deny("no-storage", 100, Direction.Outbound, to: "Storage"));
        FlowVerdict internet = Outbound(group, Https());
        Assert.True(internet.Passes);
        Assert.Equal("no-storage", Assert.Single(internet.MayBlock).Name);
        Assert.Empty(Outbound(group, new(Build, Build, TransportProtocol.Tcp, 22, "")).MayBlock);
    }

    [Fact]
    public void An_allow_on_a_service_tag_is_no_allow_for_the_whole_Internet()
    {
        SecurityGroup group = Group(
            Allow("storage", 100, Direction.Outbound, "*", "Storage", "443"),
            Deny("rest", 200, Direction.Outbound)
        );
        Assert.Equal("rest", Assert.Single(Outbound(group, Https()).Blocking).Name);
    }

    [Fact]
    public void An_allow_on_a_tag_that_holds_the_destination_is_enough()
    {
        SecurityGroup group = Group(
            Allow("files", 100, Direction.Outbound, "VirtualNetwork", "Storage.EastUS2", "445"),
            Deny("rest", 200, Direction.Outbound)
        );
        FlowEnd files = Internet with { InsideTags = ["Storage", "Storage.eastus2"] };
        Assert.True(Outbound(group, new(Build, files, TransportProtocol.Tcp, 445, "")).Passes);
    }

    [Fact]
    public void The_tag_VirtualNetwork_holds_the_prefixes_of_user_defined_routes()
    {
        SecurityGroup group = Group(Deny("no-vnet", 100, Direction.Outbound, to: "VirtualNetwork"));
        Assert.True(Outbound(group, Https()).Passes);
        NetworkSpace tunnelled = new(["10.42.0.0/24"], ["0.0.0.0/0"]);
        Assert.False(SecurityEvaluator.Evaluate(group, Direction.Outbound, Https(), tunnelled).Passes);
    }

    private static Flow Https() => new(Build, Internet, TransportProtocol.Tcp, 443, "");

    private static FlowVerdict Outbound(SecurityGroup group, Flow flow) =>
        SecurityEvaluator.Evaluate(group, Direction.Outbound, flow, Space);
}

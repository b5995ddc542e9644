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
        Assert.Equal(Reach.Yes, Rules.Evaluate(null, Direction.Outbound, Https(), Space).Reach);

    [Fact]
    public void The_default_rules_alone_let_the_Internet_be_reached_and_name_the_rule()
    {
        FlowVerdict verdict = Outbound(Group(), Https());
        Assert.Equal(Reach.Yes, verdict.Reach);
        Assert.Equal("AllowInternetOutBound", Assert.Single(verdict.Deciding).Name);
    }

    [Fact]
    public void The_default_rules_block_what_comes_from_the_Internet()
    {
        Flow flow = new(Internet, Build, TransportProtocol.Tcp, 22, "");
        FlowVerdict verdict = Rules.Evaluate(Group(), Direction.Inbound, flow, Space);
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
        Assert.Equal(Reach.Yes, verdict.Reach);
    }

    [Fact]
    public void A_rule_of_the_other_direction_does_not_count() =>
        Assert.Equal(Reach.Yes, Outbound(Group(Deny("in", 100, Direction.Inbound)), Https()).Reach);

    [Fact]
    public void A_rule_of_another_protocol_does_not_count()
    {
        SecurityRule udp = Deny("udp", 100, Direction.Outbound) with { Protocol = TransportProtocol.Udp };
        Assert.Equal(Reach.Yes, Outbound(Group(udp), Https()).Reach);
    }

    [Theory]
    [InlineData("443", false)]
    [InlineData("400-500", false)]
    [InlineData("*", false)]
    [InlineData("80", true)]
    [InlineData("444-65535", true)]
    public void A_port_range_counts_with_both_ends(string ports, bool passes) =>
        Assert.Equal(
            passes ? Reach.Yes : Reach.No,
            Outbound(Group(Deny("d", 100, Direction.Outbound, port: ports)), Https()).Reach
        );

    [Fact]
    public void A_rule_on_half_of_the_subnet_blocks_in_part_and_says_so()
    {
        FlowVerdict verdict = Outbound(Group(Deny("half", 100, Direction.Outbound, "10.42.0.16/28")), Https());
        Assert.Equal(Reach.No, verdict.Reach);
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
        Assert.Equal(Reach.Yes, verdict.Reach);
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
        Assert.Equal(Reach.No, Rules.Evaluate(Group(rule, deny), Direction.Inbound, ssh, Space).Reach);
        Flow member = ssh with { Destination = Build with { ApplicationGroups = ["/subscriptions/x/ASG-web"] } };
        Assert.Equal(Reach.Yes, Rules.Evaluate(Group(rule, deny), Direction.Inbound, member, Space).Reach);
    }

    [Fact]
    public void A_deny_on_a_service_tag_may_block_a_host_and_never_blocks_the_network()
    {
        SecurityGroup group = Group(Deny("no-storage", 100, Direction.Outbound, to: "Storage"));
        FlowVerdict verdict = Outbound(group, To(Place.Anywhere));
        Assert.Equal((Reach.Unknown, "no-storage"), (verdict.Reach, verdict.Decisive!.Name));
        Assert.Equal(Reach.Yes, Outbound(group, new(Build, Build, TransportProtocol.Tcp, 22, "")).Reach);
    }

    [Theory]
    [InlineData("Storage", "Yes")]
    [InlineData("AzureCloud.eastus2", "Unknown")]
    [InlineData("Sql", "No")]
    public void An_allow_on_a_service_tag_counts_as_far_as_the_tag_holds_the_host(string tag, string expected)
    {
        SecurityGroup group = Group(
            Allow("some", 100, Direction.Outbound, "*", tag, "443"),
            Deny("rest", 200, Direction.Outbound)
        );
        Assert.Equal(expected, $"{Outbound(group, To(new(["Storage"], ["AzureCloud"]))).Reach}");
    }

    [Fact]
    public void A_block_of_a_few_addresses_is_no_block_of_a_host_that_may_be_elsewhere()
    {
        SecurityGroup group = Group(Deny("bad", 100, Direction.Outbound, to: "45.9.148.0/24"));
        FlowVerdict verdict = Outbound(group, To(Place.Anywhere));
        Assert.Equal((Reach.Unknown, "bad"), (verdict.Reach, verdict.Decisive!.Name));
    }

    [Fact]
    public void Blocks_of_both_halves_of_the_Internet_block_every_host()
    {
        SecurityGroup group = Group(
            Deny("low", 100, Direction.Outbound, to: "0.0.0.0/1"),
            Deny("high", 110, Direction.Outbound, to: "128.0.0.0/1")
        );
        Assert.Equal(Reach.No, Outbound(group, To(Place.Anywhere)).Reach);
    }

    [Fact]
    public void An_allow_on_a_tag_that_holds_the_destination_is_enough()
    {
        SecurityGroup group = Group(
            Allow("files", 100, Direction.Outbound, "VirtualNetwork", "Storage.EastUS2", "445"),
            Deny("rest", 200, Direction.Outbound)
        );
        FlowEnd files = Internet with { InsideTags = ["Storage", "Storage.eastus2"] };
        Assert.Equal(Reach.Yes, Outbound(group, new(Build, files, TransportProtocol.Tcp, 445, "")).Reach);
    }

    [Theory]
    [InlineData("20.0.0.0/8", "No")]
    [InlineData("0.0.0.0/0", "Unknown")]
    [InlineData("128.0.0.0/1", "Unknown")]
    [InlineData("30.0.0.0/8", "Yes")]
    public void The_tag_VirtualNetwork_holds_the_prefixes_of_routes_and_perhaps_the_default(
        string route,
        string expected
    )
    {
        SecurityGroup group = Group(Deny("no-vnet", 100, Direction.Outbound, to: "VirtualNetwork"));
        FlowEnd far = FlowEnd.At("far", Addresses.Parse(route[0] == '1' ? "200.0.0.1" : "20.0.0.1"));
        Assert.Equal(
            expected,
            $"{Rules.Evaluate(group, Direction.Outbound, new(Build, far, TransportProtocol.Tcp, 443, ""), new(["10.42.0.0/24"], [route])).Reach}"
        );
    }

    private static Flow To(Place place) => new(Build, FlowEnd.Host("host", place), TransportProtocol.Tcp, 443, "");

    private static Flow Https() => new(Build, Internet, TransportProtocol.Tcp, 443, "");

    private static FlowVerdict Outbound(SecurityGroup group, Flow flow) =>
        Rules.Evaluate(group, Direction.Outbound, flow, Space);
}

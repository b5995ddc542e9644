using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Network;

/// <summary>What a firewall does where a rule may match or not: only the service knows the hosts of a category.</summary>
public sealed class DoubtsAboutFirewalls
{
    private static readonly ResourceId Firewall = ResourceId.Parse(
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-hub/providers/Microsoft.Network/azureFirewalls/fw"
    );

    [Fact]
    public void A_doubtful_block_before_an_allow_makes_the_host_uncertain_and_is_named() =>
        Assert.Equal((Reach.Unknown, "g/1/doubtful"), Decide(List(1, false, Doubtful()), List(2, true, Sure())));

    [Fact]
    public void A_doubtful_allow_before_a_block_makes_the_host_uncertain_and_is_named() =>
        Assert.Equal((Reach.Unknown, "g/1/doubtful"), Decide(List(1, true, Doubtful()), List(2, false, Sure())));

    [Fact]
    public void A_doubtful_allow_before_an_allow_is_no_doubt() =>
        Assert.Equal((Reach.Yes, "g/2/sure"), Decide(List(1, true, Doubtful()), List(2, true, Sure())));

    [Fact]
    public void A_doubtful_block_before_a_block_is_no_doubt() =>
        Assert.Equal((Reach.No, "g/2/sure"), Decide(List(1, false, Doubtful()), List(2, false, Sure())));

    [Fact]
    public void A_doubtful_rule_after_the_one_that_decides_does_not_matter() =>
        Assert.Equal((Reach.Yes, "g/1/sure"), Decide(List(1, true, Sure()), List(2, false, Doubtful())));

    [Fact]
    public void A_doubtful_block_alone_leaves_the_host_blocked_by_no_rule() =>
        Assert.Equal((Reach.No, null), Decide(List(1, false, Doubtful())));

    [Fact]
    public void A_doubtful_rule_of_other_sources_is_no_doubt() =>
        Assert.Equal((Reach.Yes, "g/2/sure"), Decide(List(1, false, Doubtful("10.9.0.0/16")), List(2, true, Sure())));

    [Fact]
    public void A_host_that_half_of_the_subnet_is_surely_denied_is_blocked_by_that_rule() =>
        Assert.Equal(
            (Reach.No, "g/2/sure"),
            Decide(List(1, true, Sure("10.43.0.0/29")), List(2, false, Sure("10.43.0.8/29")))
        );

    [Fact]
    public void A_host_that_half_of_the_subnet_may_reach_and_half_perhaps_is_uncertain() =>
        Assert.Equal(
            (Reach.Unknown, "g/2/doubtful"),
            Decide(List(1, true, Sure("10.43.0.0/29")), List(2, true, Doubtful("10.43.0.8/29")))
        );

    [Fact]
    public void The_first_of_two_rules_that_let_it_pass_is_named() =>
        Assert.Equal(
            (Reach.Yes, "g/1/sure"),
            Decide(List(1, true, Sure("10.43.0.0/29")), List(2, true, Sure("10.43.0.8/29")))
        );

    [Fact]
    public void The_first_of_two_rules_that_block_it_is_named() =>
        Assert.Equal(
            (Reach.No, "g/1/sure"),
            Decide(List(1, false, Sure("10.43.0.0/29")), List(2, false, Sure("10.43.0.8/29")))
        );

    [Fact]
    public void The_first_of_two_doubts_is_named() =>
        Assert.Equal(
            (Reach.Unknown, "g/1/doubtful"),
            Decide(
                List(1, false, Doubtful("10.43.0.0/29")),
                List(2, true, Sure("10.43.0.0/29")),
                List(3, false, Doubtful("10.43.0.8/29")),
                List(4, true, Sure("10.43.0.8/29"))
            )
        );

    [Fact]
    public void Sources_that_are_no_addresses_are_nobody() =>
        Assert.Equal((Reach.No, null), Decide(List(1, true, Sure("VirtualNetwork"))));

    [Fact]
    public void An_IP_group_that_could_not_be_read_may_hold_anybody() =>
        Assert.Equal(
            (Reach.Unknown, "g/1/sure"),
            Decide(List(1, true, Sure() with { Sources = [], SourceIpGroups = [Firewall] }))
        );

    [Fact]
    public void Of_two_groups_of_one_policy_the_smaller_priority_decides() =>
        Assert.Equal(
            (Reach.No, "first/9/sure"),
            Decide(
                new FirewallRuleGroup("second", 200, 0, [List(1, true, Sure())]),
                new FirewallRuleGroup("first", 100, 0, [List(9, false, Sure())])
            )
        );

    private static FirewallApplicationRule Sure(string source = "*") =>
        new("sure", [source], [], [443], ["github.com"], [], [], []);

    private static FirewallApplicationRule Doubtful(string source = "*") =>
        new("doubtful", [source], [], [443], [], [], [], ["Education"]);

    private static FirewallRuleList List(int priority, bool allows, FirewallRule rule) =>
        new($"{priority}", priority, allows, [rule]);

    private static (Reach Reach, string? Rule) Decide(params FirewallRuleList[] lists) =>
        Decide(new FirewallRuleGroup("g", 100, 0, lists));

    private static (Reach Reach, string? Rule) Decide(params FirewallRuleGroup[] groups)
    {
        FirewallVerdict verdict = new FirewallEvaluator(
            new(Firewall, Firewall, groups, new Dictionary<ResourceId, IReadOnlyList<string>>())
        ).Decide(Addresses.Parse("10.43.0.0/28"), FirewallTarget.Of(new("github.com", 443, "test"), Place.Anywhere));
        return (verdict.Reach, verdict.Name);
    }
}

using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Network;

public sealed class FirewallEvaluatorTests
{
    private static readonly ResourceId Firewall = ResourceId.Parse(
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-hub/providers/Microsoft.Network/azureFirewalls/fw"
    );

    private static readonly ResourceId Builders = ResourceId.Parse(
        $"{Firewall.Group}/providers/Microsoft.Network/ipGroups/b"
    );

    [Fact]
    public void What_no_rule_speaks_of_is_blocked() => Assert.Equal((Reach.No, null), Decide("github.com", 443));

    [Theory]
    [InlineData("github.com", Reach.Yes)]
    [InlineData("*.com", Reach.Yes)]
    [InlineData("*", Reach.Yes)]
    [InlineData("*.github.com", Reach.No)]
    [InlineData("GitHub.COM", Reach.Yes)]
    public void A_wildcard_holds_what_stands_behind_it(string fqdn, Reach expected) =>
        Assert.Equal(expected, Decide("github.com", 443, Web(true, 100, fqdn)).Reach);

    [Fact]
    public void A_pattern_of_the_list_passes_only_where_all_of_it_does()
    {
        Assert.Equal(Reach.Yes, Decide("*.blob.core.windows.net", 443, Web(true, 100, "*.core.windows.net")).Reach);
        Assert.Equal(
            Reach.Unknown,
            Decide("*.blob.core.windows.net", 443, Web(true, 100, "one.blob.core.windows.net")).Reach
        );
    }

    [Fact]
    public void Network_rules_are_asked_before_application_rules_whatever_their_priority() =>
        Assert.Equal(
            (Reach.No, "g/deny/net"),
            Decide("github.com", 443, Web(true, 100, "github.com"), Net(false, 60000, "*"))
        );

    [Fact]
    public void Of_two_collections_the_smaller_priority_decides() =>
        Assert.Equal(Reach.No, Decide("github.com", 443, Web(true, 200, "github.com"), Web(false, 100, "*.com")).Reach);

    [Fact]
    public void A_base_policy_is_asked_before_the_firewalls_own()
    {
        FirewallRuleSet rules = new(
            Firewall,
            Firewall,
            [new("own", 100, 0, [Web(true, 100, "*")]), new("base", 60000, 1, [Web(false, 60000, "github.com")])],
            new Dictionary<ResourceId, IReadOnlyList<string>>()
        );
        Assert.Equal("base/deny/web", Decide(rules, "github.com", 443).Rule);
    }

    [Fact]
    public void A_rule_for_other_sources_does_not_matter() =>
        Assert.Equal(
            Reach.No,
            Decide("github.com", 443, Web(true, 100, "*") with { Rules = [Rule(["10.9.0.0/16"], [], 443, "*")] }).Reach
        );

    [Fact]
    public void Sources_may_come_from_two_rules_and_from_an_IP_group()
    {
        FirewallRuleList lower = new("lower", 100, true, [Rule(["10.43.0.0/29"], [], 443, "*")]);
        FirewallRuleList upper = new("upper", 110, true, [Rule([], [Builders], 443, "*")]);
        Assert.Equal(Reach.No, Decide("github.com", 443, lower).Reach);
        Assert.Equal(Reach.Yes, Decide("github.com", 443, lower, upper).Reach);
    }

    [Fact]
    public void Whether_an_FQDN_tag_still_has_a_host_only_the_service_knows() =>
        Assert.Equal(
            (Reach.Unknown, "g/allow/web"),
            Decide(
                "mcr.microsoft.com",
                443,
                new FirewallRuleList(
                    "allow",
                    100,
                    true,
                    [new FirewallApplicationRule("web", ["*"], [], [443], [], ["AzureKubernetesService"], [], [])]
                )
            )
        );

    [Theory]
    [InlineData("*.file.core.windows.net", 445, "Storage.EastUS2", Reach.Yes)]
    [InlineData("management.azure.com", 443, "AzureResourceManager", Reach.Yes)]
    [InlineData("github.com", 443, "AzureResourceManager", Reach.No)]
    [InlineData("example.org", 443, "AzureResourceManager", Reach.Unknown)]
    [InlineData("*.blob.core.windows.net", 443, "Storage.WestEurope", Reach.No)]
    [InlineData("github.com", 443, "10.0.0.0/8", Reach.No)]
    [InlineData("github.com", 443, "140.82.112.0/20", Reach.Unknown)]
    public void A_network_rule_holds_hosts_by_service_tag_or_perhaps_by_address(
        string host,
        int port,
        string destination,
        Reach expected
    ) => Assert.Equal(expected, Decide(host, port, Net(true, 100, destination)).Reach);

    [Theory]
    [InlineData("10.43.0.0/29", false, Reach.No)]
    [InlineData("10.43.0.8/29", false, Reach.No)]
    [InlineData("10.43.0.0/29", true, Reach.Unknown)]
    [InlineData("10.9.0.0/16", false, Reach.Yes)]
    public void Inspecting_the_TLS_of_some_sources_stops_those_that_do_not_trust_the_firewall(
        string inspected,
        bool mayTrust,
        Reach expected
    )
    {
        FirewallRuleList lower = new("lower", 100, true, [Rule(["10.43.0.0/29"], [], 443, "*")]);
        FirewallRuleList upper = new("upper", 110, true, [Rule(["*"], [], 443, "*")]);
        FirewallRuleList inspecting = new(
            "inspecting",
            90,
            true,
            [Rule([inspected], [], 443, "*") with { TerminatesTls = true }]
        );
        FirewallRuleSet rules = new(
            Firewall,
            Firewall,
            [new("g", 100, 0, inspected == "10.43.0.8/29" ? [lower, inspecting, upper] : [inspecting, lower, upper])],
            new Dictionary<ResourceId, IReadOnlyList<string>>()
        )
        {
            InspectsTls = true,
        };

        FirewallVerdict verdict = new FirewallEvaluator(rules).Decide(
            Addresses.Parse("10.43.0.0/28"),
            FirewallTarget.Of(new("github.com", 443, "test"), HostPlaces.Of("github.com", "eastus2")[0]) with
            {
                MayTrustInspection = mayTrust,
            }
        );

        Assert.Equal((expected, expected != Reach.Yes), (verdict.Reach, verdict.IsInspected));
    }

    private static FirewallRuleList Web(bool allows, int priority, string fqdn) =>
        new(allows ? "allow" : "deny", priority, allows, [Rule(["*"], [], 443, fqdn)]);

    private static FirewallApplicationRule Rule(string[] sources, ResourceId[] groups, int port, string fqdn) =>
        new("web", sources, groups, [port], [fqdn], [], [], []);

    private static FirewallRuleList Net(bool allows, int priority, string destination) =>
        new(
            allows ? "allow" : "deny",
            priority,
            allows,
            [new FirewallNetworkRule("net", ["*"], [], true, [destination], [], [], ["1-65535"])]
        );

    private static (Reach Reach, string? Rule) Decide(string host, int port, params FirewallRuleList[] lists) =>
        Decide(
            new FirewallRuleSet(
                Firewall,
                Firewall,
                [new("g", 100, 0, lists)],
                new Dictionary<ResourceId, IReadOnlyList<string>> { [Builders] = ["10.43.0.8/29"] }
            ),
            host,
            port
        );

    private static (Reach Reach, string? Rule) Decide(FirewallRuleSet rules, string host, int port)
    {
        FirewallVerdict verdict = new FirewallEvaluator(rules).Decide(
            Addresses.Parse("10.43.0.0/28"),
            FirewallTarget.Of(new(host, port, "test"), HostPlaces.Of(host, "eastus2")[0])
        );
        return (verdict.Reach, verdict.Name);
    }
}

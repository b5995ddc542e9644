using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Reachability;
using Jumpbox.Settings;
using Jumpbox.Tests.Checks;

namespace Jumpbox.Tests.Reachability;

/// <summary>
/// What private DNS zones answer for the build's hosts. Source: Azure DNS, "private DNS zones" and "fallback to internet".
/// </summary>
public sealed class AnsweringByZones
{
    private static readonly ResourceId Network = Worlds.Build.Parent!;
    private static readonly ResourceId Other = ResourceId.Parse($"{Network}-other");

    [Theory]
    [InlineData("github.com", "", Reach.No)]
    [InlineData("github.com", "www 10.0.0.9", Reach.No)]
    [InlineData("github.com", "@ 10.0.0.9", Reach.Unknown)]
    [InlineData("github.com", "@ ", Reach.Unknown)]
    [InlineData("com", "", Reach.No)]
    [InlineData("com", "github 10.0.0.9", Reach.Unknown)]
    [InlineData("com", "* 10.0.0.9", Reach.Unknown)]
    [InlineData("hub.com", "", Reach.Yes)]
    [InlineData("www.github.com", "", Reach.Yes)]
    [InlineData("privatelink.github.com", "", Reach.Yes)]
    public void A_linked_zone_answers_for_all_its_names(string zone, string record, Reach expected) =>
        Assert.Equal(expected, Answer(Zone(zone, record)));

    [Fact]
    public void A_zone_without_a_link_or_with_another_network_answers_nothing()
    {
        Assert.Equal(Reach.Yes, Answer(Zone("github.com", "") with { Links = [] }));
        Assert.Equal(Reach.Yes, Answer(Zone("github.com", "") with { Links = [new(Other, false)] }));
    }

    [Fact]
    public void What_could_not_be_read_is_unknown()
    {
        Assert.Equal(Reach.Unknown, Answer(Zone("github.com", "") with { Links = null }));
        Assert.Equal(Reach.Unknown, Answer(Zone("github.com", "") with { Records = null }));
    }

    [Fact]
    public void The_longest_zone_answers()
    {
        Assert.Equal(Reach.Unknown, Answer(Zone("com", ""), Zone("github.com", "@ 10.0.0.9")));
        Assert.Equal(Reach.Unknown, Answer(Zone("github.com", "@ 10.0.0.9"), Zone("com", "")));
    }

    [Fact]
    public void A_link_falls_back_for_private_link_zones_alone()
    {
        ZoneLink falls = new(Network, true);
        Assert.Equal(Reach.No, Answer(Zone("github.com", "") with { Links = [falls] }));
        EgressHost manager = new("management.azure.com", 443, "Resource Manager");
        Assert.Equal(Reach.No, AnswerFor(manager, Zone("privatelink.azure.com", "")));
        Assert.Equal(Reach.Yes, AnswerFor(manager, Zone("privatelink.azure.com", "") with { Links = [falls] }));
        Assert.Equal(Reach.Unknown, AnswerFor(manager, Zone("privatelink.azure.com", "management 10.0.0.9")));
    }

    [Fact]
    public void An_account_that_a_build_creates_has_a_wildcards_address_alone()
    {
        EgressHost blob = new("*.blob.core.windows.net", 443, "storage");
        Assert.Equal(Reach.No, AnswerFor(blob, Zone("blob.core.windows.net", "stother 10.0.0.9")));
        Assert.Equal(Reach.Unknown, AnswerFor(blob, Zone("blob.core.windows.net", "* 10.0.0.9")));
        Assert.Equal(Reach.Yes, AnswerFor(blob, Zone("privatelink.blob.core.windows.net", "stother 10.0.0.9")));
    }

    [Fact]
    public void Machines_that_ask_another_server_leave_it_open_and_containers_ask_Azure()
    {
        Facts facts = With(Worlds.Recommended(), Zone("github.com", ""));
        facts = facts with
        {
            Network = Readings.Present(facts.Network.Source, facts.Network.Value with { DnsServers = ["10.42.0.200"] }),
        };
        EgressHost host = new("github.com", 443, "test");
        Assert.Equal(Reach.Unknown, facts.Paths().ZoneOf(facts.BuildSubnet, host)!.Hop.Reach);
        Assert.Equal(
            Reach.No,
            facts.Paths().ZoneOf(facts.ContainerSubnet!, host with { From = EgressOrigin.ContainerInstance })!.Hop.Reach
        );
    }

    [Fact]
    public void A_private_address_is_the_destination_and_its_way_is_judged()
    {
        Facts facts = With(Worlds.Recommended(), Zone("github.com", "@ 10.200.0.9"));
        TrafficPath path = facts.Paths().ToHost(facts.BuildSubnet, new("github.com", 443, "test"));
        Assert.Equal(Reach.No, path.Reach);
        Assert.Contains(
            path.Branches[0].Hops,
            hop => hop.Says.Contains("answers for github.com with 10.200.0.9", StringComparison.Ordinal)
        );
    }

    private static Reach Answer(params PrivateZone[] zones) => AnswerFor(new("github.com", 443, "test"), zones);

    private static Reach AnswerFor(EgressHost host, params PrivateZone[] zones)
    {
        Facts facts = With(Worlds.Recommended(), zones);
        return facts.Paths().ZoneOf(facts.BuildSubnet, host)?.Hop.Reach ?? Reach.Yes;
    }

    private static Facts With(Facts facts, params PrivateZone[] zones) =>
        facts with
        {
            Zones = [Readings.Present<IReadOnlyList<PrivateZone>>("zones", zones)],
        };

    private static PrivateZone Zone(string name, string record) =>
        new(
            ResourceId.Parse(
                $"/subscriptions/{Worlds.Subscription}/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/{name}"
            ),
            [new(Network, false)],
            record.Split(' ') is [var host, var address] ? [new(host, address.Length > 0 ? [address] : [])] : []
        );
}

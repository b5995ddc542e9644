using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Reachability;
using Jumpbox.Settings;
using Jumpbox.Tests.Checks;

namespace Jumpbox.Tests.Reachability;

/// <summary>
/// What peerings and gateways do that their flags do not say. Source: Azure Virtual Network, "manage virtual network peering"; Azure
/// Container Instances, "virtual network concepts"; Azure NAT Gateway, "overview".
/// </summary>
public sealed class PeeringsAndGateways
{
    private static readonly ResourceId Hub = ResourceId.Parse($"{Worlds.Build.Parent}-hub");

    [Theory]
    [InlineData("10.42.0.0/24", Reach.Yes)]
    [InlineData("10.42.0.0/27 10.43.0.0/24", Reach.Yes)]
    [InlineData("10.43.0.0/24", Reach.Unknown)]
    [InlineData("10.42.0.0/28", Reach.Unknown)]
    public void A_peering_that_does_not_know_the_subnet_has_no_route_back(string prefixes, Reach expected) =>
        Assert.Equal(expected, Cross(Worlds.Build, "eastus2", prefixes.Split(' ')));

    [Theory]
    [InlineData("eastus2", Reach.Yes, Reach.Yes)]
    [InlineData("East US 2", Reach.Yes, Reach.Yes)]
    [InlineData("westeurope", Reach.Yes, Reach.Unknown)]
    public void A_container_group_is_not_promised_what_is_over_a_global_peering(
        string region,
        Reach machines,
        Reach containers
    )
    {
        Assert.Equal(machines, Cross(Worlds.Build, region, ["10.42.0.0/24"]));
        Assert.Equal(containers, Cross(Worlds.Containers, region, ["10.42.0.0/24"]));
    }

    [Theory]
    [InlineData("Standard", Reach.Yes, Reach.Yes)]
    [InlineData("StandardV2", Reach.Yes, Reach.No)]
    [InlineData("standardv2", Reach.Yes, Reach.No)]
    [InlineData(null, Reach.Yes, Reach.Yes)]
    public void A_NAT_gateway_of_the_second_version_takes_no_container_groups(
        string? sku,
        Reach machines,
        Reach containers
    )
    {
        NetworkWorld world = Worlds.Recommended().World();
        world = world with
        {
            NatGateways = world.NatGateways.ToDictionary(pair => pair.Key, pair => pair.Value with { Sku = sku }),
        };
        Assert.Equal(machines, WaysOut.Of(world, world.Home.Find(Worlds.Build)!).Reach);
        Assert.Equal(containers, WaysOut.Of(world, world.Home.Find(Worlds.Containers)!).Reach);
    }

    [Theory]
    [InlineData("Succeeded", Reach.Yes)]
    [InlineData("Updating", Reach.Yes)]
    [InlineData("Failed", Reach.Unknown)]
    [InlineData("Deleting", Reach.Unknown)]
    public void A_NAT_gateway_that_is_deleted_or_failed_is_unknown(string state, Reach expected)
    {
        NetworkWorld world = Worlds.Recommended().World();
        world = world with
        {
            NatGateways = world.NatGateways.ToDictionary(pair => pair.Key, pair => pair.Value with { State = state }),
        };
        Assert.Equal(expected, WaysOut.Of(world, world.Home.Find(Worlds.Build)!).Reach);
    }

    private static Reach Cross(ResourceId from, string region, IReadOnlyList<string> known)
    {
        NetworkWorld world = Worlds.Recommended().World();
        Peering there = new(Hub, ["10.60.0.0/24"], false) { Name = "to-hub", State = "Connected" };
        Peering back = new(world.Home.Id, known, false) { Name = "to-spoke", State = "Connected" };
        world = world with
        {
            Peers = new Dictionary<ResourceId, VirtualNetwork>
            {
                [Hub] = new(Hub, region, ["10.60.0.0/24"], [], [], [back]),
            },
        };
        return Peers.Cross(world, world.Home, there, world.Home.Find(from)!, Addresses.Parse("10.60.0.4")).Reach;
    }
}

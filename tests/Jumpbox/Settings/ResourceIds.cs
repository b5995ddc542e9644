using Jumpbox.Settings;

namespace Jumpbox.Tests.Settings;

public sealed class ResourceIds
{
    private const string Network =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet";

    [Fact]
    public void A_subnet_knows_its_network_and_its_group()
    {
        ResourceId subnet = ResourceId.Parse(Network + "/subnets/snet");

        Assert.Equal("Microsoft.Network/virtualNetworks/subnets", subnet.Type);
        Assert.Equal("snet", subnet.Name);
        Assert.Equal(ResourceId.Parse(Network), subnet.Parent);
        Assert.Equal("rg-net", subnet.Group.Name);
    }

    [Fact]
    public void The_parent_of_an_outermost_resource_is_its_group() =>
        Assert.Equal(ResourceId.Parse(Network).Group, ResourceId.Parse(Network).Parent);

    [Fact]
    public void Ids_that_differ_in_case_only_are_equal() =>
        Assert.Equal(ResourceId.Parse(Network), ResourceId.Parse(Network.ToUpperInvariant()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("snet-build")]
    [InlineData("/subscriptions/not-a-guid/resourceGroups/rg")]
    [InlineData("/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Network")]
    [InlineData("/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg with space")]
    public void Text_that_is_no_resource_id_is_refused(string? text) => Assert.False(ResourceId.TryParse(text, out _));
}

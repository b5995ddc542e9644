using Jumpbox.Network;

namespace Jumpbox.Tests.Network;

/// <summary>Places of hosts with the prefixes that Azure lists for service tags.</summary>
public sealed class PlacesByPrefix
{
    private static readonly ServiceTagPrefixes Tags = new([
        ("Storage", ["20.60.0.0/16", "20.61.0.0/16"]),
        ("Storage.EastUS2", ["20.61.0.0/16", "2603:1030::/32"]),
        ("Sql.EastUS2", ["20.99.0.0/16"]),
        ("Half", ["20.61.0.0/17"]),
        ("Empty", []),
    ]);

    private static Place Storage => HostPlaces.Of("*.blob.core.windows.net", "eastus2", Tags)[0];

    [Theory]
    [InlineData("Storage.EastUS2", Reach.Yes)]
    [InlineData("Sql.EastUS2", Reach.No)]
    [InlineData("Half", Reach.Unknown)]
    [InlineData("Storage.WestEurope", Reach.No)]
    [InlineData("Empty", Reach.No)]
    public void A_tag_contains_a_host_as_far_as_their_prefixes_meet(string tag, Reach expected) =>
        Assert.Equal(expected, Storage.In(tag));

    [Theory]
    [InlineData("20.0.0.0/8", Reach.Yes)]
    [InlineData("20.60.0.0/16", Reach.No)]
    [InlineData("20.61.1.0/24", Reach.Unknown)]
    public void A_prefix_contains_a_host_as_far_as_its_tag_does(string prefix, Reach expected) =>
        Assert.Equal(expected, Storage.In(Addresses.Parse(prefix)));

    [Fact]
    public void A_host_without_a_tag_may_be_anywhere() =>
        Assert.Equal(
            Reach.Unknown,
            HostPlaces.Of("github.com", "eastus2", Tags)[0].In(Addresses.Parse("140.82.112.0/20"))
        );

    [Fact]
    public void Tags_whose_prefixes_contradict_each_other_leave_the_host_anywhere()
    {
        ServiceTagPrefixes odd = new([("Storage", ["20.60.0.0/16"]), ("Storage.EastUS2", ["20.61.0.0/16"])]);
        Assert.Null(HostPlaces.Of("*.blob.core.windows.net", "eastus2", odd)[0].Addresses);
    }

    [Theory]
    [InlineData("germanywestcentral", "AzureCloud.germanywc", Reach.Yes)]
    [InlineData("germanywestcentral", "AzureCloud.GermanyWestCentral", Reach.Yes)]
    [InlineData("germanywestcentral", "Storage.GermanyWestCentral", Reach.Yes)]
    [InlineData("germanywestcentral", "AzureCloud.germanyn", Reach.No)]
    [InlineData("francecentral", "AzureCloud.centralfrance", Reach.Yes)]
    [InlineData("francecentral", "AzureCloud.southfrance", Reach.No)]
    [InlineData("switzerlandnorth", "AzureCloud.switzerlandn", Reach.Yes)]
    [InlineData("norwayeast", "AzureCloud.norwaye", Reach.Yes)]
    public void Some_regions_have_another_name_in_the_tag_of_all_of_Azure(string region, string tag, Reach expected) =>
        Assert.Equal(expected, HostPlaces.Of("*.blob.core.windows.net", region)[0].In(tag));

    [Fact]
    public void The_shortest_prefix_of_a_tag_ignores_IPv6() => Assert.Equal(16, Tags.ShortestOf("storage.eastus2"));
}

using Jumpbox.Network;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Checks;

public sealed class FindingRoom
{
    private const string Family = "standardDDSv5Family";

    private static readonly Subnet Ops = new(
        ResourceId.Parse(
            "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-ops/providers/Microsoft.Network/virtualNetworks/vnet-ops/subnets/snet-ops"
        ),
        ["10.9.0.0/28"],
        null,
        null,
        null,
        [],
        PrivateLinkServicePolicies: true,
        DefaultOutbound: null,
        [],
        [],
        UsedAddresses: 0
    );

    [Fact]
    public void Where_there_are_addresses_and_cores_nothing_lacks_and_nothing_is_unknown()
    {
        MachineSpace space = Judge(3, cores: 2, new(Family, 4, 10), new("cores", 90, 100));

        Assert.Empty(space.Lacks);
        Assert.Empty(space.Unknown);
    }

    [Fact]
    public void Everything_that_lacks_is_told_at_once()
    {
        MachineSpace space = Judge(12, cores: 4, new(Family, 4, 10), new("cores", 90, 100));

        Assert.Equal(
            [
                "the subnet snet-ops has 11 free addresses, and 12 are needed",
                $"{Family} has 6 of 10 cores free in eastus2, and 48 are needed",
                "cores has 10 of 100 cores free in eastus2, and 48 are needed",
            ],
            space.Lacks
        );
    }

    [Fact]
    public void A_quota_that_the_region_does_not_report_is_unknown() =>
        Assert.Contains(
            $"eastus2 reports no quota {Family}",
            Assert.Single(Judge(1, cores: 2, new Quota("cores", 0, 100)).Unknown)
        );

    [Fact]
    public void A_size_without_reported_cores_leaves_it_unknown() =>
        Assert.Contains(
            "does not report how many",
            Assert.Single(Judge(1, cores: 0, new Quota("cores", 0, 100)).Unknown)
        );

    private static MachineSpace Judge(int machines, int cores, params Quota[] quotas) =>
        MachineSpace.Judge(machines, Ops, Family, cores, quotas, "eastus2");
}

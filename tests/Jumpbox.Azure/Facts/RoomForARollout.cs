using Jumpbox.Azure.Tests.Rollouts;
using Jumpbox.Checks;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>What the check rollout-machines reads of a network that is not the build's.</summary>
public sealed class RoomForARollout
{
    private const string Network =
        $"{PaperWorlds.Subscription}/resourceGroups/rg-ops/providers/Microsoft.Network/virtualNetworks/vnet-ops";

    [Theory]
    [InlineData(60, CheckStatus.Fail, "standardDDSv4Family has 1 of 60 cores free in westeurope")]
    [InlineData(200, CheckStatus.Pass, "There is room for 2 machines")]
    public async Task The_quota_is_that_of_the_networks_region(int limit, CheckStatus status, string said)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            $$"""
            {"in":"empty","sizes":[{"name":"Standard_D2ds_v4","family":"standardDDSv4Family","cores":2}],
             "quotas":{"compute":[{"name":"standardDDSv4Family","current":59,"limit":{{limit}} },{"name":"cores","current":0,"limit":500}]},
             "resources":[{"id":"{{PaperWorlds.Subscription}}/resourceGroups/rg-ops","location":"westeurope"},
              {"id":"{{PaperWorlds.Subscription}}/resourceGroups/rg-jumpboxes","location":"westeurope"},
              {"id":"{{Network}}","location":"westeurope","properties":{"addressSpace":{"addressPrefixes":["10.9.0.0/24"]},
               "subnets":[{"name":"snet-ops","properties":{"addressPrefix":"10.9.0.0/28"} }]} }]}
            """
        );
        IReadOnlyList<Finding> findings = await world.FindingsAsync(
            "rollout-machines",
            "rollout.kind=uniform",
            "rollout.resourceGroup=rg-jumpboxes",
            $"rollout.subnetId={Network}/subnets/snet-ops",
            $"rollout.users.ops={RolloutWorld.Key}"
        );
        Assert.Contains(
            findings,
            finding => finding.Status == status && finding.Message.Contains(said, StringComparison.Ordinal)
        );
    }
}

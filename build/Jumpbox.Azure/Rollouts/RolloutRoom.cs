using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Life;
using Jumpbox.Network;
using Jumpbox.Offers;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>
/// Requires addresses and quota for the machines that exist beside the others, before anything is changed: Azure's own rolling upgrade with
/// maxSurge upgrades in place where its quota check fails (azure-compute-docs, virtual-machine-scale-sets-maxsurge.md).
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="settings">The settings.</param>
internal sealed class RolloutRoom(AzureSession azure, JumpboxSettings settings)
{
    /// <summary>Requires them.</summary>
    /// <exception cref="LifeException">There is no room; nothing was changed.</exception>
    /// <exception cref="AzureFailure">They could not be read.</exception>
    public async Task RequireAsync(RolloutModel model, RolloutSight sight, CancellationToken cancellationToken)
    {
        RolloutSettings rollout = settings.Rollout;
        int beside = Math.Max(
            0,
            sight.Instances + (sight.Machines.Count == 0 ? 0 : sight.Surge) - sight.Machines.Count
        );
        string subscription = rollout.SubnetId!.SubscriptionId;
        List<string> reasons = [];
        VirtualNetwork? network = await azure.VirtualNetworks.GetAsync(rollout.SubnetId.Parent!, cancellationToken);
        if (network?.Find(rollout.SubnetId) is { } subnet && subnet.FreeAddresses < beside)
        {
            reasons.Add(
                $"the subnet {subnet.Id.Name} has {subnet.FreeAddresses} free addresses, and {beside} are needed"
            );
        }
        VmSize? size = await azure
            .Compute.ListSizesAsync(subscription, model.Location, cancellationToken)
            .FirstOrDefaultAsync(
                one => one.Name.Equals(rollout.Size, StringComparison.OrdinalIgnoreCase),
                cancellationToken
            );
        if (size is { Cores: > 0 })
        {
            await foreach (
                Quota quota in azure.Compute.ListUsagesAsync(subscription, model.Location, cancellationToken)
            )
            {
                bool counts =
                    quota.Name.Equals(size.Family, StringComparison.OrdinalIgnoreCase) || quota.Name == "cores";
                if (counts && quota.Free < (long)beside * size.Cores)
                {
                    reasons.Add(
                        $"{quota.Name} has {quota.Free} of {quota.Limit} cores free in {model.Location}, and {beside * size.Cores} are needed"
                    );
                }
            }
        }
        if (reasons.Count > 0)
        {
            throw new LifeException(
                $"There is no room for {beside} more machines of {rollout.Size}: {string.Join("; ", reasons)}. No machine was changed.",
                "set rollout.surge to less, free addresses or cores, or request more quota"
            );
        }
    }
}

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
/// <param name="say">Prints a line.</param>
internal sealed class RolloutRoom(AzureSession azure, JumpboxSettings settings, Action<string> say)
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
        Subnet subnet =
            (await azure.VirtualNetworks.GetAsync(rollout.SubnetId.Parent!, cancellationToken))?.Find(rollout.SubnetId)
            ?? throw new LifeException(
                $"The subnet {rollout.SubnetId} does not exist. No machine was changed.",
                "set rollout.subnetId to an existing subnet"
            );
        MachineSpace space = MachineSpace.Judge(
            beside,
            subnet,
            model.QuotaFamily,
            model.Cores,
            await azure
                .Compute.ListUsagesAsync(subscription, model.Location, cancellationToken)
                .ToArrayAsync(cancellationToken),
            model.Location
        );
        foreach (string unknown in space.Unknown)
        {
            say(unknown);
        }
        if (space.Lacks.Count > 0)
        {
            throw new LifeException(
                $"There is no room for {beside} more machines of {rollout.Size}: {string.Join("; ", space.Lacks)}. No machine was changed.",
                "set rollout.surge to less, free addresses or cores, or request more quota"
            );
        }
    }
}

using Jumpbox.Azure.Clients;
using Jumpbox.Life;
using Jumpbox.Network;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>Keeps the just-in-time policy of the machines to those that exist; nothing without the setting.</summary>
/// <param name="azure">The session.</param>
/// <param name="rollout">The settings.</param>
internal sealed class JustInTimeAccess(AzureSession azure, RolloutSettings rollout)
{
    /// <summary>Requires what just-in-time access depends on. Source: Microsoft Defender for Cloud, "Enable just-in-time access on VMs".</summary>
    /// <exception cref="LifeException">It is missing; nothing was changed.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (!rollout.HasJustInTime)
        {
            return;
        }
        ResourceId subnet = rollout.SubnetId!;
        if (
            await azure.JustInTimePolicies.ServersPlanAsync(subnet.SubscriptionId, cancellationToken)
            is var plan
                and not "P2"
        )
        {
            throw new LifeException(
                $"No machine was changed: just-in-time access needs Microsoft Defender for Servers Plan 2, and the subscription "
                    + $"{subnet.SubscriptionId} has {(plan is null ? "no paid plan" : $"the plan {plan}")}.",
                "enable Plan 2 for the subscription, or set rollout.justInTimeHours to 0"
            );
        }
        Subnet? found = (await azure.VirtualNetworks.GetAsync(subnet.Parent!, cancellationToken))?.Find(subnet);
        if (found is { SecurityGroupId: null })
        {
            throw new LifeException(
                $"No machine was changed: {subnet.Name} has no network security group, in which just-in-time access would close the port.",
                "associate one with the subnet, or set rollout.justInTimeHours to 0"
            );
        }
    }

    /// <summary>Whether the policy names these machines, and nothing else.</summary>
    public async Task<bool> IsCurrentAsync(
        string location,
        IReadOnlyList<RolledMachine> machines,
        CancellationToken cancellationToken
    )
    {
        JustInTimePolicy policy = new(rollout, location);
        return !rollout.HasJustInTime
            || policy.Names(
                await azure.JustInTimePolicies.GetAsync(policy.Id, cancellationToken),
                machines.Select(machine => machine.Id)
            );
    }

    /// <summary>Writes the policy for these machines.</summary>
    public Task WriteAsync(string location, IReadOnlyList<RolledMachine> machines, CancellationToken cancellationToken)
    {
        JustInTimePolicy policy = new(rollout, location);
        return azure.JustInTimePolicies.PutAsync(
            policy.Id,
            policy.Body(machines.Select(machine => machine.Id)),
            cancellationToken
        );
    }
}

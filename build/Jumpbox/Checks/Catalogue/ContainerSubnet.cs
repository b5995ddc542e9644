using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>Image Builder accepts the container-instance subnet.</summary>
internal sealed class ContainerSubnet : ICheck
{
    private const string Service = "Microsoft.ContainerInstance/containerGroups";

    public string Id => "container-subnet";

    public string Title => "The container-instance subnet is separate, in the same network and delegated";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs => [FactName.Network];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        NetworkSettings settings = facts.Settings.Network;
        if (settings.ContainerInstanceSubnetId is not { } id)
        {
            yield return Finding.Skipped("No container-instance subnet is configured.");
            yield break;
        }
        if (facts.Settings.BuildVm.ProxySize is { } proxy)
        {
            yield return Finding.Fail(
                $"buildVm.proxySize is {proxy}, but with a container-instance subnet there is no proxy VM; "
                    + "the service refuses the template.",
                Cure.Setting("buildVm.proxySize=null"),
                ("proxySize", proxy)
            );
        }
        if (id.Equals(settings.BuildSubnetId))
        {
            yield return Finding.Fail(
                $"The container instance and the build VM use the same subnet {id.Name}; each needs its own.",
                Cure.Setting(
                    "network.containerInstanceSubnetId must be a different subnet of the same virtual network."
                ),
                ("subnet", id.ToString())
            );
            yield break;
        }
        if (!settings.VirtualNetworkId.Equals(id.Parent))
        {
            yield return Finding.Fail(
                $"The container-instance subnet is in {id.Parent?.Name} and the build subnet in "
                    + $"{settings.VirtualNetworkId.Name}; both must be in the same virtual network.",
                Cure.Setting($"network.containerInstanceSubnetId must be a subnet of {settings.VirtualNetworkId}."),
                ("containerNetwork", $"{id.Parent}")
            );
            yield break;
        }
        yield return Delegation(facts.ContainerSubnet!);
    }

    private static Finding Delegation(Subnet subnet)
    {
        string delegations = subnet.Delegations.Count == 0 ? "none" : string.Join(", ", subnet.Delegations);
        if (subnet.Delegations.Contains(Service, StringComparer.OrdinalIgnoreCase))
        {
            return Finding.Pass($"{subnet.Id.Name} is delegated to {Service}.", ("delegations", delegations));
        }
        string command = $"az network vnet subnet update --ids {subnet.Id} --delegations {Service}";
        bool safe = subnet is { Delegations.Count: 0, UsedAddresses: 0 };
        return Finding.Fail(
            $"{subnet.Id.Name} is not delegated to {Service} (delegations: {delegations}); "
                + "Azure would refuse the container instance with SubnetMissingRequiredDelegation.",
            Cure.Command(command, safe ? new Fix.DelegateSubnet(subnet.Id, Service) : null),
            ("delegations", delegations),
            ("usedAddresses", $"{subnet.UsedAddresses}")
        );
    }
}

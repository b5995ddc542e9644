using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>What the checks of machines that the pipeline starts demand of their subnet.</summary>
internal static class MachineSubnet
{
    private const string Containers = "Microsoft.ContainerInstance/containerGroups";

    /// <summary>Why the subnet cannot be used, or is not known; null if it exists.</summary>
    /// <param name="network">Its virtual network.</param>
    /// <param name="id">The subnet.</param>
    /// <param name="setting">The setting that names it.</param>
    public static Finding? Missing(Reading<VirtualNetwork> network, ResourceId id, string setting) =>
        network.State == ReadingState.Unreadable ? Finding.Unknown(new MissingFactException(network).Message)
        : network.ValueOrDefault?.Find(id) is not null ? null
        : Finding.Fail(
            $"The subnet {id} does not exist.",
            Cure.Setting($"{setting} must be an existing subnet."),
            ("subnet", $"{id}")
        );

    /// <summary>
    /// Whether what it is delegated to stops machines. Source: Azure Virtual Network, "subnet delegation": what else may be in a delegated
    /// subnet is the service's to say.
    /// </summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="setting">The setting that names it.</param>
    public static IEnumerable<Finding> Delegation(Subnet subnet, string setting) =>
        subnet.Delegations.Select(service =>
            service.Equals(Containers, StringComparison.OrdinalIgnoreCase)
                ? Finding.Fail(
                    $"The subnet {subnet.Id.Name} is delegated to {service}, so it takes no virtual machine.",
                    Cure.Setting($"{setting} must be a subnet without a delegation."),
                    ("delegation", service)
                )
                : Finding.Unknown(
                    $"The subnet {subnet.Id.Name} is delegated to {service}; whether it takes virtual machines is that service's to say."
                )
        );
}

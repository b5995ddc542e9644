using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The configured virtual network and subnets exist.</summary>
internal sealed class SubnetExists : ICheck
{
    public string Id => "subnet-exists";

    public string Title => "The subnets exist";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs => [FactName.Network];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        NetworkSettings settings = facts.Settings.Network;
        VirtualNetwork? network = facts.Network.ValueOrDefault;
        if (network is null)
        {
            ResourceId id = settings.VirtualNetworkId;
            yield return Finding.Fail(
                $"The virtual network {id} does not exist.",
                Cure.Setting("network.buildSubnetId must be a subnet of an existing virtual network."),
                ("virtualNetwork", id.ToString())
            );
            yield break;
        }
        foreach (
            ResourceId id in new[] { settings.BuildSubnetId, settings.ContainerInstanceSubnetId }.OfType<ResourceId>()
        )
        {
            // The container-instance subnet check covers subnets of another network.
            if (!settings.VirtualNetworkId.Equals(id.Parent))
            {
                continue;
            }
            yield return network.Find(id) is { } subnet
                ? Finding.Pass($"The subnet {id.Name} exists.", ("prefixes", string.Join(", ", subnet.Prefixes)))
                : Finding.Fail(
                    $"The virtual network {network.Id.Name} has no subnet {id.Name}; "
                        + $"it has {Named(network.Subnets.Select(other => other.Id.Name))}.",
                    Cure.Command(
                        $"az network vnet subnet create {id.AzGroup} --vnet-name {network.Id.Name} -n {id.Name} --address-prefixes <prefix>"
                    ),
                    ("subnet", id.ToString())
                );
        }
    }

    private static string Named(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } text ? text : "none";
}

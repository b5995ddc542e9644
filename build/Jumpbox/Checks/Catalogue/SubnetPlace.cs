using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The network is in the subscription and the region of the image template.</summary>
internal sealed class SubnetPlace : ICheck
{
    public string Id => "subnet-place";

    public string Title => "The network is in the template's subscription and region";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs => [FactName.Network];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        JumpboxSettings settings = facts.Settings;
        ResourceId id = settings.Network.VirtualNetworkId;
        if (!string.Equals(id.SubscriptionId, settings.SubscriptionId, StringComparison.OrdinalIgnoreCase))
        {
            yield return Finding.Fail(
                $"The network is in subscription {id.SubscriptionId}, but the image template is in "
                    + $"{settings.SubscriptionId}; the build VM must be in its network's subscription.",
                Cure.Setting(
                    $"subscription={id.SubscriptionId}, or a network.buildSubnetId in {settings.SubscriptionId}"
                ),
                ("networkSubscription", id.SubscriptionId)
            );
        }
        if (facts.BuildSubnet.Delegations is { Count: > 0 } services)
        {
            // Azure Container Instances, "virtual network concepts": nothing but container groups; others differ.
            bool isSure = services.Contains(
                "Microsoft.ContainerInstance/containerGroups",
                StringComparer.OrdinalIgnoreCase
            );
            string message =
                $"The build subnet {facts.BuildSubnet.Id.Name} is delegated to {string.Join(", ", services)}, which "
                + (isSure ? "takes no virtual machine." : "may take no virtual machine.");
            Cure cure = Cure.Setting("network.buildSubnetId must be a subnet without a delegation.");
            yield return isSure
                ? Finding.Fail(message, cure, ("delegations", string.Join(", ", services)))
                : Finding.Warn(message, cure, ("delegations", string.Join(", ", services)));
        }
        string location = facts.Network.Value.Location;
        yield return Regions.Same(location, settings.Location)
            ? Finding.Pass($"The network is in {location}.", ("location", location))
            : Finding.Fail(
                $"The network {id.Name} is in {location}, but the image template is in {settings.Location}; "
                    + "the build VM must be in its network's region.",
                Cure.Setting($"location={Regions.Normalise(location)}"),
                ("networkLocation", location),
                ("templateLocation", settings.Location)
            );
    }
}

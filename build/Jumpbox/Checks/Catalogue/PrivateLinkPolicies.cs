using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>Without a container-instance subnet, the build subnet must allow a private link service.</summary>
internal sealed class PrivateLinkPolicies : ICheck
{
    public string Id => "private-link-policies";

    public string Title => "The build subnet allows a private link service";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs => [FactName.Network];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        if (!facts.Settings.Network.UsesPrivateLink)
        {
            yield return Finding.Skipped("With a container-instance subnet no private link is created.");
            yield break;
        }
        Subnet subnet = facts.BuildSubnet;
        yield return subnet.PrivateLinkServicePolicies
            ? Finding.Fail(
                $"privateLinkServiceNetworkPolicies is Enabled in {subnet.Id.Name}; "
                    + "Image Builder's private link service cannot be created there.",
                Cure.Command(
                    $"az network vnet subnet update --ids {subnet.Id} --private-link-service-network-policies Disabled",
                    new Fix.DisablePrivateLinkPolicies(subnet.Id)
                ),
                ("privateLinkServiceNetworkPolicies", "Enabled")
            )
            : Finding.Pass(
                $"privateLinkServiceNetworkPolicies is Disabled in {subnet.Id.Name}.",
                ("privateLinkServiceNetworkPolicies", "Disabled")
            );
    }
}

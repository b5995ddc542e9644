using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The subnets have enough free addresses for what Image Builder creates in them.</summary>
internal sealed class SubnetSize : ICheck
{
    // Load balancer, proxy VM, private link service, build VM. Source: the original procedure of this image.
    private const int AddressesWithPrivateLink = 4;

    // Build VM, and the machine that validates the image.
    private const int AddressesOfBuild = 2;

    // The subnet's size without a container-instance subnet: /28.
    private const int SmallestWithPrivateLink = 16;

    public string Id => "subnet-size";

    public string Title => "The subnets have free addresses";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs => [FactName.Network];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        bool privateLink = facts.Settings.Network.UsesPrivateLink;
        foreach (Subnet subnet in facts.Subnets)
        {
            int needed =
                privateLink ? AddressesWithPrivateLink
                : subnet == facts.ContainerSubnet ? 1
                : AddressesOfBuild;
            (string, string)[] evidence =
            [
                ("prefixes", string.Join(", ", subnet.Prefixes)),
                ("used", $"{subnet.UsedAddresses}"),
                ("free", $"{subnet.FreeAddresses}"),
                ("needed", $"{needed}"),
            ];
            if (privateLink && subnet.Addresses.Count < SmallestWithPrivateLink)
            {
                yield return Finding.Fail(
                    $"The subnet {subnet.Id.Name} has {subnet.Addresses.Count} addresses "
                        + $"({string.Join(", ", subnet.Prefixes)}); a build through a private link needs a /28 or larger.",
                    Cure.ByHand(
                        $"Give {subnet.Id.Name} a prefix of /28 or larger, or add a container-instance subnet "
                            + "(network.containerInstanceSubnetId), with which the build subnet needs two addresses."
                    ),
                    evidence
                );
            }
            else if (subnet.FreeAddresses < needed)
            {
                yield return Finding.Fail(
                    $"The subnet {subnet.Id.Name} has {subnet.FreeAddresses} free addresses "
                        + $"({subnet.UsedAddresses} used, {Subnet.ReservedAddresses} reserved by Azure); the build needs {needed}.",
                    Cure.ByHand(
                        $"Delete unused network interfaces in {subnet.Id.Name}, or give it a larger prefix: "
                            + $"az network vnet subnet update --ids {subnet.Id} --address-prefixes <prefix>"
                    ),
                    evidence
                );
            }
            else
            {
                yield return Finding.Pass(
                    $"The subnet {subnet.Id.Name} has {subnet.FreeAddresses} free addresses; the build needs {needed}.",
                    evidence
                );
            }
        }
    }
}

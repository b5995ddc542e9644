using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Starting;

/// <summary>The subnets in which an image can be built, and what their network says about them.</summary>
/// <param name="Build">The subnet of the build VM.</param>
/// <param name="Containers">Its sibling for container instances; null where there is none.</param>
/// <param name="Network">Their virtual network.</param>
public sealed record SubnetChoice(Subnet Build, Subnet? Containers, VirtualNetwork Network)
{
    private const string ContainerGroups = "Microsoft.ContainerInstance/containerGroups";

    // Subnets that Azure reserves for a service by their name.
    private static readonly string[] Reserved =
    [
        "GatewaySubnet",
        "AzureFirewallSubnet",
        "AzureFirewallManagementSubnet",
        "AzureBastionSubnet",
        "RouteServerSubnet",
    ];

    /// <summary>The subnets that a user selected.</summary>
    /// <param name="network">The network, as Azure reports it.</param>
    /// <param name="build">The build subnet's id.</param>
    /// <exception cref="SettingsException">The network has no such subnet, or it is delegated to a service.</exception>
    public static SubnetChoice Of(VirtualNetwork network, ResourceId build)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(build);
        Subnet subnet =
            network.Find(build)
            ?? throw new SettingsException(
                $"--subnet={build}: the virtual network {network.Id.Name} has no subnet '{build.Name}'. "
                    + $"Its subnets are: {Listed(network.Subnets.Select(one => one.Id.Name))}."
            );
        return subnet.Delegations.Count == 0
            ? new SubnetChoice(subnet, SiblingOf(network), network)
            : throw new SettingsException(
                $"--subnet={build}: the subnet is delegated to {string.Join(", ", subnet.Delegations)}, so it cannot take a "
                    + "build VM. Specify a subnet without a delegation; the one for container instances is found next to it."
            );
    }

    /// <summary>All subnets that can take a build VM, those in the recommended form first.</summary>
    /// <param name="networks">The networks that the account can see.</param>
    public static IReadOnlyList<SubnetChoice> Candidates(IEnumerable<VirtualNetwork> networks) =>
        [
            .. networks
                .SelectMany(network =>
                    network
                        .Subnets.Where(subnet =>
                            subnet.Delegations.Count == 0
                            && !Reserved.Contains(subnet.Id.Name, StringComparer.OrdinalIgnoreCase)
                        )
                        .Select(subnet => new SubnetChoice(subnet, SiblingOf(network), network))
                )
                .OrderBy(choice => choice.Containers is null)
                .ThenBy(choice => choice.Build.Id.ToString(), StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>The candidate that needs no question: the only one in the recommended form, or the only one at all.</summary>
    /// <param name="candidates">As of <see cref="Candidates"/>.</param>
    public static SubnetChoice? Obvious(IReadOnlyList<SubnetChoice> candidates)
    {
        SubnetChoice[] recommended = [.. candidates.Where(choice => choice.Containers is not null)];
        return recommended.Length == 1 ? recommended[0]
            : candidates.Count == 1 ? candidates[0]
            : null;
    }

    private static Subnet? SiblingOf(VirtualNetwork network) =>
        network
            .Subnets.Where(subnet => subnet.Delegations.Contains(ContainerGroups, StringComparer.OrdinalIgnoreCase))
            .MinBy(subnet => subnet.Id.Name, StringComparer.OrdinalIgnoreCase);

    private static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } list ? list : "none";
}

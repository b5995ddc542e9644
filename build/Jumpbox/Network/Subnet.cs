using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A subnet, as the service reports it.</summary>
/// <param name="Id">The subnet's id.</param>
/// <param name="Prefixes">Its address prefixes.</param>
/// <param name="SecurityGroupId">The network security group on it, or null.</param>
/// <param name="RouteTableId">The route table on it, or null.</param>
/// <param name="NatGatewayId">The NAT gateway on it, or null.</param>
/// <param name="Delegations">
/// The services that it is delegated to, for example <c>Microsoft.ContainerInstance/containerGroups</c>.
/// </param>
/// <param name="PrivateLinkServicePolicies">Whether network policies for private link services are on.</param>
/// <param name="DefaultOutbound">
/// False for a private subnet, which has no default outbound access; null if not reported.
/// </param>
/// <param name="ServiceEndpoints">Services with an endpoint in the subnet, for example <c>Microsoft.Storage</c>.</param>
/// <param name="ServiceEndpointPolicies">
/// Ids of service endpoint policies, which limit the reachable storage accounts.
/// </param>
/// <param name="UsedAddresses">
/// IP configurations in the subnet: addresses in use, in addition to the five that Azure reserves.
/// </param>
public sealed record Subnet(
    ResourceId Id,
    IReadOnlyList<string> Prefixes,
    ResourceId? SecurityGroupId,
    ResourceId? RouteTableId,
    ResourceId? NatGatewayId,
    IReadOnlyList<string> Delegations,
    bool PrivateLinkServicePolicies,
    bool? DefaultOutbound,
    IReadOnlyList<string> ServiceEndpoints,
    IReadOnlyList<string> ServiceEndpointPolicies,
    int UsedAddresses
)
{
    /// <summary>The network interfaces in it; those of container groups and private endpoints are not listed.</summary>
    public IReadOnlyList<ResourceId> Interfaces { get; init; } = [];

    /// <summary>Addresses that Azure reserves in each subnet: network, gateway, two for DNS, broadcast.</summary>
    public const int ReservedAddresses = 5;

    /// <summary>The subnet's IPv4 addresses.</summary>
    internal IntervalSet Addresses =>
        IntervalSet.Union(
            Prefixes.Select(prefix => Network.Addresses.TryParse(prefix, out IntervalSet set) ? set : IntervalSet.Empty)
        );

    /// <summary>The number of free addresses.</summary>
    public long FreeAddresses => Math.Max(0, Addresses.Count - ReservedAddresses - UsedAddresses);

    /// <summary>Whether it is the one in which Azure Firewalls are. Source: Azure Firewall, FAQ.</summary>
    public bool IsForFirewalls => Id.Name.Equals("AzureFirewallSubnet", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it takes container groups of Azure Container Instances, and nothing else.</summary>
    public bool TakesContainers =>
        Delegations.Contains("Microsoft.ContainerInstance/containerGroups", StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an address is in the subnet.</summary>
    /// <param name="address">The address; any other text is in no subnet.</param>
    public bool Holds(string address) =>
        Network.Addresses.TryParse(address, out IntervalSet set) && !set.IsEmpty && Addresses.Contains(set);

    /// <summary>
    /// The addresses that machines may have: Azure reserves the first four and the last one of a subnet. Source: Azure Virtual Network,
    /// FAQ. Of several prefixes it is not said which are reserved.
    /// </summary>
    internal IntervalSet MachineAddresses =>
        Addresses is { Ranges: [var (first, last)] } && last - first >= ReservedAddresses
            ? IntervalSet.Range(first + ReservedAddresses - 1, last - 1)
            : Addresses;

    internal FlowEnd AsEnd => FlowEnd.At(Id.Name, MachineAddresses);
}

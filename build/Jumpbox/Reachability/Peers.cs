using Jumpbox.Naming;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>
/// Whether a peering carries traffic: both sides exist and allow it. Source: Azure Virtual Network, "create, change, or
/// delete a peering".
/// </summary>
internal static class Peers
{
    /// <summary>Whether the system has routes for the peering: not before both sides exist.</summary>
    public static bool MayRoute(Peering peering, Subnet from) =>
        !peering.IsVersion6Alone
        && !Is(peering.State, "Initiated")
        && !Is(peering.State, "Disconnected")
        && (
            peering.LocalSubnets is null
            || peering.LocalSubnets.Contains(from.Id.Name, StringComparer.OrdinalIgnoreCase)
        );

    /// <summary>Judges the way over a peering.</summary>
    /// <param name="world">The networks.</param>
    /// <param name="near">The network from which the traffic comes.</param>
    /// <param name="peering">Its peering.</param>
    /// <param name="from">The subnet from which the traffic comes.</param>
    /// <param name="address">The address that it goes to.</param>
    public static Hop Cross(NetworkWorld world, VirtualNetwork near, Peering peering, Subnet from, IntervalSet address)
    {
        string name = $"the peering {peering.Name} of {near.Id.Name} with {peering.RemoteId.Name}";
        ResourceId id = peering.Name.Length == 0 ? near.Id : near.Id.Child("virtualNetworkPeerings", peering.Name);
        if (Is(peering.State, "Initiated"))
        {
            return Closed(
                $"{name} is Initiated: {peering.RemoteId.Name} has no peering back",
                "peeringState",
                Create(peering.RemoteId, near.Id)
            );
        }
        if (Is(peering.State, "Disconnected"))
        {
            return Closed(
                $"{name} is Disconnected: its other side was deleted",
                "peeringState",
                new(null, $"az network vnet peering delete --ids {id}\n# Then create both sides again.")
            );
        }
        if (!peering.AllowsAccess)
        {
            return Closed($"{name} has allowVirtualNetworkAccess false", "allowVirtualNetworkAccess", Allow(id));
        }
        if (peering.IsVersion6Alone)
        {
            return Closed(
                $"{name} is for IPv6 alone (enableOnlyIPv6Peering)",
                "enableOnlyIPv6Peering",
                new(
                    "properties: { enableOnlyIPv6Peering: false }",
                    $"az network vnet peering update --ids {id} --set enableOnlyIPv6Peering=false"
                )
            );
        }
        if (peering.LocalSubnets is { } locals && !locals.Contains(from.Id.Name, StringComparer.OrdinalIgnoreCase))
        {
            return Closed(
                $"{name} does not include the subnet {from.Id.Name}",
                "localSubnetNames",
                new(null, $"az network vnet peering update --ids {id} --add localSubnetNames {from.Id.Name}")
            );
        }
        if (Leaves(world.Find(peering.RemoteId), peering.RemoteSubnets, address) is { } outside)
        {
            return Closed(
                $"{name} does not include the subnet {outside} of {peering.RemoteId.Name}",
                "remoteSubnetNames",
                new(null, $"az network vnet peering update --ids {id} --add remoteSubnetNames {outside}")
            );
        }
        if (!peering.RemoteAddresses.Contains(address) && peering.IsOutOfSync)
        {
            return Open(
                Reach.Unknown,
                $"{name} is not synchronized with the address space of {peering.RemoteId.Name}",
                "peeringSyncLevel"
            ) with
            {
                Remedy = Synchronize(id),
            };
        }
        if (peering.IsVirtualHub)
        {
            return Open(Reach.Yes, $"{name} connects the virtual hub", null);
        }
        if (world.Find(peering.RemoteId) is not { } far)
        {
            return Open(
                Reach.Unknown,
                $"whether {name} is open on the side of {peering.RemoteId.Name} could not be read: "
                    + world.WhyUnread(peering.RemoteId).TrimEnd('.'),
                null
            );
        }
        if (far.Peerings.FirstOrDefault(other => other.RemoteId.Equals(near.Id)) is not { } back)
        {
            return Closed(
                $"{far.Id.Name} has no peering back to {near.Id.Name}",
                "peeringState",
                Create(far.Id, near.Id)
            );
        }
        if (!back.AllowsAccess)
        {
            return Closed(
                $"the peering {back.Name} of {far.Id.Name} has allowVirtualNetworkAccess false",
                "allowVirtualNetworkAccess",
                Allow(far.Id.Child("virtualNetworkPeerings", back.Name))
            );
        }
        if (
            (back.RemoteSubnets is { } theirs && !theirs.Contains(from.Id.Name, StringComparer.OrdinalIgnoreCase))
            || Leaves(far, back.LocalSubnets, address) is not null
        )
        {
            return Closed(
                $"the peering {back.Name} of {far.Id.Name} does not include the subnets of both ends",
                "localSubnetNames, remoteSubnetNames",
                new(
                    null,
                    $"az network vnet peering update --ids {far.Id.Child("virtualNetworkPeerings", back.Name)} --add localSubnetNames "
                        + $"{Leaves(far, [], address) ?? "<subnet of the appliance>"} --add remoteSubnetNames {from.Id.Name}"
                )
            );
        }
        if (back.RemotePrefixes.Count > 0 && !back.RemoteAddresses.Contains(from.Addresses))
        {
            return Open(
                Reach.Unknown,
                $"the peering {back.Name} of {far.Id.Name} has no route back to {from.Id.Name}: it is not synchronized with the "
                    + $"address space of {near.Id.Name}",
                "peeringSyncLevel"
            ) with
            {
                Remedy = Synchronize(far.Id.Child("virtualNetworkPeerings", back.Name)),
            };
        }
        if (from.TakesContainers && far.Location.Length > 0 && !Regions.Same(near.Location, far.Location))
        {
            return Open(
                Reach.Unknown,
                $"{name} is global ({near.Location} and {far.Location}), which Azure Container Instances does not support",
                "location"
            ) with
            {
                Remedy = new(
                    null,
                    $"Give {from.Id.Name} a NAT gateway or a firewall in {near.Location}, or run Prereqs --probe."
                ),
            };
        }
        return Is(peering.State ?? "Connected", "Connected")
            ? Open(Reach.Yes, $"{name} is connected", null)
            : Open(Reach.Unknown, $"{name} is {peering.State}", "peeringState");

        Hop Closed(string says, string rule, Remedy remedy) =>
            new(HopKind.Peering, Reach.No, says)
            {
                Resource = id,
                Rule = rule,
                Remedy = remedy,
            };

        Hop Open(Reach reach, string says, string? rule) =>
            new(HopKind.Peering, reach, says) { Resource = id, Rule = rule };
    }

    // The subnet of an address that a peering of certain subnets leaves out; null if it leaves out none.
    private static string? Leaves(VirtualNetwork? network, IReadOnlyList<string>? names, IntervalSet address) =>
        names is null
            ? null
            : network
                ?.Subnets.Where(subnet => !subnet.Addresses.Intersect(address).IsEmpty)
                .Select(subnet => subnet.Id.Name)
                .FirstOrDefault(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static Remedy Allow(ResourceId id) =>
        new(
            "properties: { allowVirtualNetworkAccess: true }",
            $"az network vnet peering update --ids {id} --set allowVirtualNetworkAccess=true"
        );

    private static Remedy Synchronize(ResourceId id) => new(null, $"az network vnet peering sync --ids {id}");

    private static Remedy Create(ResourceId network, ResourceId remote) =>
        new(
            $$"""
            resource back 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2024-05-01' = {
              name: '{{network.Name}}/to-spoke'
              properties: { allowVirtualNetworkAccess: true, remoteVirtualNetwork: { id: '{{remote}}' } }
            }
            """,
            $"az network vnet peering create -n to-{remote.Name} {network.AzGroup} "
                + $"--vnet-name {network.Name} --remote-vnet {remote} --allow-vnet-access"
        );

    private static bool Is(string? left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

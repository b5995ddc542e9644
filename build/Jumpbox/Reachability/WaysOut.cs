using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>
/// How a subnet reaches the Internet where its route leads there: NAT gateway, else default outbound access. A load
/// balancer's outbound rules help no machine of Image Builder, because none joins its pool. Source: Azure NAT Gateway,
/// "overview"; Azure Virtual Network, "default outbound access".
/// </summary>
internal static class WaysOut
{
    private const string V2 = "StandardV2";

    /// <summary>Judges the way out.</summary>
    /// <param name="world">The networks.</param>
    /// <param name="subnet">The subnet.</param>
    public static Hop Of(NetworkWorld world, Subnet subnet)
    {
        string name = subnet.Id.Name;
        if (subnet.NatGatewayId is { } id)
        {
            return world.NatGateways.GetValueOrDefault(id) switch
            {
                null => Way(
                    Reach.Unknown,
                    $"whether the NAT gateway {id.Name} of {name} has a public address could not be read: "
                        + world.WhyUnread(id).TrimEnd('.'),
                    "natGateway"
                ),
                { PublicAddresses: 0 } when subnet.DefaultOutbound == false => Way(
                    Reach.No,
                    $"the NAT gateway {id.Name} of {name} has neither a public address nor a prefix, so it translates nothing",
                    "publicIpAddresses",
                    AddAddress(id)
                ),
                { PublicAddresses: 0 } => Way(
                    Reach.Unknown,
                    $"the NAT gateway {id.Name} of {name} has neither a public address nor a prefix; whether default "
                        + "outbound access takes its place is not documented",
                    "publicIpAddresses",
                    AddAddress(id)
                ),
                { Sku: { } sku } when subnet.TakesContainers && sku.Equals(V2, StringComparison.OrdinalIgnoreCase) =>
                    Way(
                        Reach.No,
                        $"the NAT gateway {id.Name} of {name} is of the SKU {sku}, which does not support subnets of Azure Container "
                            + "Instances",
                        "sku",
                        Attach(subnet)
                    ),
                { State: { } state } when Provisioning.IsDoubtful(state) => Way(
                    Reach.Unknown,
                    $"the NAT gateway {id.Name} of {name} is in the state {state}",
                    "provisioningState"
                ),
                _ => Way(Reach.Yes, $"{name} reaches the Internet through the NAT gateway {id.Name}", "natGateway"),
            };
        }
        if (subnet.Delegations.Count > 0)
        {
            return Way(
                Reach.Unknown,
                $"{name} is delegated and has neither a NAT gateway nor a route to an appliance; whether its service gives "
                    + "it another way to the Internet is documented in contradictory ways",
                "natGateway",
                Attach(subnet)
            );
        }
        return subnet.DefaultOutbound == false
            ? Way(
                Reach.No,
                $"{name} is a private subnet (defaultOutboundAccess is false) and has neither a NAT gateway nor a route to "
                    + "an appliance",
                "defaultOutboundAccess",
                Attach(subnet)
            )
            : Way(
                Reach.Yes,
                $"{name} reaches the Internet through Azure's default outbound access; a NAT gateway would be explicit",
                "defaultOutboundAccess"
            );

        Hop Way(Reach reach, string says, string rule, Remedy? remedy = null) =>
            new(HopKind.WayOut, reach, says)
            {
                Resource = subnet.NatGatewayId ?? subnet.Id,
                Rule = rule,
                Remedy = remedy,
            };
    }

    private static Remedy AddAddress(Settings.ResourceId gateway) =>
        new(
            "properties: { publicIpAddresses: [{ id: publicAddress.id }] }",
            $"az network nat gateway update --ids {gateway} --public-ip-addresses <public address>"
        );

    private static Remedy Attach(Subnet subnet) =>
        new(
            "properties: { natGateway: { id: natGateway.id } }",
            $"az network vnet subnet update --ids {subnet.Id} --nat-gateway <id of a NAT gateway of the SKU Standard>"
        );
}

using System.Text.Json.Nodes;
using Jumpbox.Network;
using Jumpbox.Reachability;
using Jumpbox.Settings;
using LocalAzure.Store;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>Writes the networks of the model as the resources that LocalAzure stores.</summary>
internal static class StoredNetwork
{
    public static ResourceStore Of(NetworkWorld world)
    {
        ResourceStore store = new(null);
        foreach (VirtualNetwork network in world.Peers.Values.Prepend(world.Home))
        {
            Put(store, network);
        }
        foreach (SecurityGroup group in world.SecurityGroups.Values)
        {
            foreach (SecurityRule rule in group.Rules)
            {
                Put(store, group.Id.Child("securityRules", rule.Name), Rule(rule));
            }
        }
        foreach (RouteTable table in world.RouteTables.Values)
        {
            Put(store, table.Id, new() { ["disableBgpRoutePropagation"] = table.IgnoresGatewayRoutes });
            foreach (Route route in table.Routes)
            {
                JsonObject properties = new()
                {
                    ["addressPrefix"] = route.Prefix,
                    ["nextHopType"] = $"{route.NextHop}",
                    ["nextHopIpAddress"] = route.NextHopAddress,
                };
                Put(store, table.Id.Child("routes", route.Name), properties);
            }
        }
        foreach (NatGateway gateway in world.NatGateways.Values)
        {
            JsonNode[] addresses =
            [
                .. Enumerable
                    .Range(0, gateway.PublicAddresses)
                    .Select(_ => (JsonNode)new JsonObject { ["id"] = "pip" }),
            ];
            Put(store, gateway.Id, new() { ["publicIpAddresses"] = new JsonArray(addresses) });
        }
        foreach (Firewall firewall in world.Firewalls)
        {
            Put(store, firewall);
        }
        foreach (VirtualHub hub in world.Hubs)
        {
            Put(store, hub);
        }
        return store;
    }

    private static void Put(ResourceStore store, VirtualHub hub)
    {
        Put(store, hub.Id, []);
        foreach (HubConnection connection in hub.Connections!)
        {
            JsonNode[] routes =
            [
                .. connection.Appliances.Select(one =>
                    (JsonNode)
                        new JsonObject { ["addressPrefixes"] = Texts([one.Prefix]), ["nextHopIpAddress"] = one.Address }
                ),
            ];
            JsonObject routing = new()
            {
                ["associatedRouteTable"] = Reference(connection.TableId),
                ["vnetRoutes"] = new JsonObject { ["staticRoutes"] = new JsonArray(routes) },
            };
            JsonObject properties = new()
            {
                ["remoteVirtualNetwork"] = Reference(connection.Network),
                ["enableInternetSecurity"] = connection.GetsDefault,
                ["routingConfiguration"] = routing,
            };
            Put(store, connection.Id, properties);
        }
        foreach (IGrouping<ResourceId, HubRoute> table in hub.Routes!.GroupBy(route => route.TableId))
        {
            JsonNode[] routes =
            [
                .. table.Select(route =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["destinations"] = Texts([route.Destination]),
                            ["nextHop"] = $"{route.NextHop}",
                        }
                ),
            ];
            Put(store, table.Key, new() { ["routes"] = new JsonArray(routes) });
        }
    }

    private static void Put(ResourceStore store, VirtualNetwork network)
    {
        Put(
            store,
            network.Id,
            new() { ["addressSpace"] = new JsonObject { ["addressPrefixes"] = Texts(network.Prefixes) } }
        );
        foreach (Subnet subnet in network.Subnets)
        {
            JsonObject properties = new()
            {
                ["addressPrefix"] = subnet.Prefixes[0],
                ["defaultOutboundAccess"] = subnet.DefaultOutbound,
                ["networkSecurityGroup"] = Reference(subnet.SecurityGroupId),
                ["routeTable"] = Reference(subnet.RouteTableId),
                ["natGateway"] = Reference(subnet.NatGatewayId),
            };
            Put(store, subnet.Id, properties);
        }
        // A peering that is not connected lacks its other side.
        foreach (Peering peering in network.Peerings.Where(one => one.State == "Connected" || one.Name == "to-hub"))
        {
            JsonObject properties = new()
            {
                ["remoteVirtualNetwork"] = Reference(peering.RemoteId),
                ["allowVirtualNetworkAccess"] = peering.AllowsAccess,
                ["allowForwardedTraffic"] = peering.AllowsForwarded,
            };
            Put(store, network.Id.Child("virtualNetworkPeerings", peering.Name), properties);
        }
    }

    private static void Put(ResourceStore store, Firewall firewall)
    {
        ResourceId[] policies =
        [
            .. new[] { "child", "base" }.Select(name =>
                ResourceId.Parse($"{firewall.Id.Group}/providers/Microsoft.Network/firewallPolicies/{name}")
            ),
        ];
        JsonObject child = new() { ["basePolicy"] = Reference(policies[1]) };
        if (firewall.Rules!.InspectsTls)
        {
            child["transportSecurity"] = new JsonObject
            {
                ["certificateAuthority"] = new JsonObject { ["name"] = "ca", ["keyVaultSecretId"] = "secret" },
            };
        }
        Put(store, policies[0], child);
        Put(store, policies[1], []);
        foreach (FirewallRuleGroup group in firewall.Rules.Groups)
        {
            JsonNode[] lists = [.. group.Collections.Select(List)];
            Put(
                store,
                policies[group.Depth].Child("ruleCollectionGroups", group.Name),
                new() { ["priority"] = group.Priority, ["ruleCollections"] = new JsonArray(lists) }
            );
        }
        JsonObject configuration = new()
        {
            ["privateIPAddress"] = firewall.Addresses[0],
            ["subnet"] = Reference(firewall.SubnetId),
            ["publicIPAddress"] = firewall.PublicAddresses > 0 ? new JsonObject { ["id"] = "pip" } : null,
        };
        JsonObject properties = new()
        {
            ["sku"] = new JsonObject { ["tier"] = "Premium" },
            ["firewallPolicy"] = Reference(policies[0]),
            ["ipConfigurations"] = new JsonArray(new JsonObject { ["properties"] = configuration }),
        };
        if (firewall.HasManagementAddress)
        {
            properties["managementIpConfiguration"] = new JsonObject { ["name"] = "m" };
        }
        if (firewall.HubId is not null)
        {
            _ = properties.Remove("ipConfigurations");
            properties["virtualHub"] = Reference(firewall.HubId);
            properties["hubIPAddresses"] = new JsonObject { ["privateIPAddress"] = firewall.Addresses[0] };
        }
        Put(store, firewall.Id, properties);
    }

    private static JsonNode List(FirewallRuleList list) =>
        new JsonObject
        {
            ["name"] = list.Name,
            ["priority"] = list.Priority,
            ["action"] = new JsonObject { ["type"] = list.Allows ? "Allow" : "Deny" },
            ["rules"] = new JsonArray([.. list.Rules.Select(Rule)]),
        };

    private static JsonNode Rule(FirewallRule rule) =>
        rule switch
        {
            FirewallNetworkRule network => new JsonObject
            {
                ["ruleType"] = "NetworkRule",
                ["sourceAddresses"] = Texts(network.Sources),
                ["ipProtocols"] = Texts(["TCP"]),
                ["destinationAddresses"] = Texts(network.Destinations),
                ["destinationPorts"] = Texts(network.Ports),
            },
            FirewallApplicationRule application => new JsonObject
            {
                ["ruleType"] = "ApplicationRule",
                ["sourceAddresses"] = Texts(application.Sources),
                ["targetFqdns"] = Texts(application.Fqdns),
                ["terminateTLS"] = application.TerminatesTls,
                ["protocols"] = new JsonArray(new JsonObject { ["protocolType"] = "Https", ["port"] = 443 }),
            },
            _ => throw new InvalidOperationException($"{rule}"),
        };

    private static JsonObject Rule(SecurityRule rule) =>
        new()
        {
            ["priority"] = rule.Priority,
            ["direction"] = $"{rule.Direction}",
            ["access"] = rule.Allows ? "Allow" : "Deny",
            ["protocol"] = rule.Protocol == TransportProtocol.Any ? "*" : $"{rule.Protocol}",
            ["sourceAddressPrefixes"] = Texts(rule.Source.Prefixes),
            ["sourcePortRange"] = "*",
            ["destinationAddressPrefixes"] = Texts(rule.Destination.Prefixes),
            ["destinationPortRange"] = rule.Destination.Ports[0],
        };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonObject? Reference(ResourceId? id) => id is null ? null : new() { ["id"] = $"{id}" };

    private static void Put(ResourceStore store, ResourceId id, JsonObject properties) =>
        store.Put(
            new StoredResource(
                $"{id}",
                id.Type,
                new JsonObject
                {
                    ["id"] = $"{id}",
                    ["location"] = "eastus2",
                    ["properties"] = properties,
                }
            )
        );
}

using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>Reads virtual networks, security groups and routes from JSON of Microsoft.Network.</summary>
internal static class NetworkReading
{
    public static VirtualNetwork Network(JsonObject body) =>
        new(
            body.Id(),
            body.Text("location") ?? "",
            body.Texts("properties", "addressSpace", "addressPrefixes"),
            body.Texts("properties", "dhcpOptions", "dnsServers"),
            [.. body.Objects("properties", "subnets").Select(Subnet)],
            [.. body.Objects("properties", "virtualNetworkPeerings").Select(Peering).OfType<Peering>()]
        )
        {
            FlowLogs = FlowLogs(body),
        };

    public static SecurityGroup SecurityGroup(JsonObject body) =>
        new(
            body.Id(),
            [
                .. body.Objects("properties", "securityRules")
                    .Concat(body.Objects("properties", "defaultSecurityRules"))
                    .Select(Rule),
            ]
        )
        {
            FlowLogs = FlowLogs(body),
        };

    // Only the id is certain; a log that is turned off is still listed.
    private static IReadOnlyList<string> FlowLogs(JsonObject body) =>
        [
            .. body.Objects("properties", "flowLogs")
                .Where(log => log.Flag("properties", "enabled") != false)
                .Select(log => log.Text("id"))
                .OfType<string>(),
        ];

    public static RouteTable RouteTable(JsonObject body) =>
        new(
            body.Id(),
            [
                .. body.Objects("properties", "routes")
                    .Select(route => new Route(
                        route.Text("name") ?? "",
                        route.Text("properties", "addressPrefix") ?? "",
                        Enum.TryParse(route.Text("properties", "nextHopType"), true, out NextHop hop)
                            ? hop
                            : NextHop.Other,
                        route.Text("properties", "nextHopIpAddress")
                    )),
            ],
            body.Flag("properties", "disableBgpRoutePropagation") ?? false
        );

    private static Subnet Subnet(JsonObject body) =>
        new(
            body.Id(),
            Several(body, "addressPrefix", "addressPrefixes"),
            Id(body.Text("properties", "networkSecurityGroup", "id")),
            Id(body.Text("properties", "routeTable", "id")),
            Id(body.Text("properties", "natGateway", "id")),
            [
                .. body.Objects("properties", "delegations")
                    .Select(delegation => delegation.Text("properties", "serviceName") ?? ""),
            ],
            // The service's default is Enabled.
            !string.Equals(
                body.Text("properties", "privateLinkServiceNetworkPolicies"),
                "Disabled",
                StringComparison.OrdinalIgnoreCase
            ),
            body.Flag("properties", "defaultOutboundAccess"),
            [.. body.Objects("properties", "serviceEndpoints").Select(endpoint => endpoint.Text("service") ?? "")],
            [.. body.Objects("properties", "serviceEndpointPolicies").Select(policy => policy.Text("id") ?? "")],
            body.Objects("properties", "ipConfigurations").Count()
        )
        {
            Interfaces =
            [
                .. body.Objects("properties", "ipConfigurations")
                    .Select(one => Id(one.Text("id"))?.Parent)
                    .OfType<ResourceId>()
                    .Where(id => id.IsOfType("Microsoft.Network/networkInterfaces"))
                    .Distinct(),
            ],
        };

    public static ApplianceInterface Interface(JsonObject body) =>
        new(
            body.Id(),
            [
                .. body.Objects("properties", "ipConfigurations")
                    .Select(one => one.Text("properties", "privateIPAddress"))
                    .OfType<string>(),
            ],
            body.Flag("properties", "enableIPForwarding") ?? false
        );

    private static Peering? Peering(JsonObject body) =>
        Id(body.Text("properties", "remoteVirtualNetwork", "id")) is { } remote
            ? new Peering(
                remote,
                // The second is what the other network has by now, and gets routes when the peering is synchronized. Source: REST API
                // "Virtual Network Peerings - Get".
                body.Texts("properties", "remoteAddressSpace", "addressPrefixes")
                    is { Count: > 0 } peered
                    ? peered
                    : body.Texts("properties", "remoteVirtualNetworkAddressSpace", "addressPrefixes"),
                body.Flag("properties", "useRemoteGateways") ?? false
            )
            {
                Name = body.Text("name") ?? "",
                State = body.Text("properties", "peeringState"),
                AllowsAccess = body.Flag("properties", "allowVirtualNetworkAccess") ?? true,
                AllowsForwarded = body.Flag("properties", "allowForwardedTraffic") ?? false,
                AllowsGatewayTransit = body.Flag("properties", "allowGatewayTransit") ?? false,
                IsOutOfSync = body.Text("properties", "peeringSyncLevel") is { } level && !Is(level, "FullyInSync"),
                IsVersion6Alone = body.Flag("properties", "enableOnlyIPv6Peering") ?? false,
                LocalSubnets = Part(body, "localSubnetNames"),
                RemoteSubnets = Part(body, "remoteSubnetNames"),
            }
            : null;

    // The names count only where the peering is not of complete networks.
    private static IReadOnlyList<string>? Part(JsonObject body, string property) =>
        body.Flag("properties", "peerCompleteVnets") == false ? body.Texts("properties", property) : null;

    public static EndpointPolicy EndpointPolicy(JsonObject body) =>
        new(
            body.Id(),
            [
                .. from definition in body.Objects("properties", "serviceEndpointPolicyDefinitions")
                where Is(definition.Text("properties", "service"), "Microsoft.Storage")
                from one in definition.Texts("properties", "serviceResources")
                select one,
            ]
        );

    public static NatGateway NatGateway(JsonObject body) =>
        new(
            body.Id(),
            body.Objects("properties", "publicIpAddresses").Count()
                + body.Objects("properties", "publicIpPrefixes").Count(),
            body.Text("properties", "provisioningState")
        )
        {
            Sku = body.Text("sku", "name"),
        };

    private static SecurityRule Rule(JsonObject body) =>
        new(
            body.Text("name") ?? "",
            (int)(body.Number("properties", "priority") ?? 0),
            Is(body.Text("properties", "direction"), "Inbound") ? Direction.Inbound : Direction.Outbound,
            Is(body.Text("properties", "access"), "Allow"),
            Protocol(body.Text("properties", "protocol")),
            Side(body, "source"),
            Side(body, "destination")
        );

    public static AdminRule AdminRule(JsonObject body)
    {
        string? access = body.Text("properties", "access");
        return new(
            new(
                body.Text("name") ?? (body.Text("id") is { } id ? id[(id.LastIndexOf('/') + 1)..] : "admin rule"),
                (int)(body.Number("properties", "priority") ?? 0),
                Is(body.Text("properties", "direction"), "Inbound") ? Direction.Inbound : Direction.Outbound,
                !Is(access, "Deny"),
                Is(body.Text("properties", "protocol"), "Any")
                    ? TransportProtocol.Any
                    : Protocol(body.Text("properties", "protocol")),
                AdminSide(body, "sources", "sourcePortRanges"),
                AdminSide(body, "destinations", "destinationPortRanges")
            ),
            Is(access, "AlwaysAllow")
        );
    }

    // A hub-and-spoke configuration connects by peerings, which the network shows itself, unless the group's networks also reach each
    // other directly.
    public static string? ConnectedGroup(JsonObject body) =>
        Is(body.Text("properties", "connectivityTopology"), "Mesh")
        || body.Objects("properties", "appliesToGroups")
            .Any(group => Is(group.Text("groupConnectivity"), "DirectlyConnected"))
            ? body.Text("id") is { } id
                ? id[(id.LastIndexOf('/') + 1)..]
                : "a connectivity configuration"
            : null;

    private static RuleSide AdminSide(JsonObject body, string side, string ports)
    {
        string[] prefixes =
        [
            .. body.Objects("properties", side).Select(one => one.Text("addressPrefix")).OfType<string>(),
        ];
        IReadOnlyList<string> ranges = body.Texts("properties", ports);
        return new(
            prefixes.Length == 0 ? ["*"] : prefixes,
            ranges.Count == 0 || ranges.Contains("0-65535") ? ["*"] : ranges,
            []
        );
    }

    private static RuleSide Side(JsonObject body, string side) =>
        new(
            Several(body, $"{side}AddressPrefix", $"{side}AddressPrefixes"),
            Several(body, $"{side}PortRange", $"{side}PortRanges"),
            [.. body.Objects("properties", $"{side}ApplicationSecurityGroups").Select(group => group.Text("id") ?? "")]
        );

    private static TransportProtocol Protocol(string? text) =>
        text?.ToUpperInvariant() switch
        {
            null or "*" => TransportProtocol.Any,
            "TCP" => TransportProtocol.Tcp,
            "UDP" => TransportProtocol.Udp,
            _ => TransportProtocol.Other,
        };

    // The service returns one value in the singular property and several in the plural one, sometimes in both.
    private static IReadOnlyList<string> Several(JsonObject body, string one, string many) =>
        [
            .. new[] { body.Text("properties", one) }
                .Concat(body.Texts("properties", many))
                .OfType<string>()
                .Where(text => text.Length > 0)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    private static ResourceId? Id(string? text) => ResourceId.TryParse(text, out ResourceId? id) ? id : null;

    private static bool Is(string? left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

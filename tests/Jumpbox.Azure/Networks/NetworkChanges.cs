using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>Changes of an <see cref="OwnNetwork"/> that several tests make.</summary>
internal static class NetworkChanges
{
    /// <summary>A virtual hub as a network's peering shows it.</summary>
    public const string WanPeer = $$"""
        {"allowVirtualNetworkAccess":true,"allowForwardedTraffic":false,"useRemoteGateways":true,
        "remoteAddressSpace":{"addressPrefixes":["10.63.0.0/24"]},"remoteVirtualNetwork":{"id":
        "/subscriptions/{{Far}}/resourceGroups/RG_hub/providers/Microsoft.Network/virtualNetworks/HV_hub_1"} }
        """;

    /// <summary>Without routes of the user.</summary>
    public static OwnNetwork Plain(OwnNetwork network) => network.Subnet("""{"routeTable":null}""");

    /// <summary>Without routes of the user in both subnets.</summary>
    public static OwnNetwork Both(OwnNetwork network) =>
        Plain(network).Subnet("""{"routeTable":null}""", "snet-containers");

    /// <summary>With a NAT gateway at a subnet; null for one without an address.</summary>
    public static OwnNetwork Nat(OwnNetwork network, string? address = "pip-nat", string subnet = "snet-build") =>
        network
            .AddBefore(
                $"{Spoke}/natGateways/ng",
                address is null
                    ? "{}"
                    : $$$$"""{"publicIpAddresses":[{"id":"{{{{Spoke}}}}/publicIPAddresses/{{{{address}}}}"}]}""",
                "Standard"
            )
            .AddBefore($"{Spoke}/publicIPAddresses/pip-nat", """{"publicIPAllocationMethod":"Static"}""", "Standard")
            .Subnet($$$$"""{"natGateway":{"id":"{{{{Spoke}}}}/natGateways/ng"}}""", subnet);

    /// <summary>With routes at the firewall's own subnet.</summary>
    public static OwnNetwork FirewallRoutes(OwnNetwork network, params string[] routes) =>
        network
            .AddBefore($"{Hub}/routeTables/rt-fw", $$"""{"routes":[{{string.Join(',', routes)}}]}""")
            .Subnet($$$$"""{"routeTable":{"id":"{{{{Hub}}}}/routeTables/rt-fw"}}""", "AzureFirewallSubnet", "vnet-hub");

    /// <summary>With a parent policy that has a collection of rules.</summary>
    public static OwnNetwork Parent(OwnNetwork network, string collection) =>
        network
            .AddBefore($"{Hub}/firewallPolicies/base", """{"sku":{"tier":"Premium"}}""")
            .Add($"{Hub}/firewallPolicies/base/ruleCollectionGroups/parent", Group(60000, collection))
            .Set("firewallPolicies/fwpol", $$$$"""{"basePolicy":{"id":"{{{{Hub}}}}/firewallPolicies/base"}}""");

    /// <summary>With a DNS server of the network.</summary>
    public static OwnNetwork Dns(OwnNetwork network, string server) =>
        network
            .Set("vnet-own", $$"""{"dhcpOptions":{"dnsServers":["{{server}}"]} }""")
            .Rules(Rule("dns", 190, "Outbound", "Allow", "VirtualNetwork", server, "53", "*"));

    /// <summary>Collections in which a network rule names all hosts but those of storage.</summary>
    public static string[] Named(OwnNetwork network)
    {
        string fqdns = string.Join("\",\"", network.WebHosts("*.blob.core.windows.net"));
        return
        [
            Collection("net", 100, "Allow", Net("names", [], "443", $",\"destinationFqdns\":[\"{fqdns}\"]")),
            Collection("web", 300, "Allow", Web("blob", ["*.blob.core.windows.net"])),
        ];
    }

    /// <summary>With the firewall in the spoke itself.</summary>
    public static OwnNetwork InSpoke(OwnNetwork network) =>
        network
            .AddSubnet("""{"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.61.0.64/26"}}""")
            .Set(
                "fw",
                $$$$"""
                {"ipConfigurations":[{"name":"c","properties":{"privateIPAddress":"10.61.0.68",
                "subnet":{"id":"{{{{SpokeNetwork}}}}/subnets/AzureFirewallSubnet"},"publicIPAddress":{"id":"{{{{Hub}}}}/publicIPAddresses/pip-fw"} } }]}
                """
            )
            .Last("fw")
            .Routes(Route("out", "0.0.0.0/0", "10.61.0.68"));

    /// <summary>With a virtual hub in the hub network's place.</summary>
    public static OwnNetwork Wan(OwnNetwork network, bool getsDefault = true) =>
        network
            .Remove("to-hub")
            .Remove("to-spoke")
            .Add($"{SpokeNetwork}/virtualNetworkPeerings/RemoteVnetToHubPeering_1", WanPeer)
            .Add($"{Hub}/virtualHubs/hub", """{"addressPrefix":"10.63.0.0/24"}""")
            .Add(
                $"{Hub}/virtualHubs/hub/hubVirtualNetworkConnections/own",
                $$$$"""{"remoteVirtualNetwork":{"id":"{{{{SpokeNetwork}}}}"},"enableInternetSecurity":{{{{(getsDefault ? "true" : "false")}}}} }"""
            )
            .Add(
                $"{Hub}/virtualHubs/hub/routingIntent/intent",
                $$$$"""{"routingPolicies":[{"name":"PublicTraffic","destinations":["Internet"],"nextHop":"{{{{Hub}}}}/azureFirewalls/fw"}]}"""
            )
            .Set(
                "fw",
                $$$$"""
                {"sku":{"name":"AZFW_Hub","tier":"Premium"},"ipConfigurations":[],"virtualHub":{"id":"{{{{Hub}}}}/virtualHubs/hub"},
                "hubIPAddresses":{"privateIPAddress":"10.60.0.4","publicIPs":{"count":1}}}
                """
            );

    /// <summary>With a private DNS zone, a record as name and address, and a link.</summary>
    public static OwnNetwork Zone(
        OwnNetwork network,
        string name,
        string? record,
        string? linked = SpokeNetwork,
        string link = ""
    )
    {
        string id = $"{Hub}/privateDnsZones/{name}";
        _ = network.Add(id, "{}", location: "global");
        foreach (string one in record?.Split(", ") ?? [])
        {
            string[] parts = one.Split(' ');
            _ = network.Add(
                $"{id}/A/{parts[0]}",
                $$$"""{"ttl":300,"aRecords":[{"ipv4Address":"{{{parts[1]}}}"}]}""",
                location: ""
            );
        }
        return linked is null
            ? network
            : network.Add(
                $"{id}/virtualNetworkLinks/own",
                $$$$"""{"registrationEnabled":false,"virtualNetwork":{"id":"{{{{linked}}}}"}{{{{link}}}}}""",
                location: "global"
            );
    }

    /// <summary>With a service endpoint for storage and a policy at a subnet; null for a policy that lists nothing.</summary>
    public static OwnNetwork EndpointPolicy(OwnNetwork network, string? allowed = null, string subnet = "snet-build") =>
        network
            .AddBefore(
                $"{Spoke}/serviceEndpointPolicies/sep",
                allowed is null
                    ? "{}"
                    : $$$$"""
                    {"serviceEndpointPolicyDefinitions":[{"name":"d","properties":{"service":"Microsoft.Storage",
                    "serviceResources":["{{{{allowed}}}}"]} }]}
                    """
            )
            .Subnet(
                $$$$"""
                {"serviceEndpoints":[{"service":"Microsoft.Storage"}],
                "serviceEndpointPolicies":[{"id":"{{{{Spoke}}}}/serviceEndpointPolicies/sep"}]}
                """,
                subnet
            );
}

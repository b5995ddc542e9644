using static Jumpbox.Azure.Tests.Networks.NetworkChanges;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// Networks whose traffic passes several firewalls, or a virtual hub of another subscription. Source: Azure Firewall, "forced tunneling"
/// and "SNAT private IP address ranges" (a tunnelled packet has an address of AzureFirewallSubnet); Virtual WAN, "routing intent and
/// routing policies".
/// </summary>
public sealed class TunnelledNetworks
{
    private const string Any = "any network or egress check";
    private const string Fire = "egress-firewall";
    private const string Out = "0.0.0.0/0";
    private const string Fw = "10.60.0.4";
    private const string Untranslated = """{"snat":{"privateRanges":["0.0.0.0/0"]}}""";
    private const string Closed = """{"allowVirtualNetworkAccess":false}""";

    private static readonly List<(
        string Name,
        OwnNetwork Network,
        string Checks,
        string Expected,
        string? Unreadable
    )> Cases =
    [
        ("a firewall that tunnels to a firewall", Tunnel(Original()), Any, "pass", null),
        ("the same for containers, whose share needs port 445", Tunnel(Recommended()), Any, "pass", null),
        (
            "a far firewall that lacks a host",
            Tunnel(Original(), far: Original().WebHosts("github.com")),
            Fire,
            "fail",
            null
        ),
        (
            "a far firewall that knows the machines' addresses alone",
            Tunnel(Original(), source: "10.61.0.0/25"),
            Fire,
            "fail",
            null
        ),
        ("a far firewall without an address", Tunnel(Original(), address: false), Fire, "fail", null),
        ("a far firewall in a network that is not peered", Tunnel(Original(), peered: false), Fire, "warn", null),
        ("a far firewall that sends all back", FarRoutes(Tunnel(Original()), Route("d", Out, Fw)), Fire, "fail", null),
        (
            "a far firewall behind a peering that is closed there",
            Tunnel(Original()).Set("vnet-two/virtualNetworkPeerings/back", Closed),
            Fire,
            "fail",
            null
        ),
        ("a far firewall whose policy may not be read", Tunnel(Original()), Fire, "unknown", "*/firewallPolicies/two*"),
        ("a far network that may not be read", Tunnel(Original()), Fire, "unknown", "*/virtualNetworks/vnet-two"),
        ("three firewalls", Third(Tunnel(Original())), Any, "pass", null),
        (
            "a firewall that tunnels the machines' addresses on",
            Tunnel(Original(), source: "10.61.0.0/25")
                .Set("firewallPolicies/fwpol", Untranslated)
                .Firewall(Collection("n", 100, "Allow", Net("all", ["*"], "443"))),
            Fire,
            "warn",
            null
        ),
        (
            "a firewall that tunnels the machines' addresses to one that does not know them",
            Tunnel(Original())
                .Set("firewallPolicies/fwpol", Untranslated)
                .Firewall(Collection("n", 100, "Allow", Net("all", ["*"], "443"))),
            Fire,
            "fail",
            null
        ),
        ("two firewalls for a half of the Internet each", Halves(Original(), same: true), Any, "pass", null),
        ("two such firewalls, of which one lacks a host", Halves(Original(), same: false), Fire, "warn", null),
        ("a virtual hub in another subscription", FarHub(Plain(Original())), Any, "pass", null),
        (
            "a virtual hub in another subscription, whose firewall lacks a host",
            FarHub(Plain(Original()))
                .Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts("github.com")))),
            Fire,
            "fail",
            null
        ),
        (
            "a virtual hub in another subscription for containers",
            FarHub(Plain(Recommended()).Subnet("""{"routeTable":null}""", "snet-containers")),
            Any,
            "pass",
            null
        ),
        (
            "a far subscription whose hubs may not be read",
            FarHub(Plain(Original())),
            "outbound-access",
            "unknown",
            $"*/{Far}/*virtualHubs*"
        ),
        (
            "a far hub whose connections may not be read",
            FarHub(Plain(Original())),
            "outbound-access",
            "unknown",
            "*/hubVirtualNetworkConnections*"
        ),
        (
            "subscriptions that may not be listed",
            FarHub(Plain(Original())),
            "outbound-access",
            "unknown",
            "/subscriptions"
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_path_over_several_firewalls_has_the_verdict_of_the_documentation(string name)
    {
        (_, OwnNetwork network, string checks, string expected, string? unreadable) = Cases.Single(one =>
            one.Name == name
        );
        ExpectedVerdict.Assert(await network.CheckAsync(unreadable), checks, expected, name);
    }

    private static OwnNetwork Second(
        OwnNetwork network,
        string[] hosts,
        string source,
        bool address = true,
        bool peered = true,
        string with = "vnet-own"
    )
    {
        string id = $"{Hub}/virtualNetworks/vnet-two";
        string near = with == "vnet-own" ? SpokeNetwork : HubNetwork;
        _ = network
            .Add(
                id,
                """{"addressSpace":{"addressPrefixes":["10.64.0.0/24"]},"subnets":[{"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.64.0.0/26"}}]}"""
            )
            .Add($"{Hub}/publicIPAddresses/pip-two", """{"publicIPAllocationMethod":"Static"}""", "Standard")
            .Add($"{Hub}/firewallPolicies/two", """{"sku":{"tier":"Premium"}}""")
            .Add(
                $"{Hub}/firewallPolicies/two/ruleCollectionGroups/rcg2",
                Group(
                    200,
                    Collection(
                        "net",
                        100,
                        "Allow",
                        Net("smb", ["Storage"], "445").Replace("10.61.0.0/25", source, StringComparison.Ordinal)
                    ),
                    Collection("web", 300, "Allow", Web("h", hosts, source))
                )
            )
            .Add(
                $"{Hub}/azureFirewalls/fw-two",
                $$$$"""
                {"sku":{"name":"AZFW_VNet","tier":"Premium"},"firewallPolicy":{"id":"{{{{Hub}}}}/firewallPolicies/two"},
                "ipConfigurations":[{"name":"c","properties":{"privateIPAddress":"10.64.0.4",
                "subnet":{"id":"{{{{id}}}}/subnets/AzureFirewallSubnet"}{{{{(
                    address ? $",\"publicIPAddress\":{{\"id\":\"{Hub}/publicIPAddresses/pip-two\"}}" : ""
                )}}}} } }]}
                """
            );
        return peered
            ? network
                .Add(
                    $"{near}/virtualNetworkPeerings/to-two",
                    $$$$"""{"allowVirtualNetworkAccess":true,"allowForwardedTraffic":true,"remoteVirtualNetwork":{"id":"{{{{id}}}}"}}"""
                )
                .Add(
                    $"{id}/virtualNetworkPeerings/back",
                    $$$$"""{"allowVirtualNetworkAccess":true,"allowForwardedTraffic":true,"remoteVirtualNetwork":{"id":"{{{{near}}}}"}}"""
                )
            : network;
    }

    private static OwnNetwork Halves(OwnNetwork network, bool same) =>
        Second(network, same ? network.WebHosts() : network.WebHosts("github.com"), "10.61.0.0/25")
            .Routes(Route("a", "0.0.0.0/1", Fw), Route("b", "128.0.0.0/1", "10.64.0.4"));

    private static OwnNetwork Tunnel(
        OwnNetwork network,
        string[]? far = null,
        string source = "10.60.0.0/26",
        bool address = true,
        bool peered = true
    ) =>
        Second(
            FirewallRoutes(network, Route("d", Out, "10.64.0.4"))
                .Set(
                    "fw",
                    $$$$"""{"managementIpConfiguration":{"name":"m","properties":{"publicIPAddress":{"id":"{{{{Hub}}}}/publicIPAddresses/pip-fw"} } } }"""
                ),
            far ?? network.WebHosts(),
            source,
            address,
            peered,
            "vnet-hub"
        );

    private static OwnNetwork FarRoutes(OwnNetwork network, string route) =>
        network
            .AddBefore($"{Hub}/routeTables/rt-two", $$"""{"routes":[{{route}}]}""")
            .Set(
                "azureFirewalls/fw-two",
                $$$$"""{"managementIpConfiguration":{"name":"m","properties":{"publicIPAddress":{"id":"{{{{Hub}}}}/publicIPAddresses/pip-two"} } } }"""
            )
            .Subnet(
                $$$$"""{"routeTable":{"id":"{{{{Hub}}}}/routeTables/rt-two"}}""",
                "AzureFirewallSubnet",
                "vnet-two"
            );

    private static OwnNetwork Third(OwnNetwork network)
    {
        const string Two = $"{Hub}/virtualNetworks/vnet-two";
        string id = $"{Hub}/virtualNetworks/vnet-three";
        return FarRoutes(network, Route("d", Out, "10.65.0.4"))
            .Add(
                id,
                """{"addressSpace":{"addressPrefixes":["10.65.0.0/24"]},"subnets":[{"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.65.0.0/26"}}]}"""
            )
            .Add($"{Hub}/publicIPAddresses/pip-three", """{"publicIPAllocationMethod":"Static"}""", "Standard")
            .Add(
                $"{Hub}/azureFirewalls/fw-three",
                $$$$"""
                {"sku":{"name":"AZFW_VNet","tier":"Premium"},"networkRuleCollections":[{"name":"n","properties":{"priority":100,"action":{"type":"Allow"},"rules":[{"name":"all","protocols":["TCP"],"sourceAddresses":["10.64.0.0/26"],"destinationAddresses":["*"],"destinationPorts":["443"]}]} }],
                "ipConfigurations":[{"name":"c","properties":{"privateIPAddress":"10.65.0.4",
                "subnet":{"id":"{{{{id}}}}/subnets/AzureFirewallSubnet"},"publicIPAddress":{"id":"{{{{Hub}}}}/publicIPAddresses/pip-three"} } }]}
                """
            )
            .Add(
                $"{Two}/virtualNetworkPeerings/to-three",
                $$$$"""{"allowVirtualNetworkAccess":true,"remoteVirtualNetwork":{"id":"{{{{id}}}}"}}"""
            )
            .Add(
                $"{id}/virtualNetworkPeerings/back",
                $$$$"""{"allowVirtualNetworkAccess":true,"remoteVirtualNetwork":{"id":"{{{{Two}}}}"}}"""
            );
    }

    private static OwnNetwork FarHub(OwnNetwork network)
    {
        const string Other = $"/subscriptions/{Far}/resourceGroups/rg-wan/providers/Microsoft.Network";
        return Wan(network)
            .Remove("virtualHubs/hub")
            .Remove("hubVirtualNetworkConnections/own")
            .Remove("routingIntent/intent")
            .Add($"/subscriptions/{Far}/resourceGroups/rg-wan", "{}")
            .Add($"{Other}/virtualHubs/hub", """{"addressPrefix":"10.63.0.0/24"}""")
            .Add(
                $"{Other}/virtualHubs/hub/hubVirtualNetworkConnections/own",
                $$$$"""{"remoteVirtualNetwork":{"id":"{{{{SpokeNetwork}}}}"},"enableInternetSecurity":true}"""
            )
            .Add(
                $"{Other}/virtualHubs/hub/routingIntent/intent",
                $$$$"""{"routingPolicies":[{"name":"PublicTraffic","destinations":["Internet"],"nextHop":"{{{{Hub}}}}/azureFirewalls/fw"}]}"""
            )
            .Set("fw", $$$$"""{"virtualHub":{"id":"{{{{Other}}}}/virtualHubs/hub"}}""");
    }
}

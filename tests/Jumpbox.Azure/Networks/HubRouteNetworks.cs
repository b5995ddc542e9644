using static Jumpbox.Azure.Tests.Networks.NetworkChanges;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// Networks behind a virtual hub whose route table has a static route. Source: Virtual WAN, "about virtual hub routing" (association,
/// static routes) and "route traffic through NVAs by using custom settings" (the flag enableInternetSecurity, the routes of a
/// connection).
/// </summary>
public sealed class HubRouteNetworks
{
    private const string Any = "any network or egress check";
    private const string Way = "outbound-access|egress-firewall";
    private const string Out = "0.0.0.0/0";
    private const string Perimeter = $"{Hub}/virtualNetworks/vnet-dmz";
    private const string Connections = $"{Hub}/virtualHubs/hub/hubVirtualNetworkConnections";

    private static readonly List<(string Name, OwnNetwork Network, string Checks, string Expected)> Cases =
    [
        ("a static route to the hub's firewall", Static(Plain(Original())), Any, "pass"),
        ("a static route to the hub's firewall for containers", Static(Both(Recommended())), Any, "pass"),
        (
            "a static route that the connection does not get",
            Static(Plain(Original()), getsDefault: false),
            "outbound-access",
            "fail"
        ),
        (
            "a static route to a firewall that lacks a host",
            Static(Plain(Original()))
                .Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts("github.com")))),
            "egress-firewall",
            "fail"
        ),
        (
            "two static routes for halves of the Internet",
            Static(Plain(Original()), destinations: "\"0.0.0.0/1\",\"128.0.0.0/1\""),
            Any,
            "pass"
        ),
        (
            "a static route to the firewall in a table that the connection is associated with",
            Static(Plain(Original()), table: "rt-own"),
            Any,
            "pass"
        ),
        (
            "a static route to the firewall in a table of other connections",
            Static(Plain(Original()), table: "rt-others", associated: "defaultRouteTable"),
            Way,
            "not pass"
        ),
        (
            "a static route to a firewall that is deallocated",
            Static(Plain(Original())).Set("fw", """{"hubIPAddresses":null}"""),
            Way,
            "fail"
        ),
        (
            "a static route in a hub that has failed",
            Static(Plain(Original())).Set("virtualHubs/hub", """{"provisioningState":"Failed"}"""),
            Way,
            "not pass"
        ),
        (
            "a user's default route to nowhere beats a static route",
            Static(Original()).Routes(Route("no", Out, "None")),
            "outbound-access",
            "fail"
        ),
        (
            "halves of the Internet beat a user's default route to nowhere",
            Static(Original(), destinations: "\"0.0.0.0/1\",\"128.0.0.0/1\"").Routes(Route("no", Out, "None")),
            Any,
            "pass"
        ),
        (
            "halves of the Internet, which the flag of the default route is not for",
            Static(Plain(Original()), getsDefault: false, destinations: "\"0.0.0.0/1\",\"128.0.0.0/1\""),
            Any,
            "pass"
        ),
        (
            "a subnet that ignores what the hub sends",
            Static(Original()).Set("routeTables/rt", """{"routes":[],"disableBgpRoutePropagation":true}"""),
            "outbound-access",
            "fail"
        ),
        (
            "a static route for private addresses alone",
            Static(Plain(Original()), destinations: "\"10.0.0.0/8\""),
            Way,
            "not pass"
        ),
        ("a static route to a connection with a firewall behind it", Dmz(Plain(Original()), Firewalled), Any, "pass"),
        (
            "a static route to a connection with a firewall behind it that lacks a host",
            Dmz(Plain(Original()), Firewalled)
                .Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts("github.com")))),
            "egress-firewall",
            "fail"
        ),
        (
            "a static route to a connection whose firewall's default route leads nowhere",
            Dmz(Plain(Original()), Firewalled).Set("rt-dmz", $$"""{"routes":[{{Route("d", Out, "None")}}]}"""),
            "egress-firewall",
            "fail"
        ),
        (
            "a static route to a connection whose firewall ignores the hub's routes, so that nothing returns",
            Dmz(Plain(Original()), Firewalled).Set("rt-dmz", """{"disableBgpRoutePropagation":true}"""),
            "egress-firewall",
            "fail"
        ),
        ("a static route to a connection without a next hop", Dmz(Plain(Original()), Firewalled, ""), Way, "unknown"),
        ("a static route to a connection whose appliance forwards", Dmz(Plain(Original()), Card(true)), Way, "unknown"),
        (
            "a static route to a connection whose appliance does not forward",
            Dmz(Plain(Original()), Card(false)),
            Way,
            "fail"
        ),
        (
            "a static route to an appliance in the hub",
            Static(Plain(Original()), next: $"{Hub}/networkVirtualAppliances/nva"),
            Way,
            "unknown"
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_static_route_of_a_hub_has_the_verdict_of_the_documentation(string name)
    {
        (_, OwnNetwork network, string checks, string expected) = Cases.Single(one => one.Name == name);
        ExpectedVerdict.Assert(await network.CheckAsync(), checks, expected, name);
    }

    private static OwnNetwork Static(
        OwnNetwork network,
        bool getsDefault = true,
        string destinations = "\"0.0.0.0/0\"",
        string table = "defaultRouteTable",
        string? associated = null,
        string next = $"{Hub}/azureFirewalls/fw"
    ) =>
        Wan(network, getsDefault)
            .Remove("routingIntent/intent")
            .Set(
                "hubVirtualNetworkConnections/own",
                $$$$"""{"routingConfiguration":{"associatedRouteTable":{"id":"{{{{Hub}}}}/virtualHubs/hub/hubRouteTables/{{{{associated ?? table}}}}"}}}"""
            )
            .Add(
                $"{Hub}/virtualHubs/hub/hubRouteTables/{table}",
                $$"""
                {"labels":[],"routes":[{"name":"all","destinationType":"CIDR","destinations":[{{destinations}}],"nextHopType":"ResourceId","nextHop":"{{next}}"}]}
                """,
                location: ""
            )
            .Last("hubVirtualNetworkConnections/own");

    // A network with an appliance at 10.64.0.4 that the hub is connected with.
    private static OwnNetwork Dmz(OwnNetwork network, Func<OwnNetwork, OwnNetwork> with, string hop = "10.64.0.4") =>
        with(
            Static(network, next: $"{Connections}/dmz")
                .AddBefore(
                    Perimeter,
                    $$$$"""
                    {"addressSpace":{"addressPrefixes":["10.64.0.0/24"]},"subnets":[
                    {"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.64.0.0/26","routeTable":{"id":"{{{{Hub}}}}/routeTables/rt-dmz"}}},
                    {"name":"snet-nva","properties":{"addressPrefix":"10.64.0.64/27"}}]}
                    """
                )
                .AddBefore($"{Hub}/routeTables/rt-dmz", $$"""{"routes":[{{Route("d", Out, "Internet")}}]}""")
                .Add($"{Perimeter}/virtualNetworkPeerings/RemoteVnetToHubPeering_2", WanPeer)
                .Add(
                    $"{Connections}/dmz",
                    $$$$"""
                    {"remoteVirtualNetwork":{"id":"{{{{Perimeter}}}}"},"enableInternetSecurity":false,"routingConfiguration":{
                    "associatedRouteTable":{"id":"{{{{Hub}}}}/virtualHubs/hub/hubRouteTables/defaultRouteTable"},"vnetRoutes":{"staticRoutes":[
                    {{{{(
                        hop.Length == 0
                            ? ""
                            : $$"""{"name":"out","addressPrefixes":["0.0.0.0/0"],"nextHopIpAddress":"{{hop}}"}"""
                    )}}}}]}}}
                    """
                )
        );

    private static OwnNetwork Firewalled(OwnNetwork network) =>
        network.Set(
            "fw",
            $$$$"""
            {"sku":{"name":"AZFW_VNet","tier":"Premium"},"virtualHub":null,"hubIPAddresses":null,"ipConfigurations":[{"name":"c","properties":{
            "privateIPAddress":"10.64.0.4","subnet":{"id":"{{{{Perimeter}}}}/subnets/AzureFirewallSubnet"},
            "publicIPAddress":{"id":"{{{{Hub}}}}/publicIPAddresses/pip-fw"}}}]}
            """
        );

    private static Func<OwnNetwork, OwnNetwork> Card(bool forwards) =>
        network =>
            network
                .Set(
                    "hubVirtualNetworkConnections/dmz",
                    $$$$"""
                    {"routingConfiguration":{"vnetRoutes":{"staticRoutes":[
                    {"name":"out","addressPrefixes":["0.0.0.0/0"],"nextHopIpAddress":"10.64.0.68"}]}}}
                    """
                )
                .Add(
                    $"{Hub}/networkInterfaces/nic-nva",
                    $$$$"""
                    {"enableIPForwarding":{{{{(
                        forwards ? "true" : "false"
                    )}}}},"ipConfigurations":[{"name":"c","properties":{
                    "privateIPAllocationMethod":"Static","privateIPAddress":"10.64.0.68","subnet":{"id":"{{{{Perimeter}}}}/subnets/snet-nva"}}}]}
                    """
                );
}

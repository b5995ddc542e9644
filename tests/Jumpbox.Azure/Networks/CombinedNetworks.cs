using static Jumpbox.Azure.Tests.Networks.NetworkChanges;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// Networks in which several rules of the model meet, with the verdict that their documentation gives: Virtual Network, "virtual network
/// traffic routing", "network security groups" and "virtual network peering"; Azure Firewall, "rule processing logic", "DNS settings" and
/// "forced tunneling"; Virtual WAN, "routing intent and routing policies"; NAT Gateway, "overview".
/// </summary>
public sealed class CombinedNetworks
{
    private const string Any = "any network or egress check";
    private const string Out = "0.0.0.0/0";

    private static readonly List<(string Name, OwnNetwork Network, string Checks, string Expected)> Cases =
    [
        (
            "a firewall that leaves by a NAT gateway",
            FirewallNat(WithoutAddress(Original()), """{"publicIpAddresses":[{"id":"PIP"}]}"""),
            Any,
            "pass"
        ),
        (
            "a firewall that leaves by a NAT gateway without an address",
            FirewallNat(WithoutAddress(Original()), "{}"),
            "egress-firewall",
            "fail"
        ),
        (
            "a service endpoint saves storage alone from a route to nowhere",
            Original()
                .Subnet("""{"serviceEndpoints":[{"service":"Microsoft.Storage.Global"}]}""")
                .Routes(Route("no", Out, "None")),
            "outbound-access",
            "fail"
        ),
        (
            "a tag's route saves Azure's hosts alone from a route to nowhere",
            Original().Routes(Route("no", Out, "None"), Route("az", "AzureCloud", "10.60.0.4")),
            "outbound-access",
            "fail"
        ),
        (
            "a gateway of the network itself may announce a default route",
            Original()
                .Subnet("""{"routeTable":null}""")
                .AddSubnet("""{"name":"GatewaySubnet","properties":{"addressPrefix":"10.61.0.96/27"}}""")
                .Add(
                    $"{Spoke}/networkInterfaces/nic-gw",
                    $$$$"""{"ipConfigurations":[{"name":"c","properties":{"subnet":{"id":"{{{{SpokeNetwork}}}}/subnets/GatewaySubnet"}}}]}"""
                ),
            "outbound-access",
            "not pass"
        ),
        (
            "an empty gateway subnet announces nothing",
            Original()
                .Subnet("""{"routeTable":null}""")
                .AddSubnet("""{"name":"GatewaySubnet","properties":{"addressPrefix":"10.61.0.96/27"}}"""),
            "outbound-access",
            "fail"
        ),
        (
            "a default route of IPv6 to nowhere",
            Original().Routes(Route("out", Out, "10.60.0.4"), Route("six", "::/0", "None")),
            Any,
            "pass"
        ),
        (
            "a rule of the firewall for one address of the subnet",
            Original().Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts(), "10.61.0.4"))),
            "egress-firewall",
            "fail"
        ),
        (
            "a rule of the firewall for a range that is the subnet",
            Original()
                .Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts(), "10.61.0.0-10.61.0.31"))),
            Any,
            "pass"
        ),
        (
            "a network rule for UDP alone",
            Original()
                .Firewall(
                    Collection(
                        "net",
                        300,
                        "Allow",
                        Net("all", ["*"], "443").Replace("[\"TCP\"]", "[\"UDP\"]", StringComparison.Ordinal)
                    )
                ),
            "egress-firewall",
            "fail"
        ),
        (
            "a network rule for any protocol",
            Original()
                .Firewall(
                    Collection(
                        "net",
                        300,
                        "Allow",
                        Net("all", ["*"], "1-65535").Replace("[\"TCP\"]", "[\"Any\"]", StringComparison.Ordinal)
                    )
                ),
            Any,
            "pass"
        ),
        (
            "a network rule for IP addresses of the Internet in two halves",
            Original().Firewall(Collection("net", 300, "Allow", Net("all", ["0.0.0.0/1", "128.0.0.0/1"], "443"))),
            "egress-firewall",
            "not fail"
        ),
        (
            "a network rule that denies a few bad addresses",
            Original()
                .Firewall(
                    Collection("bad", 100, "Deny", Net("bad", ["45.9.148.0/24"], "*")),
                    Collection("web", 300, "Allow", Web("hosts", Original().WebHosts()))
                ),
            "egress-firewall",
            "not fail"
        ),
        ("a later group that denies", Groups(Original(), 100, "Allow", 200, "Deny"), Any, "pass"),
        ("an earlier group that denies", Groups(Original(), 200, "Allow", 100, "Deny"), "egress-firewall", "fail"),
        (
            "a child's network rule denies before a parent's application rule allows",
            Parent(
                Original().Firewall(Collection("no", 60000, "Deny", Net("all", ["*"], "443"))),
                Collection("web", 100, "Allow", Web("hosts", Original().WebHosts()))
            ),
            "egress-firewall",
            "fail"
        ),
        (
            "a parent's network rule denies before a child's allows",
            Parent(
                Original().Firewall(Collection("all", 100, "Allow", Net("all", ["*"], "443"))),
                Collection("no", 60000, "Deny", Net("all", ["*"], "443"))
            ),
            "egress-firewall",
            "fail"
        ),
        (
            "TLS inspection of Resource Manager alone",
            Original()
                .Set(
                    "firewallPolicies/fwpol",
                    """{"transportSecurity":{"certificateAuthority":{"name":"ca","keyVaultSecretId":"https://kv-own.vault.azure.net/secrets/ca"}}}"""
                )
                .Firewall(
                    Collection(
                        "web",
                        300,
                        "Allow",
                        Web("arm", ["management.azure.com"], more: ",\"terminateTLS\":true"),
                        Web("hosts", Original().WebHosts("management.azure.com"))
                    )
                ),
            "egress-firewall",
            "fail"
        ),
        (
            "TLS inspection by a firewall whose tier has none",
            Original()
                .Set(
                    "firewallPolicies/fwpol",
                    """{"transportSecurity":{"certificateAuthority":{"name":"ca","keyVaultSecretId":"https://kv-own.vault.azure.net/secrets/ca"}}}"""
                )
                .Set("fw", """{"sku":{"name":"AZFW_VNet","tier":"Standard"}}""")
                .Firewall(
                    Collection("web", 300, "Allow", Web("hosts", Original().WebHosts(), more: ",\"terminateTLS\":true"))
                ),
            Any,
            "pass"
        ),
        (
            "the firewall tunnels on to a gateway without a management address",
            FirewallRoutes(Original(), Route("d", Out, "VirtualNetworkGateway")),
            "egress-firewall",
            "fail"
        ),
        (
            "the firewall has two halves of the Internet to nowhere",
            FirewallRoutes(Original(), Route("a", "0.0.0.0/1", "None"), Route("b", "128.0.0.0/1", "None")),
            "egress-firewall",
            "fail"
        ),
        (
            "a closed peering does not matter to a firewall in the spoke itself",
            InSpoke(Original()).Set("to-hub", """{"allowVirtualNetworkAccess":false}"""),
            Any,
            "pass"
        ),
        (
            "two DNS servers of which one is Azure's",
            Original().Set("vnet-own", """{"dhcpOptions":{"dnsServers":["168.63.129.16","10.60.0.80"]}}"""),
            "name-resolution",
            "not pass"
        ),
        (
            "a deny of one address of a host",
            Original().Rules(Rule("bad", 150, "Outbound", "Deny", "*", "140.82.112.4", "443")),
            "security-rules",
            "not fail"
        ),
        (
            "a deny of all storage",
            Original().Rules(Rule("no-st", 150, "Outbound", "Deny", "*", "Storage", "443")),
            "security-rules",
            "fail"
        ),
        (
            "an allow of Azure's cloud alone",
            Original()
                .Rules(
                    Rule("az", 150, "Outbound", "Allow", "*", "AzureCloud", "443"),
                    Rule("no", 160, "Outbound", "Deny", "*", "*", "443")
                ),
            "security-rules",
            "fail"
        ),
        (
            "a deny of the source's other half",
            Recommended().Rules(Rule("half", 150, "Outbound", "Deny", "10.61.0.16/28", "Internet", "443")),
            "security-rules",
            "fail"
        ),
        (
            "an inbound deny of the containers above the allow",
            Recommended().Rules(Rule("no", 110, "Inbound", "Deny", "10.61.0.32/27", "10.61.0.0/27", "22")),
            "security-rules",
            "fail"
        ),
        (
            "an inbound deny of other ports from the containers",
            Recommended().Rules(Rule("no", 110, "Inbound", "Deny", "10.61.0.32/27", "10.61.0.0/27", "23-65535")),
            Any,
            "pass"
        ),
        (
            "a deny of source ports that clients do not use",
            Original()
                .Rules(
                    Rule("low", 110, "Outbound", "Deny", "*", "*", "*")
                        .Replace(
                            "\"sourcePortRange\":\"*\"",
                            "\"sourcePortRange\":\"0-1023\"",
                            StringComparison.Ordinal
                        )
                ),
            Any,
            "pass"
        ),
        (
            "a routing intent to an appliance that is no Azure Firewall",
            Wan(Original().Subnet("""{"routeTable":null}"""))
                .Set(
                    "routingIntent/intent",
                    $$$$"""{"routingPolicies":[{"name":"P","destinations":["Internet"],"nextHop":"{{{{Hub}}}}/networkVirtualAppliances/nva"}]}"""
                ),
            "outbound-access",
            "unknown"
        ),
        (
            "a user's default route to the Internet beats the hub's in a private subnet",
            Wan(Original().Routes(Route("out", Out, "Internet"))),
            "outbound-access",
            "fail"
        ),
        (
            "the hub announces for private traffic and the Internet alike",
            Wan(Original().Subnet("""{"routeTable":null}"""))
                .Set(
                    "routingIntent/intent",
                    $$$$"""
                    {"routingPolicies":[{"name":"A","destinations":["PrivateTraffic"],"nextHop":"{{{{Hub}}}}/azureFirewalls/fw"},
                    {"name":"B","destinations":["Internet"],"nextHop":"{{{{Hub}}}}/azureFirewalls/fw"}]}
                    """
                ),
            Any,
            "pass"
        ),
        (
            "a peering that waits for a hub that cannot be read",
            Original()
                .Remove("to-spoke")
                .Set(
                    "to-hub",
                    $$$$"""
                    {"peeringState":"Initiated","remoteVirtualNetwork":{"id":"/subscriptions/{{{{Far}}}}/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v"},
                    "remoteAddressSpace":{"addressPrefixes":["10.60.0.0/24"]}}
                    """
                ),
            "outbound-access",
            "not pass"
        ),
        (
            "storage of another region goes past the firewall",
            Original().Routes(Route("out", Out, "10.60.0.4"), Route("st", "Storage.WestEurope", "Internet")),
            Any,
            "pass"
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Several_rules_at_once_have_the_verdict_of_the_documentation(string name)
    {
        (_, OwnNetwork network, string checks, string expected) = Cases.Single(one => one.Name == name);
        ExpectedVerdict.Assert(await network.CheckAsync(), checks, expected, name);
    }

    private static OwnNetwork WithoutAddress(OwnNetwork network) =>
        network.Set(
            "fw",
            $$$$"""
            {"ipConfigurations":[{"name":"c","properties":{"privateIPAddress":"10.60.0.4",
            "subnet":{"id":"{{{{HubNetwork}}}}/subnets/AzureFirewallSubnet"}}}]}
            """
        );

    private static OwnNetwork FirewallNat(OwnNetwork network, string gateway) =>
        network
            .AddBefore(
                $"{Hub}/natGateways/ng-fw",
                gateway.Replace("PIP", $"{Hub}/publicIPAddresses/pip-fw", StringComparison.Ordinal),
                "Standard"
            )
            .Subnet($$$$"""{"natGateway":{"id":"{{{{Hub}}}}/natGateways/ng-fw"}}""", "AzureFirewallSubnet", "vnet-hub");

    private static OwnNetwork Groups(OwnNetwork network, int first, string does, int second, string other) =>
        network
            .Set("ruleCollectionGroups/rcg", Group(first, Collection("a", 300, does, Web("hosts", network.WebHosts()))))
            .Add(
                $"{Hub}/firewallPolicies/fwpol/ruleCollectionGroups/more",
                Group(second, Collection("b", 300, other, Web("git", ["github.com"])))
            );
}

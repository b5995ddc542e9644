using static Jumpbox.Azure.Tests.Networks.NetworkChanges;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// Networks whose verdict was derived from Azure's documentation before the model saw them. Source: Azure Virtual Network, "network
/// security groups", "service tags", "virtual network traffic routing", "virtual network peering"; Azure Firewall, "rule processing logic"
/// and "SNAT private ranges"; Azure NAT Gateway, "overview"; Azure DNS, "private DNS zones"; Microsoft Artifact Registry, "client firewall
/// rules".
/// </summary>
public sealed class DerivedNetworks
{
    private const string Any = "any network or egress check";
    private const string Security = "security-rules";
    private const string Fire = "egress-firewall";
    private const string Way = "outbound-access|egress-firewall";
    private const string Out = "0.0.0.0/0";

    private static readonly List<(string Name, OwnNetwork Network, string Checks, string Expected)> Cases =
    [
        ("a deny of the region's cloud", Deny(Recommended(), "AzureCloud.EastUS2"), Security, "fail"),
        ("a deny of another region's cloud", Deny(Original(), "AzureCloud.WestEurope"), Security, "not fail"),
        ("a deny of the registry's front door", Deny(Recommended(), "AzureFrontDoor.FirstParty"), Security, "not pass"),
        ("a deny of the share's port", Deny(Recommended(), "Storage.EastUS2", "445"), Security, "fail"),
        ("a deny of Resource Manager's tag", Deny(Original(), "AzureResourceManager"), Security, "fail"),
        (
            "a deny of what comes from the Internet",
            Original().Rules(Rule("no", 105, "Inbound", "Deny", "Internet", "*", "*", "*")),
            Any,
            "pass"
        ),
        (
            "a deny of answers from port 22, which are not new connections",
            Recommended()
                .Rules(
                    Rule("no", 110, "Outbound", "Deny", "10.61.0.0/27", "10.61.0.32/27", "*")
                        .Replace("\"sourcePortRange\":\"*\"", "\"sourcePortRange\":\"22\"", StringComparison.Ordinal)
                ),
            Any,
            "pass"
        ),
        ("a deny of ICMP", Original().Rules(Rule("no", 105, "Outbound", "Deny", "*", "*", "*", "Icmp")), Any, "pass"),
        (
            "an allow of HTTPS below the deny of everything",
            Only(
                Original(),
                Rule("no", 4000, "Outbound", "Deny", "*", "*", "*", "*"),
                Rule("late", 4050, "Outbound", "Allow", "*", "Internet", "443")
            ),
            Security,
            "fail"
        ),
        (
            "a list of ports that has 443 in a range",
            Only(
                Original(),
                Rule("https", 200, "Outbound", "Allow", "*", "Internet", "")
                    .Replace(
                        "\"destinationPortRange\":\"\"",
                        "\"destinationPortRanges\":[\"80\",\"440-445\"]",
                        StringComparison.Ordinal
                    ),
                Rule("ssh", 210, "Outbound", "Allow", "*", "VirtualNetwork", "22"),
                Rule("no", 4000, "Outbound", "Deny", "*", "*", "*", "*")
            ),
            Any,
            "pass"
        ),
        ("no rules at all but the default ones", Only(Original()), Any, "pass"),
        (
            "default rules without the load balancer's",
            Only(Original(), Rule("no", 4000, "Inbound", "Deny", "AzureLoadBalancer", "*", "*", "*")),
            Security,
            "fail"
        ),
        (
            "a deny of the Internet above the share alone",
            Recommended().Rules(Rule("no", 205, "Outbound", "Deny", "10.61.0.32/27", "Internet", "445")),
            Security,
            "fail"
        ),
        (
            "a second group on the containers that forgets port 22",
            Recommended()
                .AddBefore(
                    $"{Spoke}/networkSecurityGroups/nsg-aci",
                    $$"""
                    {"securityRules":[{{Rule("out", 200, "Outbound", "Allow", "*", "Internet", "*")}},
                    {{Rule("no", 4000, "Outbound", "Deny", "*", "*", "*", "*")}}]}
                    """
                )
                .Subnet(
                    $$$$"""{"networkSecurityGroup":{"id":"{{{{Spoke}}}}/networkSecurityGroups/nsg-aci"}}""",
                    "snet-containers"
                ),
            Security,
            "fail"
        ),
        (
            "a subnet of two prefixes and a rule for one",
            Original()
                .Set("vnet-own", """{"addressSpace":{"addressPrefixes":["10.61.0.0/25","10.61.1.0/25"]}}""")
                .Subnet("""{"addressPrefix":null,"addressPrefixes":["10.61.0.0/27","10.61.1.0/27"]}""")
                .Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts(), "10.61.0.0/27"))),
            Fire,
            "fail"
        ),
        (
            "a subnet of IPv4 and IPv6",
            Original()
                .Set("vnet-own", """{"addressSpace":{"addressPrefixes":["10.61.0.0/25","fd00:db8::/48"]}}""")
                .Subnet("""{"addressPrefix":null,"addressPrefixes":["10.61.0.0/27","fd00:db8::/64"]}"""),
            Any,
            "pass"
        ),
        (
            "a NAT gateway with a prefix alone",
            Plain(Original())
                .AddBefore(
                    $"{Spoke}/natGateways/ng",
                    $$$$"""{"publicIpPrefixes":[{"id":"{{{{Spoke}}}}/publicIPPrefixes/pre"}]}""",
                    "Standard"
                )
                .AddBefore($"{Spoke}/publicIPPrefixes/pre", """{"prefixLength":30}""", "Standard")
                .Subnet($$$$"""{"natGateway":{"id":"{{{{Spoke}}}}/natGateways/ng"}}"""),
            Any,
            "pass"
        ),
        (
            "a default route to the Internet over a NAT gateway",
            Nat(Original()).Routes(Route("o", Out, "Internet")),
            Any,
            "pass"
        ),
        (
            "a NAT gateway at the containers alone",
            Nat(Both(Recommended()), subnet: "snet-containers"),
            "outbound-access",
            "fail"
        ),
        ("three networks that are peered in a circle", Circle(Original()), Any, "pass"),
        (
            "a firewall in a network at the far end of a circle's other side",
            Circle(Original()).Remove("to-spoke").Remove("to-hub"),
            "outbound-access",
            "fail"
        ),
        (
            "all hosts by one wildcard",
            Original().Firewall(Collection("web", 300, "Allow", Web("all", ["*"]))),
            Any,
            "pass"
        ),
        (
            "a deny of every name after the allow",
            Original()
                .Firewall(
                    Collection("web", 300, "Allow", Web("hosts", Original().WebHosts())),
                    Collection("no", 400, "Deny", Web("all", ["*"]))
                ),
            Any,
            "pass"
        ),
        (
            "Azure's cloud by address and the rest by name",
            Original()
                .Firewall(
                    Collection("net", 200, "Allow", Net("az", ["AzureCloud"], "443")),
                    Collection(
                        "web",
                        300,
                        "Allow",
                        Web("hosts", Original().WebHosts("management.azure.com", "*.blob.core.windows.net"))
                    )
                ),
            Any,
            "pass"
        ),
        (
            "a network rule that denies Resource Manager before names are looked at",
            Original()
                .Firewall(
                    Collection("no", 400, "Deny", Net("arm", ["AzureResourceManager"], "443")),
                    Collection("web", 300, "Allow", Web("hosts", Original().WebHosts()))
                ),
            Fire,
            "fail"
        ),
        (
            "a grandparent policy that denies",
            Parent(Original(), Collection("ok", 100, "Allow", Web("hosts", Original().WebHosts())))
                .AddBefore($"{Hub}/firewallPolicies/root", """{"sku":{"tier":"Premium"}}""")
                .Add(
                    $"{Hub}/firewallPolicies/root/ruleCollectionGroups/g",
                    Group(60000, Collection("no", 60000, "Deny", Net("all", ["*"], "443")))
                )
                .Set("firewallPolicies/base", $$$$"""{"basePolicy":{"id":"{{{{Hub}}}}/firewallPolicies/root"}}"""),
            Fire,
            "fail"
        ),
        (
            "a firewall that translates every source",
            Original()
                .Set("firewallPolicies/fwpol", """{"snat":{"privateRanges":["255.255.255.255/32"]}}""")
                .Firewall(Collection("net", 200, "Allow", Net("all", ["*"], "443"))),
            Any,
            "pass"
        ),
        (
            "a source that the rule names by a range",
            Original()
                .Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts(), "10.61.0.0-10.61.0.29"))),
            Fire,
            "fail"
        ),
        (
            "a source that lacks only addresses which Azure reserves",
            Original()
                .Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts(), "10.61.0.4-10.61.0.30"))),
            Any,
            "pass"
        ),
        (
            "rules for the addresses that Azure gives to machines alone",
            Recommended()
                .Rules(
                    Rule("no-1", 110, "Inbound", "Deny", "10.61.0.32/30", "*", "22"),
                    Rule("no-2", 111, "Inbound", "Deny", "10.61.0.63", "*", "22"),
                    Rule("no-3", 112, "Outbound", "Deny", "10.61.0.0/30", "*", "*")
                ),
            Any,
            "pass"
        ),
        (
            "a DNS server of which only TCP is allowed",
            Dns(Original(), "10.60.0.4")
                .Rules(
                    Rule("tcp", 150, "Outbound", "Allow", "*", "10.60.0.4", "53"),
                    Rule("udp", 160, "Outbound", "Deny", "*", "10.60.0.4", "53", "Udp")
                ),
            "name-resolution",
            "not pass"
        ),
        ("a zone of a top-level domain without the hosts", Zone(Original(), "com", null), "name-resolution", "fail"),
        (
            "a zone that answers with a public address, whose name the firewall allows",
            Zone(Original(), "github.com", "@ 140.82.112.4"),
            Way,
            "not fail"
        ),
        (
            "a zone that answers with a public address, whose name no rule allows",
            Zone(
                Original().Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts("github.com")))),
                "github.com",
                "@ 140.82.112.4"
            ),
            Fire,
            "fail"
        ),
        (
            "announced private prefixes beside a NAT gateway",
            Nat(Plain(Original())).Announced("10.0.0.0/8").Machine(),
            Any,
            "pass"
        ),
        (
            "an announced public prefix beside a NAT gateway",
            Nat(Plain(Original())).Announced("8.0.0.0/8").Machine(),
            "outbound-access",
            "not fail"
        ),
        (
            "a gateway that announces both halves, and no route of the user",
            Plain(Original()).Announced("0.0.0.0/1 128.0.0.0/1").Machine(),
            "outbound-access",
            "not pass"
        ),
        (
            "the registry's two tags allowed and the rest by storage and Resource Manager, in containers",
            Only(
                Recommended(),
                Rule("ssh-in", 120, "Inbound", "Allow", "10.61.0.32/27", "10.61.0.0/27", "22"),
                Rule("build", 190, "Outbound", "Allow", "10.61.0.0/27", "Internet", "443"),
                Rule("mcr", 200, "Outbound", "Allow", "10.61.0.32/27", "MicrosoftContainerRegistry", "443"),
                Rule("fd", 201, "Outbound", "Allow", "10.61.0.32/27", "AzureFrontDoor.FirstParty", "443"),
                Rule("st", 202, "Outbound", "Allow", "10.61.0.32/27", "Storage", "*"),
                Rule("arm", 203, "Outbound", "Allow", "10.61.0.32/27", "AzureResourceManager", "443"),
                Rule("ssh", 204, "Outbound", "Allow", "10.61.0.32/27", "10.61.0.0/27", "22"),
                Rule("no", 4000, "Outbound", "Deny", "*", "*", "*", "*"),
                Rule("no-in", 4000, "Inbound", "Deny", "*", "*", "*", "*")
            ),
            Security,
            "pass"
        ),
        (
            "a peering of IPv6 alone",
            Original().Set("to-hub", """{"enableOnlyIPv6Peering":true}"""),
            "outbound-access",
            "fail"
        ),
        (
            "routes to nowhere for Azure's own addresses on each host",
            Original()
                .Routes(
                    Route("out", Out, "10.60.0.4"),
                    Route("dns", "168.63.129.16/32", "None"),
                    Route("imds", "169.254.169.254/32", "None")
                ),
            Any,
            "pass"
        ),
        (
            "a network that uses the addresses of the region's storage itself",
            Original()
                .Set(
                    "vnet-own",
                    """{"addressSpace":{"addressPrefixes":["10.61.0.0/25","20.32.0.0/11","20.64.0.0/10","191.0.0.0/8"]}}"""
                ),
            "outbound-access",
            "fail"
        ),
        (
            "a network that uses a half of the Internet itself",
            Original().Set("vnet-own", """{"addressSpace":{"addressPrefixes":["10.61.0.0/25","128.0.0.0/2"]}}"""),
            "outbound-access",
            "not pass"
        ),
        (
            "a peered network that uses the addresses of the region's storage",
            Circle(Original()).Set("vnet-third", """{"addressSpace":{"addressPrefixes":["20.60.0.0/14"]}}"""),
            "outbound-access",
            "not pass"
        ),
        (
            "a route to nowhere for the registry's front door",
            Recommended().Routes(Route("out", Out, "10.60.0.4"), Route("fd", "AzureFrontDoor.FirstParty", "None")),
            "outbound-access",
            "not pass"
        ),
        ("a deny of a tag that has no host of a build", Deny(Original(), "ApiManagement"), Any, "pass"),
        (
            "a network rule for ICMP alone",
            Original()
                .Firewall(
                    Collection(
                        "n",
                        100,
                        "Allow",
                        Net("all", ["*"], "443").Replace("[\"TCP\"]", "[\"ICMP\"]", StringComparison.Ordinal)
                    )
                ),
            Fire,
            "fail"
        ),
        (
            "all names on both ports",
            Original()
                .Firewall(
                    Collection(
                        "web",
                        300,
                        "Allow",
                        Web("all", ["*"])
                            .Replace(
                                "\"protocols\":[",
                                "\"protocols\":[{\"protocolType\":\"Http\",\"port\":80},",
                                StringComparison.Ordinal
                            )
                    )
                ),
            Any,
            "pass"
        ),
        (
            "a deny of an FQDN tag that has Resource Manager",
            Original()
                .Firewall(
                    Collection(
                        "no",
                        100,
                        "Deny",
                        Web("aks", [])
                            .Replace(
                                "\"targetFqdns\":[]",
                                "\"fqdnTags\":[\"AzureKubernetesService\"]",
                                StringComparison.Ordinal
                            )
                    ),
                    Collection("web", 300, "Allow", Web("hosts", Original().WebHosts()))
                ),
            Fire,
            "not pass"
        ),
        (
            "a peering whose other side was deleted",
            Original().Remove("to-spoke").Set("to-hub", """{"peeringState":"Disconnected"}"""),
            "outbound-access",
            "fail"
        ),
        (
            "source ports of Windows alone",
            Original()
                .Rules(
                    Rule("w", 150, "Outbound", "Allow", "*", "Internet", "443")
                        .Replace(
                            "\"sourcePortRange\":\"*\"",
                            "\"sourcePortRange\":\"49152-65535\"",
                            StringComparison.Ordinal
                        ),
                    Rule("no", 160, "Outbound", "Deny", "*", "Internet", "443")
                ),
            Security,
            "fail"
        ),
        (
            "the container subnet behind the firewall, the build subnet behind a NAT gateway",
            Nat(Recommended()).Subnet("""{"routeTable":null}"""),
            Any,
            "pass"
        ),
        (
            "a firewall of the network itself whose subnet is routed to nowhere",
            InSpoke(Original())
                .AddBefore($"{Spoke}/routeTables/rt-in", $$"""{"routes":[{{Route("d", Out, "None")}}]}""")
                .Subnet($$$$"""{"routeTable":{"id":"{{{{Spoke}}}}/routeTables/rt-in"}}""", "AzureFirewallSubnet"),
            Fire,
            "fail"
        ),
        (
            "a NAT gateway without an address at the containers",
            Nat(Both(Recommended()), null, "snet-containers"),
            "outbound-access",
            "fail"
        ),
        (
            "two DNS servers that are both the firewall's network",
            Dns(Original(), "10.60.0.4")
                .Set("vnet-own", """{"dhcpOptions":{"dnsServers":["10.60.0.4","10.60.0.5"]}}"""),
            "name-resolution",
            "not pass"
        ),
        (
            "a zone with a record whose name has other letters",
            Zone(Original(), "GITHUB.com", null),
            "name-resolution",
            "fail"
        ),
        (
            "a longer route to nowhere inside a tag that is allowed",
            Original()
                .Routes(
                    Route("out", Out, "10.60.0.4"),
                    Route("st", "Storage", "10.60.0.4"),
                    Route("all", "20.0.0.0/8", "None")
                ),
            "outbound-access",
            "not pass"
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_network_has_the_verdict_that_was_derived_before(string name)
    {
        (_, OwnNetwork network, string checks, string expected) = Cases.Single(one => one.Name == name);
        ExpectedVerdict.Assert(await network.CheckAsync(), checks, expected, name);
    }

    private static OwnNetwork Deny(OwnNetwork network, string to, string port = "443") =>
        network.Rules(Rule("no", 150, "Outbound", "Deny", "*", to, port));

    private static OwnNetwork Only(OwnNetwork network, params string[] rules) =>
        network.Set("networkSecurityGroups/nsg", $$"""{"securityRules":[{{string.Join(',', rules)}}]}""");

    private static OwnNetwork Circle(OwnNetwork network)
    {
        const string third = $"{Hub}/virtualNetworks/vnet-third";
        string Side(string remote) =>
            $$$$"""{"allowVirtualNetworkAccess":true,"remoteVirtualNetwork":{"id":"{{{{remote}}}}"}}""";

        return network
            .Add(third, """{"addressSpace":{"addressPrefixes":["10.62.0.0/24"]},"subnets":[]}""")
            .Add($"{third}/virtualNetworkPeerings/third-hub", Side(HubNetwork))
            .Add($"{HubNetwork}/virtualNetworkPeerings/hub-third", Side(third))
            .Add($"{third}/virtualNetworkPeerings/third-spoke", Side(SpokeNetwork))
            .Add($"{SpokeNetwork}/virtualNetworkPeerings/spoke-third", Side(third));
    }
}

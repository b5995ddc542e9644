using Jumpbox.Checks;
using static Jumpbox.Azure.Tests.Networks.NetworkChanges;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// Networks that a fresh engineer thought of, with the verdict that Azure's documentation gives: Virtual Network, "network security
/// groups", "virtual network traffic routing" and "service tags"; Azure Route Server, "default route injection"; Azure Firewall, "rule
/// processing logic", "DNS settings" and "DNS details"; Azure DNS, "private DNS zones"; Azure NAT Gateway, "overview".
/// </summary>
public sealed class FurtherNetworks
{
    private const string Any = "any network or egress check";
    private const string Out = "0.0.0.0/0";

    private static readonly List<(string Name, OwnNetwork Network, string Checks, string Expected)> Cases =
    [
        (
            "gateway: a DNS server on premises without a route of the user",
            Dns(Nat(Plain(Original())), "10.99.0.4").Set("to-hub", """{"useRemoteGateways":true}"""),
            "name-resolution",
            "unknown"
        ),
        (
            "gateway: a DNS server on premises beside a default route of the user",
            Dns(Original(), "10.99.0.4").Set("to-hub", """{"useRemoteGateways":true}"""),
            "name-resolution",
            "unknown"
        ),
        (
            "gateway: a DNS server on premises and routes that are not propagated",
            Dns(Original(), "10.99.0.4")
                .Set("to-hub", """{"useRemoteGateways":true}""")
                .Set("routeTables/rt", """{"disableBgpRoutePropagation":true}"""),
            "name-resolution",
            "fail"
        ),
        (
            "gateway: two halves that it announces beat the user's default route",
            Original().Machine().Announced("0.0.0.0/1 128.0.0.0/1"),
            "outbound-access|egress-firewall",
            "not pass"
        ),
        (
            "gateway: the user's default route beats an announced one",
            Original().Machine().Announced("0.0.0.0/0"),
            "outbound-access|egress-firewall",
            "pass"
        ),
        (
            "gateway: announced private prefixes do not matter",
            Original().Machine().Announced("172.20.0.0/16 192.168.0.0/16"),
            Any,
            "pass"
        ),
        (
            "security rules: deny port 0",
            Original().Rules(Rule("z", 110, "Outbound", "Deny", "*", "*", "0", "*")),
            Any,
            "pass"
        ),
        (
            "security rules: allow port 0 only before deny all",
            Original()
                .Rules(
                    Rule("z", 110, "Outbound", "Allow", "*", "*", "0", "*"),
                    Rule("zz", 115, "Outbound", "Deny", "*", "*", "0-65535", "*")
                ),
            "security-rules",
            "fail"
        ),
        (
            "security rules: lower case words",
            Original().Rules(Rule("z", 110, "outbound", "deny", "*", "internet", "443", "tcp")),
            "security-rules",
            "fail"
        ),
        (
            "security rules: deny esp",
            Original().Rules(Rule("z", 110, "Outbound", "Deny", "*", "*", "*", "Esp")),
            Any,
            "pass"
        ),
        (
            "security rules: ipv6 deny",
            Original().Rules(Rule("z", 110, "Outbound", "Deny", "*", "::/0", "*", "*")),
            Any,
            "pass"
        ),
        (
            "security rules: ipv6 deny specific",
            Original().Rules(Rule("z", 110, "Outbound", "Deny", "2603:1000::/24", "*", "*", "*")),
            Any,
            "pass"
        ),
        (
            "security rules: deny in two halves",
            Original()
                .Rules(
                    Rule("z", 110, "Outbound", "Deny", "*", "0.0.0.0/1", "443"),
                    Rule("y", 111, "Outbound", "Deny", "*", "128.0.0.0/1", "443")
                ),
            "security-rules",
            "fail"
        ),
        (
            "security rules: allow 0.0.0.0/0 for all",
            Original().Rules(Rule("z", 110, "Outbound", "Allow", "0.0.0.0/0", "0.0.0.0/0", "0-65535", "*")),
            Any,
            "pass"
        ),
        (
            "security rules: source ports of linux allowed",
            Original()
                .Rules(
                    Rule("a", 110, "Outbound", "Allow", "*", "Internet", "443")
                        .Replace(
                            "\"sourcePortRange\":\"*\"",
                            "\"sourcePortRange\":\"32768-60999\"",
                            StringComparison.Ordinal
                        ),
                    Rule("z", 115, "Outbound", "Deny", "*", "Internet", "443")
                ),
            "security-rules",
            "not fail"
        ),
        (
            "security rules: source port 443 mistaken for destination",
            Original()
                .Rules(
                    Rule("a", 110, "Outbound", "Allow", "*", "Internet", "443")
                        .Replace("\"sourcePortRange\":\"*\"", "\"sourcePortRange\":\"443\"", StringComparison.Ordinal),
                    Rule("z", 115, "Outbound", "Deny", "*", "Internet", "443")
                ),
            "security-rules",
            "fail"
        ),
        (
            "security rules: deny AzureLoadBalancer in",
            Original()
                .Rules(
                    Rule("z", 99 + 1 - 0 + 90, "Outbound", "Allow", "*", "*", "1"),
                    Rule("lb", 101, "Inbound", "Allow", "*", "*", "1")
                )
                .Rules(Rule("zz", 102, "Inbound", "Deny", "AzureLoadBalancer", "*", "60001")),
            Any,
            "pass"
        ),
        ("security rules: probe in only by VirtualNetwork", NoProbe(Original()), "security-rules", "not fail"),
        ("security rules: deny loadbalancer before allow", Swap(Original()), "security-rules", "fail"),
        ("security rules: only the default rules", OnlyDefaults(Original()), "security-rules", "pass"),
        (
            "security rules: storage east only is not eastus2",
            Recommended()
                .Rules(
                    Rule("a", 150, "Outbound", "Deny", "*", "Storage.eastus2", "445"),
                    Rule("b", 140, "Outbound", "Allow", "*", "Storage.eastus", "445")
                ),
            "security-rules",
            "fail"
        ),
        (
            "security rules: deny Storage.eastus no matter",
            Recommended().Rules(Rule("a", 150, "Outbound", "Deny", "*", "Storage.eastus", "445")),
            Any,
            "pass"
        ),
        (
            "security rules: deny VirtualNetwork to VirtualNetwork above ssh",
            Original().Rules(Rule("a", 105, "Inbound", "Deny", "VirtualNetwork", "VirtualNetwork", "20-25")),
            "security-rules",
            "fail"
        ),
        (
            "security rules: internet only through VirtualNetwork with a default route",
            Original()
                .Rules(
                    Rule("a", 110, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork", "443"),
                    Rule("b", 111, "Outbound", "Deny", "*", "*", "443")
                ),
            "security-rules",
            "warn"
        ),
        (
            "security rules: internet only through VirtualNetwork without a default route",
            Nat(Plain(Original()))
                .Rules(
                    Rule("a", 110, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork", "443"),
                    Rule("b", 111, "Outbound", "Deny", "*", "*", "443")
                ),
            "security-rules",
            "fail"
        ),
        (
            "security rules: deny GatewayManager",
            Original().Rules(Rule("a", 111, "Inbound", "Deny", "GatewayManager", "*", "*", "*")),
            Any,
            "pass"
        ),
        (
            "security rules: inbound destination ASG",
            Recommended()
                .Rules(
                    Rule("a", 110, "Inbound", "Deny", "10.61.0.32/27", "*", "22"),
                    Rule("b", 105, "Inbound", "Allow", "*", "x", "22")
                        .Replace(
                            "\"destinationAddressPrefix\":\"x\"",
                            $"\"destinationApplicationSecurityGroups\":[{{\"id\":\"{Spoke}/applicationSecurityGroups/asg\"}}]",
                            StringComparison.Ordinal
                        )
                ),
            "security-rules",
            "fail"
        ),
        (
            "security rules: ssh from containers allowed only for one address",
            Recommended()
                .Rules(
                    Rule("b", 105, "Inbound", "Allow", "10.61.0.36", "*", "22"),
                    Rule("a", 110, "Inbound", "Deny", "10.61.0.32/27", "*", "22")
                ),
            "security-rules",
            "not pass"
        ),
        (
            "DNS: deny of another source",
            Original().Rules(Rule("a", 110, "Outbound", "Deny", "10.99.0.0/24", "AzurePlatformDNS", "*", "*")),
            "name-resolution",
            "pass"
        ),
        (
            "DNS: deny of half the subnet",
            Original().Rules(Rule("a", 110, "Outbound", "Deny", "10.61.0.0/28", "AzurePlatformDNS", "*", "*")),
            "name-resolution",
            "not pass"
        ),
        (
            "DNS: deny of the containers' subnet in one group",
            Recommended().Rules(Rule("a", 110, "Outbound", "Deny", "10.61.0.32/27", "AzurePlatformDNS", "*", "*")),
            "name-resolution",
            "fail"
        ),
        (
            "DNS: allow for another source above deny",
            Original()
                .Rules(
                    Rule("a", 110, "Outbound", "Allow", "10.99.0.0/24", "AzurePlatformDNS", "*", "*"),
                    Rule("b", 111, "Outbound", "Deny", "*", "AzurePlatformDNS", "*", "*")
                ),
            "name-resolution",
            "fail"
        ),
        (
            "DNS: tcp only deny",
            Original().Rules(Rule("a", 110, "Outbound", "Deny", "*", "AzurePlatformDNS", "53", "Tcp")),
            "name-resolution",
            "not fail"
        ),
        (
            "security rules: unreferenced group of nobody",
            Original()
                .Add(
                    $"{Spoke}/networkSecurityGroups/other",
                    $$"""{"securityRules":[{{Rule("a", 100, "Outbound", "Deny", "*", "*", "*", "*")}}]}"""
                ),
            Any,
            "pass"
        ),
        (
            "security rules: deny a tag nobody knows",
            Original().Rules(Rule("a", 110, "Outbound", "Deny", "*", "SqlManagement", "*", "*")),
            "security-rules",
            "not fail"
        ),
        (
            "security rules: deny 168.63.129.16",
            Original().Rules(Rule("a", 110, "Outbound", "Deny", "*", "168.63.129.16", "*", "*")),
            "name-resolution",
            "pass"
        ),
        (
            "routes: server in the own network",
            Server(Original().Subnet("""{"routeTable":null}""")),
            "outbound-access",
            "unknown"
        ),
        (
            "routes: server with default outbound",
            Server(Original().Subnet("""{"routeTable":null,"defaultOutboundAccess":true}""")),
            "outbound-access",
            "unknown"
        ),
        ("routes: server, nat gateway", Server(Nat(Plain(Original()))), "outbound-access", "unknown"),
        ("routes: server, user's default", Server(Original()), Any, "pass"),
        (
            "routes: server empty",
            Original()
                .Subnet("""{"routeTable":null}""")
                .AddSubnet("""{"name":"RouteServerSubnet","properties":{"addressPrefix":"10.61.0.96/27"}}"""),
            "outbound-access",
            "fail"
        ),
        (
            "routes: to the tag GitHub-like AzureFrontDoor none",
            Original().Routes(Route("o", Out, "10.60.0.4"), Route("fd", "AzureFrontDoor.Frontend", "None")),
            "outbound-access",
            "not pass"
        ),
        (
            "routes: AzureResourceManager none",
            Original().Routes(Route("o", Out, "10.60.0.4"), Route("fd", "AzureResourceManager", "None")),
            "outbound-access",
            "fail"
        ),
        (
            "routes: ARM to Internet with nat",
            Nat(Original().Routes(Route("o", Out, "10.60.0.4"), Route("fd", "AzureResourceManager", "Internet"))),
            Any,
            "pass"
        ),
        ("routes: explicit internet with nat", Nat(Original().Routes(Route("o", Out, "Internet"))), Any, "pass"),
        (
            "routes: to itself: appliance in build subnet",
            Original().Routes(Route("o", Out, "10.61.0.5")),
            "egress-firewall",
            "unknown"
        ),
        (
            "routes: four quarters",
            Original()
                .Routes(
                    Route("a", "0.0.0.0/2", "10.60.0.4"),
                    Route("b", "64.0.0.0/2", "10.60.0.4"),
                    Route("c", "128.0.0.0/2", "10.60.0.4"),
                    Route("d", "192.0.0.0/2", "None")
                ),
            "outbound-access",
            "not pass"
        ),
        (
            "routes: quarters all to none",
            Original()
                .Routes(
                    Route("o", Out, "10.60.0.4"),
                    Route("a", "0.0.0.0/2", "None"),
                    Route("b", "64.0.0.0/2", "None"),
                    Route("c", "128.0.0.0/2", "None"),
                    Route("d", "192.0.0.0/2", "None")
                ),
            "outbound-access",
            "fail"
        ),
        (
            "routes: build subnet own to none",
            Recommended().Routes(Route("o", Out, "10.60.0.4"), Route("a", "10.61.0.0/27", "None")),
            Any,
            "not pass"
        ),
        (
            "routes: own network via firewall same prefix original",
            Original().Routes(Route("o", Out, "10.60.0.4"), Route("a", "10.61.0.0/25", "10.60.0.4")),
            Any,
            "not pass"
        ),
        ("routes: no default but nsg", Nat(Original().Routes(Route("a", "172.16.0.0/12", "10.60.0.4"))), Any, "pass"),
        ("routes: hop ipv6 only", Original().Routes(Route("o", "::/0", "10.60.0.4")), "outbound-access", "fail"),
        (
            "peering disconnected",
            Original().Set("to-hub", """{"peeringState":"Disconnected"}""").Remove("to-spoke"),
            "outbound-access",
            "fail"
        ),
        (
            "remote gateway where hub has none",
            Plain(Original())
                .Set("to-hub", """{"useRemoteGateways":true}""")
                .Set("to-spoke", """{"allowGatewayTransit":false}"""),
            "outbound-access",
            "not pass"
        ),
        (
            "forward not allowed on hub side",
            Original().Set("to-spoke", """{"allowForwardedTraffic":false}"""),
            Any,
            "pass"
        ),
        (
            "NAT gateway: failed",
            Nat(Plain(Original())).Set("natGateways/ng", """{"provisioningState":"Failed"}"""),
            "outbound-access",
            "not pass"
        ),
        (
            "NAT gateway: on containers only",
            Nat(
                Recommended().Subnet("""{"routeTable":null}""", "snet-containers").Subnet("""{"routeTable":null}"""),
                subnet: "snet-containers"
            ),
            "outbound-access",
            "fail"
        ),
        (
            "firewall: http on 443",
            Original()
                .Firewall(
                    Collection(
                        "web",
                        300,
                        "Allow",
                        Web("h", Original().WebHosts()).Replace("\"Https\"", "\"Http\"", StringComparison.Ordinal)
                    )
                ),
            "egress-firewall",
            "fail"
        ),
        (
            "firewall: mssql on 443",
            Original()
                .Firewall(
                    Collection(
                        "web",
                        300,
                        "Allow",
                        Web("h", Original().WebHosts()).Replace("\"Https\"", "\"Mssql\"", StringComparison.Ordinal)
                    )
                ),
            "egress-firewall",
            "fail"
        ),
        (
            "firewall: https on 8443",
            Original()
                .Firewall(
                    Collection(
                        "web",
                        300,
                        "Allow",
                        Web("h", Original().WebHosts()).Replace("443", "8443", StringComparison.Ordinal)
                    )
                ),
            "egress-firewall",
            "fail"
        ),
        (
            "firewall: deny https for star below",
            Original()
                .Firewall(
                    Collection("web", 300, "Allow", Web("h", Original().WebHosts())),
                    Collection("no", 400, "Deny", Web("n", ["*"]))
                ),
            Any,
            "pass"
        ),
        (
            "firewall: deny star above",
            Original()
                .Firewall(
                    Collection("web", 300, "Allow", Web("h", Original().WebHosts())),
                    Collection("no", 200, "Deny", Web("n", ["*"]))
                ),
            "egress-firewall",
            "fail"
        ),
        (
            "firewall: deny of similar name",
            Original()
                .Firewall(
                    Collection("no", 200, "Deny", Web("n", ["*.github.com", "evilgithub.com"])),
                    Collection("web", 300, "Allow", Web("h", Original().WebHosts()))
                ),
            Any,
            "pass"
        ),
        (
            "firewall: deny *hub.com catches github.com",
            Original()
                .Firewall(
                    Collection("no", 200, "Deny", Web("n", ["*hub.com"])),
                    Collection("web", 300, "Allow", Web("h", Original().WebHosts()))
                ),
            "egress-firewall",
            "fail"
        ),
        (
            "firewall: upper case hosts",
            Original()
                .Firewall(
                    Collection(
                        "web",
                        300,
                        "Allow",
                        Web("h", [.. Original().WebHosts().Select(h => h.ToUpperInvariant())])
                    )
                ),
            Any,
            "pass"
        ),
        (
            "firewall: source star",
            Original().Firewall(Collection("web", 300, "Allow", Web("h", Original().WebHosts(), "*"))),
            Any,
            "pass"
        ),
        (
            "firewall: source other",
            Original().Firewall(Collection("web", 300, "Allow", Web("h", Original().WebHosts(), "10.61.0.128/25"))),
            "egress-firewall",
            "fail"
        ),
        (
            "firewall: deny from another subnet",
            Original()
                .Firewall(
                    Collection("no", 200, "Deny", Web("n", ["*"], "10.61.0.64/27")),
                    Collection("web", 300, "Allow", Web("h", Original().WebHosts()))
                ),
            Any,
            "pass"
        ),
        (
            "firewall: network deny of storage tag",
            Original()
                .Firewall(
                    Collection("no", 200, "Deny", Net("n", ["Storage"], "443")),
                    Collection("web", 300, "Allow", Web("h", Original().WebHosts()))
                ),
            "egress-firewall",
            "fail"
        ),
        (
            "firewall: network deny of storage of elsewhere",
            Original()
                .Firewall(
                    Collection("no", 200, "Deny", Net("n", ["Storage.WestEurope"], "443")),
                    Collection("web", 300, "Allow", Web("h", Original().WebHosts()))
                ),
            Any,
            "pass"
        ),
        (
            "firewall: DNAT only",
            Original()
                .Firewall(
                    """{"ruleCollectionType":"FirewallPolicyNatRuleCollection","name":"nat","priority":100,"action":{"type":"DNAT"},"rules":[{"ruleType":"NatRule","name":"n","sourceAddresses":["*"],"destinationAddresses":["1.2.3.4"],"destinationPorts":["443"],"ipProtocols":["TCP"],"translatedAddress":"10.61.0.5","translatedPort":"443"}]}"""
                ),
            "egress-firewall",
            "fail"
        ),
        (
            "firewall: DNAT beside",
            Original()
                .Firewall(
                    """{"ruleCollectionType":"FirewallPolicyNatRuleCollection","name":"nat","priority":100,"action":{"type":"DNAT"},"rules":[{"ruleType":"NatRule","name":"n","sourceAddresses":["*"],"destinationAddresses":["1.2.3.4"],"destinationPorts":["443"],"ipProtocols":["TCP"],"translatedAddress":"10.61.0.5","translatedPort":"443"}]}""",
                    Collection("web", 300, "Allow", Web("h", Original().WebHosts()))
                ),
            Any,
            "pass"
        ),
        (
            "firewall: custom dns server that is nowhere",
            Original()
                .Set("firewallPolicies/fwpol", """{"dnsSettings":{"enableProxy":true,"servers":["10.99.0.4"]}}"""),
            "egress-firewall",
            "not pass"
        ),
        (
            "firewall: is dns proxy with an upstream nobody reads",
            Dns(Original(), "10.60.0.4")
                .Set("firewallPolicies/fwpol", """{"dnsSettings":{"enableProxy":true,"servers":["10.99.0.4"]}}"""),
            "name-resolution",
            "not pass"
        ),
        (
            "firewall: upstream is Azure",
            Dns(Original(), "10.60.0.4")
                .Set("firewallPolicies/fwpol", """{"dnsSettings":{"enableProxy":true,"servers":["168.63.129.16"]}}"""),
            Any,
            "pass"
        ),
        (
            "zone linked with the firewall's network alone",
            Zone(Original(), "github.com", null, HubNetwork),
            "egress-firewall|name-resolution",
            "not pass"
        ),
        (
            "zone linked with the hub alone, firewall is server",
            Zone(Dns(Original(), "10.60.0.4"), "github.com", null, HubNetwork),
            "name-resolution",
            "not pass"
        ),
        (
            "zone linked with the hub alone, no firewall on the way",
            Zone(Nat(Plain(Original())), "github.com", null, HubNetwork),
            Any,
            "pass"
        ),
        (
            "zone with a wildcard deeper",
            Zone(Original(), "k8s.io", "*.dl 10.61.0.20", SpokeNetwork),
            "name-resolution",
            "not pass"
        ),
        ("two records of which the first is nowhere", Zone2(Original()), "name-resolution", "not pass"),
        (
            "firewall: deallocated classic",
            Original().Set("fw", """{"ipConfigurations":[]}"""),
            "outbound-access|egress-firewall",
            "fail"
        ),
        ("firewall: failed", Original().Set("fw", """{"provisioningState":"Failed"}"""), "egress-firewall", "warn"),
        ("firewall: policy empty", Original().Remove("rcg"), "egress-firewall", "fail"),
        ("firewall: grandparent denies", Grand(Original()), "egress-firewall", "fail"),
        (
            "firewall: names in network rules asked of another firewall",
            TwoFirewalls(Original()),
            "egress-firewall",
            "not pass"
        ),
        ("firewall: classic snat none", Classic(Original(), "0.0.0.0/0"), "egress-firewall", "fail"),
        ("firewall: classic default snat", Classic(Original(), null), "egress-firewall", "pass"),
        (
            "firewall: ip group range entry",
            Original()
                .Set("ipGroups/ipg", """{"ipAddresses":["10.61.0.0-10.61.0.31"]}""")
                .Firewall(
                    Collection(
                        "web",
                        300,
                        "Allow",
                        Web("h", Original().WebHosts())
                            .Replace(
                                "\"sourceAddresses\":[\"10.61.0.0/25\"]",
                                $"\"sourceIpGroups\":[\"{Hub}/ipGroups/ipg\"]",
                                StringComparison.Ordinal
                            )
                    )
                ),
            Any,
            "pass"
        ),
        (
            "firewall: fqdn tag AKS allows arm",
            Original()
                .Firewall(
                    Collection(
                        "web",
                        300,
                        "Allow",
                        Web("h", Original().WebHosts("management.azure.com", "packages.microsoft.com")),
                        Web("t", [])
                            .Replace(
                                "\"targetFqdns\":[]",
                                "\"fqdnTags\":[\"AzureKubernetesService\"]",
                                StringComparison.Ordinal
                            )
                    )
                ),
            "egress-firewall",
            "not fail"
        ),
        (
            "firewall: urls deny above",
            Original()
                .Firewall(
                    Collection(
                        "no",
                        200,
                        "Deny",
                        Web("n", [])
                            .Replace(
                                "\"targetFqdns\":[]",
                                "\"targetUrls\":[\"github.com/evil/*\"]",
                                StringComparison.Ordinal
                            )
                    ),
                    Collection("web", 300, "Allow", Web("h", Original().WebHosts()))
                ),
            "egress-firewall",
            "not fail"
        ),
        (
            "zone with a wildcard deeper, allowed",
            Zone(
                Original().Rules(Rule("pe", 190, "Outbound", "Allow", "*", "10.61.0.0/25", "443")),
                "k8s.io",
                "*.dl 10.61.0.20",
                SpokeNetwork
            ),
            "name-resolution",
            "fail"
        ),
        (
            "two records of which one is nowhere",
            Zone2(Original().Rules(Rule("pe", 190, "Outbound", "Allow", "*", "10.61.0.0/25", "443"))),
            "name-resolution",
            "unknown"
        ),
        (
            "zone linked with the hub alone for other names",
            Zone(Original(), "contoso.com", null, HubNetwork),
            Any,
            "pass"
        ),
        (
            "zone linked with the hub, network rule for all",
            Zone(
                Original().Firewall(Collection("n", 100, "Allow", Net("all", ["*"], "443"))),
                "github.com",
                null,
                HubNetwork
            ),
            Any,
            "pass"
        ),
        (
            "firewall: custom dns, network rule for all",
            Original()
                .Firewall(Collection("n", 100, "Allow", Net("all", ["*"], "443")))
                .Set("firewallPolicies/fwpol", """{"dnsSettings":{"enableProxy":true,"servers":["10.99.0.4"]}}"""),
            Any,
            "pass"
        ),
        (
            "source ports none of linux",
            Original()
                .Rules(
                    Rule("a", 110, "Outbound", "Allow", "*", "Internet", "443")
                        .Replace(
                            "\"sourcePortRange\":\"*\"",
                            "\"sourcePortRange\":\"1024-5000\"",
                            StringComparison.Ordinal
                        ),
                    Rule("z", 115, "Outbound", "Deny", "*", "Internet", "443")
                ),
            "security-rules",
            "fail"
        ),
        (
            "cure with neighbours",
            Original()
                .Rules(
                    Rule("a", 109, "Outbound", "Deny", "*", "10.99.0.0/24", "443"),
                    Rule("z", 110, "Outbound", "Deny", "*", "Internet", "443")
                ),
            "security-rules",
            "fail"
        ),
        (
            "cure at 100",
            Original().Rules(Rule("z", 100, "Outbound", "Deny", "*", "Internet", "443")),
            "security-rules",
            "fail"
        ),
        (
            "overlapping: route for one storage region to gateway",
            Original().Routes(Route("o", Out, "10.60.0.4"), Route("st", "Storage.EastUS2", "VirtualNetworkGateway")),
            "outbound-access",
            "not pass"
        ),
        (
            "appliance with an IPv6 address",
            Original()
                .Routes(
                    """{"name":"o","properties":{"addressPrefix":"0.0.0.0/0","nextHopType":"VirtualAppliance","nextHopIpAddress":"fd00::4"}}"""
                ),
            "outbound-access|egress-firewall",
            "fail"
        ),
        (
            "DNS: two servers, one is nowhere",
            Dns(Original(), "10.60.0.4")
                .Set("vnet-own", """{"dhcpOptions":{"dnsServers":["10.60.0.4","10.99.0.9"]}}"""),
            "name-resolution",
            "not fail"
        ),
        (
            "default outbound: true with containers delegated",
            Recommended().Subnet("""{"routeTable":null}""", "snet-containers"),
            "outbound-access",
            "not fail"
        ),
        ("dual stack", Six(Original()), Any, "not fail"),
        ("dual stack containers", Six(Recommended()), Any, "not fail"),
        (
            "service endpoints storage with private subnet and no route",
            Plain(Original()).Subnet("""{"serviceEndpoints":[{"service":"Microsoft.Storage"}]}"""),
            "outbound-access",
            "fail"
        ),
        (
            "service endpoint with deny internet",
            Original()
                .Subnet("""{"serviceEndpoints":[{"service":"Microsoft.Storage"}]}""")
                .Rules(Rule("a", 110, "Outbound", "Deny", "*", "Storage", "443")),
            "security-rules",
            "fail"
        ),
        (
            "blackhole longer than the endpoint's prefixes",
            Original()
                .Subnet("""{"serviceEndpoints":[{"service":"Microsoft.Storage"}]}""")
                .Routes(Route("o", Out, "10.60.0.4"), Route("x", "20.0.0.0/6", "10.60.0.4")),
            Any,
            "pass"
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_further_network_has_the_verdict_of_the_documentation(string name)
    {
        (_, OwnNetwork network, string checks, string expected) = Cases.Single(one => one.Name == name);
        ExpectedVerdict.Assert(await network.CheckAsync(), checks, expected, name);
    }

    [Theory]
    [InlineData(
        false,
        "rule-collection-group collection add-filter-collection --subscription 5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f -g rg-own-hub --policy-name fwpol --rcg-name rcg"
    )]
    [InlineData(
        true,
        "az network firewall application-rule create -f fw --subscription 5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f -g rg-own-hub"
    )]
    public async Task The_cure_of_a_firewall_names_where_its_rule_belongs(bool isClassic, string command)
    {
        OwnNetwork network = isClassic
            ? Original().Set("fw", """{"firewallPolicy":null,"networkRuleCollections":[]}""")
            : Original().Firewall(Collection("web", 300, "Allow", Web("h", ["github.com"])));
        CheckResult result = (await network.CheckAsync()).Single(one => one.Id == "egress-firewall");
        Assert.Contains(command, result.Findings.MaxBy(one => one.Status)!.Cure!.Text, StringComparison.Ordinal);
    }

    private static OwnNetwork Server(OwnNetwork network) =>
        network
            .AddSubnet("""{"name":"RouteServerSubnet","properties":{"addressPrefix":"10.61.0.96/27"}}""")
            .Add(
                $"{Spoke}/networkInterfaces/nic-rs",
                $$$$"""{"ipConfigurations":[{"name":"c","properties":{"subnet":{"id":"{{{{SpokeNetwork}}}}/subnets/RouteServerSubnet"}}}]}"""
            );

    private static OwnNetwork OnlyDefaults(OwnNetwork network) =>
        network.Set("networkSecurityGroups/nsg", """{"securityRules":[]}""");

    private static OwnNetwork NoProbe(OwnNetwork network) =>
        network.Set(
            "networkSecurityGroups/nsg",
            $$"""
            {"securityRules":[
            {{Rule("proxy-in", 110, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork", "60001")}},
            {{Rule("ssh-in", 120, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork", "22")}},
            {{Rule("https-out", 200, "Outbound", "Allow", "VirtualNetwork", "Internet", "443")}},
            {{Rule("ssh-out", 210, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork", "22")}}]}
            """
        );

    private static OwnNetwork Swap(OwnNetwork network) =>
        NoProbe(network).Rules(Rule("no", 100, "Inbound", "Deny", "AzureLoadBalancer", "*", "*", "*"));

    private static OwnNetwork Zone2(OwnNetwork network) =>
        Zone(network, "github.com", null, SpokeNetwork)
            .Add(
                $"{Hub}/privateDnsZones/github.com/A/@",
                """{"ttl":300,"aRecords":[{"ipv4Address":"10.200.0.1"},{"ipv4Address":"10.61.0.20"}]}""",
                location: ""
            );

    private static OwnNetwork Grand(OwnNetwork network) =>
        network
            .AddBefore(
                $"{Hub}/firewallPolicies/base",
                $$$$"""{"sku":{"tier":"Premium"},"basePolicy":{"id":"{{{{Hub}}}}/firewallPolicies/grand"}}"""
            )
            .AddBefore($"{Hub}/firewallPolicies/grand", """{"sku":{"tier":"Premium"}}""")
            .Add(
                $"{Hub}/firewallPolicies/grand/ruleCollectionGroups/g",
                Group(60000, Collection("no", 100, "Deny", Web("n", ["github.com"])))
            )
            .Add(
                $"{Hub}/firewallPolicies/base/ruleCollectionGroups/p",
                Group(100, Collection("yes", 100, "Allow", Web("y", ["*"])))
            )
            .Set("firewallPolicies/fwpol", $$$$"""{"basePolicy":{"id":"{{{{Hub}}}}/firewallPolicies/base"}}""");

    private static OwnNetwork TwoFirewalls(OwnNetwork network) =>
        Dns(network, "10.61.0.68")
            .AddSubnet("""{"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.61.0.64/26"}}""")
            .Add($"{Spoke}/publicIPAddresses/pip-two", """{"publicIPAllocationMethod":"Static"}""", "Standard")
            .Add(
                $"{Spoke}/azureFirewalls/fw2",
                $$$$"""
                {"sku":{"name":"AZFW_VNet","tier":"Premium"},"firewallPolicy":{"id":"{{{{Spoke}}}}/firewallPolicies/p2"},
                "ipConfigurations":[{"name":"c","properties":{"privateIPAddress":"10.61.0.68",
                "subnet":{"id":"{{{{SpokeNetwork}}}}/subnets/AzureFirewallSubnet"},"publicIPAddress":{"id":"{{{{Spoke}}}}/publicIPAddresses/pip-two"}}}]}
                """
            )
            .AddBefore(
                $"{Spoke}/firewallPolicies/p2",
                """{"sku":{"tier":"Premium"},"dnsSettings":{"enableProxy":true}}"""
            )
            .Firewall(Named(network));

    private static OwnNetwork Classic(OwnNetwork network, string? ranges) =>
        network.Set(
            "fw",
            $$$$"""
            {"firewallPolicy":null,"threatIntelMode":"Alert",
            "additionalProperties":{{{{(ranges is null ? "{}" : $"{{\"Network.SNAT.PrivateRanges\":\"{ranges}\"}}")}}}},
            "networkRuleCollections":[{"name":"n","properties":{"priority":100,"action":{"type":"Allow"},"rules":[
            {"name":"all","protocols":["TCP"],"sourceAddresses":["*"],"destinationAddresses":["*"],"destinationPorts":["443"]}]}}]}
            """
        );

    private static OwnNetwork Six(OwnNetwork network) =>
        network
            .Set("vnet-own", """{"addressSpace":{"addressPrefixes":["10.61.0.0/25","fd00:61::/48"]}}""")
            .Subnet("""{"addressPrefix":null,"addressPrefixes":["10.61.0.0/27","fd00:61::/64"]}""");
}

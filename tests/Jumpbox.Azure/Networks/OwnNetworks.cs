using Jumpbox.Checks;
using static Jumpbox.Azure.Tests.Networks.NetworkChanges;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>One network for each rule of the model, with the verdict that Azure's documentation gives.</summary>
public sealed class OwnNetworks
{
    private const string Any = "any network or egress check";

    private static readonly List<Case> Cases =
    [
        .. Under(
            "whole networks",
            "Azure Image Builder, \"networking options\"",
            new("a locked-down spoke behind a firewall", Original(), Any, "pass"),
            new("two locked-down subnets behind a firewall", Recommended(), Any, "pass")
        ),
        .. Under(
            "longest prefix",
            "Virtual Network, \"virtual network traffic routing\"",
            new(
                "a longer route to the firewall beats a default to nowhere",
                Original()
                    .Routes(
                        Route("no", "0.0.0.0/0", "None"),
                        Route("a", "0.0.0.0/1", "10.60.0.4"),
                        Route("b", "128.0.0.0/1", "10.60.0.4")
                    ),
                Any,
                "pass"
            ),
            new(
                "one half of the Internet to nowhere catches only its addresses",
                Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("a", "0.0.0.0/1", "None")),
                "outbound-access",
                "unknown"
            ),
            new(
                "a blackhole for a few public addresses is no failure",
                Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("bad", "45.9.148.0/24", "None")),
                "outbound-access|egress-firewall",
                "not fail"
            ),
            new(
                "a route for private addresses to nowhere does not matter",
                Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("p", "10.0.0.0/8", "None")),
                Any,
                "pass"
            )
        ),
        .. Under(
            "next hop types",
            "Virtual Network, \"virtual network traffic routing\", user-defined routes",
            new(
                "the default route leads to the Internet from a private subnet",
                Original().Routes(Route("out", "0.0.0.0/0", "Internet")),
                "outbound-access",
                "fail"
            ),
            new(
                "the default route leads to the Internet with default outbound access",
                Original().Routes(Route("out", "0.0.0.0/0", "Internet")).Subnet("""{"defaultOutboundAccess":true}"""),
                "outbound-access",
                "pass"
            ),
            new(
                "a default route to the network itself leads nowhere",
                Original().Routes(Route("out", "0.0.0.0/0", "VnetLocal")),
                "outbound-access",
                "fail"
            ),
            new(
                "a gateway's way out is unknown",
                Original().Routes(Route("out", "0.0.0.0/0", "VirtualNetworkGateway")),
                "egress-firewall",
                "unknown"
            ),
            new(
                "a gateway is named as a detour",
                Original().Routes(Route("out", "0.0.0.0/0", "VirtualNetworkGateway")),
                "forced-tunnelling",
                "warn"
            )
        ),
        .. Under(
            "service tags in routes",
            "Virtual Network, \"virtual network traffic routing\", service tags for user-defined routes",
            new(
                "a route for the region's storage to nowhere",
                Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("st", "Storage.EastUS2", "None")),
                "outbound-access",
                "fail"
            ),
            new(
                "a route for another region's storage to nowhere does not matter",
                Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("st", "Storage.WestEurope", "None")),
                Any,
                "pass"
            ),
            new(
                "a regional route beats the tag's own",
                Original()
                    .Routes(
                        Route("out", "0.0.0.0/0", "10.60.0.4"),
                        Route("all", "Storage", "None"),
                        Route("here", "Storage.EastUS2", "10.60.0.4")
                    ),
                Any,
                "pass"
            ),
            new(
                "a route for AzureCloud to nowhere drops Azure's own hosts",
                Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("az", "AzureCloud", "None")),
                "outbound-access",
                "fail"
            ),
            new(
                "the tag Internet is a default route",
                Original().Routes(Route("out", "Internet", "None")),
                "outbound-access",
                "fail"
            ),
            new(
                "storage past the firewall from a private subnet goes nowhere",
                Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("st", "Storage", "Internet")),
                "outbound-access",
                "fail"
            ),
            new(
                "storage past the firewall with a NAT gateway",
                Nat(Original(), "pip-nat")
                    .Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("st", "Storage", "Internet"))
                    .Firewall(
                        Collection("web", 300, "Allow", Web("hosts", Original().WebHosts("*.blob.core.windows.net")))
                    ),
                Any,
                "pass"
            )
        ),
        .. Under(
            "service endpoints",
            "Virtual Network, \"virtual network service endpoints\"",
            new(
                "a service endpoint for storage passes the firewall",
                Original()
                    .Subnet("""{"serviceEndpoints":[{"service":"Microsoft.Storage","locations":["eastus2"]}]}""")
                    .Firewall(
                        Collection("web", 300, "Allow", Web("hosts", Original().WebHosts("*.blob.core.windows.net")))
                    ),
                Any,
                "pass"
            ),
            new(
                "a user's route for storage ties with the service endpoint and wins",
                Original()
                    .Subnet("""{"serviceEndpoints":[{"service":"Microsoft.Storage"}]}""")
                    .Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("st", "Storage", "None")),
                "outbound-access",
                "fail"
            ),
            new(
                "a service endpoint of another service changes nothing",
                Original().Subnet("""{"serviceEndpoints":[{"service":"Microsoft.Sql"}]}"""),
                Any,
                "pass"
            ),
            new(
                "a service endpoint policy that lists an account, which is never that of a build",
                EndpointPolicy(
                    Original(),
                    $"/subscriptions/{Subscription}/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/s"
                ),
                "service-endpoints",
                "fail"
            ),
            new(
                "a service endpoint policy that lists the group of another build",
                EndpointPolicy(Original(), $"/subscriptions/{Subscription}/resourceGroups/g"),
                "service-endpoints",
                "fail"
            ),
            new(
                "a service endpoint policy that lists the build's subscription",
                EndpointPolicy(Original(), $"/subscriptions/{Subscription}"),
                Any,
                "pass"
            ),
            new(
                "a service endpoint policy that lists another subscription",
                EndpointPolicy(Original(), $"/subscriptions/{Far}"),
                "service-endpoints",
                "fail"
            ),
            new(
                "a service endpoint policy that lists nothing",
                EndpointPolicy(Original()),
                "service-endpoints",
                "unknown"
            ),
            new(
                "a service endpoint policy on the containers' subnet",
                EndpointPolicy(Recommended(), $"/subscriptions/{Subscription}", "snet-containers"),
                "service-endpoints",
                "unknown"
            )
        ),
        .. Under(
            "peerings",
            "Virtual Network, \"create, change, or delete a peering\"",
            new("a peering of one side", Original().Remove("to-spoke"), "outbound-access", "fail"),
            new("a peering of the other side alone", Original().Remove("to-hub"), "outbound-access", "fail"),
            new(
                "a peering that is closed on the hub's side",
                Original().Set("to-spoke", """{"allowVirtualNetworkAccess":false}"""),
                "outbound-access",
                "fail"
            ),
            new(
                "a peering that is closed on the spoke's side",
                Original().Set("to-hub", """{"allowVirtualNetworkAccess":false}"""),
                "outbound-access",
                "fail"
            ),
            new(
                "a peering of other subnets",
                Original()
                    .Set(
                        "to-hub",
                        """{"peerCompleteVnets":false,"localSubnetNames":["other"],"remoteSubnetNames":["x"]}"""
                    ),
                "outbound-access",
                "fail"
            ),
            new(
                "forwarded traffic is not needed towards the Internet",
                Original().Set("to-hub", """{"allowForwardedTraffic":false}"""),
                Any,
                "pass"
            ),
            new(
                "the firewall is peered with a peer alone: peerings are not transitive",
                Original()
                    .Remove("to-hub")
                    .Remove("to-spoke")
                    .Add(
                        $"{Hub}/virtualNetworks/vnet-mid",
                        """{"addressSpace":{"addressPrefixes":["10.62.0.0/24"]},"subnets":[]}"""
                    )
                    .Add($"{SpokeNetwork}/virtualNetworkPeerings/to-mid", Peer($"{Hub}/virtualNetworks/vnet-mid"))
                    .Add($"{Hub}/virtualNetworks/vnet-mid/virtualNetworkPeerings/to-own", Peer(SpokeNetwork))
                    .Add($"{Hub}/virtualNetworks/vnet-mid/virtualNetworkPeerings/to-hub", Peer(HubNetwork))
                    .Add($"{HubNetwork}/virtualNetworkPeerings/to-mid", Peer($"{Hub}/virtualNetworks/vnet-mid")),
                "outbound-access",
                "fail"
            ),
            new(
                "a peering that leaves out the firewall's subnet",
                Original()
                    .Set(
                        "to-hub",
                        """{"peerCompleteVnets":false,"localSubnetNames":["snet-build"],"remoteSubnetNames":["snet-nva"]}"""
                    ),
                "outbound-access",
                "fail"
            ),
            new(
                "a peering whose other side leaves out the firewall's subnet",
                Original()
                    .Set(
                        "to-spoke",
                        """{"peerCompleteVnets":false,"localSubnetNames":["snet-nva"],"remoteSubnetNames":["snet-build"]}"""
                    ),
                "outbound-access",
                "fail"
            ),
            new(
                "a peering of the two subnets that matter",
                Original()
                    .Set(
                        "to-hub",
                        """{"peerCompleteVnets":false,"localSubnetNames":["snet-build"],"remoteSubnetNames":["AzureFirewallSubnet"]}"""
                    )
                    .Set(
                        "to-spoke",
                        """{"peerCompleteVnets":false,"localSubnetNames":["AzureFirewallSubnet"],"remoteSubnetNames":["snet-build"]}"""
                    ),
                Any,
                "pass"
            )
        ),
        .. Under(
            "NAT gateways",
            "NAT Gateway, \"overview\"",
            new("a NAT gateway with an address", Nat(Plain(Original()), "pip-nat"), Any, "pass"),
            new(
                "a NAT gateway without an address in a private subnet",
                Nat(Plain(Original()), null),
                "outbound-access",
                "fail"
            ),
            new(
                "a NAT gateway without an address beside default outbound access",
                Nat(Plain(Original()), null).Subnet("""{"defaultOutboundAccess":true}"""),
                "outbound-access",
                "not pass"
            ),
            new(
                "a route to the firewall switches a NAT gateway without an address off",
                Nat(Original(), null),
                Any,
                "pass"
            ),
            new(
                "a container subnet without NAT gateway and firewall",
                Recommended().Subnet("""{"routeTable":null}""", "snet-containers"),
                "outbound-access",
                "warn"
            )
        ),
        .. Under(
            "default outbound access",
            "Virtual Network, \"default outbound access\"",
            new("a private subnet without a way out", Plain(Original()), "outbound-access", "fail"),
            new(
                "default outbound access that is not reported is open",
                Plain(Original()).Subnet("""{"defaultOutboundAccess":null}"""),
                Any,
                "pass"
            )
        ),
        .. Under(
            "gateways",
            "Virtual Network, \"virtual network traffic routing\", border gateway protocol",
            new(
                "a private subnet with a remote gateway, which may announce a default route",
                Plain(Original()).Set("to-hub", """{"useRemoteGateways":true}"""),
                "outbound-access",
                "unknown"
            ),
            new(
                "a private subnet that ignores a remote gateway's routes",
                Original()
                    .Routes()
                    .Set("routeTables/rt", """{"disableBgpRoutePropagation":true}""")
                    .Set("to-hub", """{"useRemoteGateways":true}"""),
                "outbound-access",
                "fail"
            ),
            new(
                "a user's default route beats what a gateway announces",
                Original().Set("to-hub", """{"useRemoteGateways":true}"""),
                Any,
                "pass"
            ),
            new(
                "a remote gateway over a peering of one side announces nothing",
                Plain(Original()).Set("to-hub", """{"useRemoteGateways":true}""").Remove("to-spoke"),
                "outbound-access",
                "fail"
            ),
            new(
                "a route table on the gateway's subnet is for others",
                Original()
                    .AddBefore($"{Hub}/routeTables/rt-gw", $$"""{"routes":[{{Route("d", "0.0.0.0/1", "None")}}]}""")
                    .Set(
                        "vnet-hub",
                        $$$$"""
                        {"addressSpace":{"addressPrefixes":["10.60.0.0/24"]},"subnets":[
                        {"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.60.0.0/26"}},
                        {"name":"GatewaySubnet","properties":{"addressPrefix":"10.60.0.64/27","routeTable":{"id":"{{{{Hub}}}}/routeTables/rt-gw"}}}]}
                        """
                    ),
                Any,
                "pass"
            )
        ),
        .. Under(
            "appliances",
            "Virtual Network, \"virtual network traffic routing\", next hop Virtual appliance",
            new("a firewall in the spoke itself", InSpoke(Original()), Any, "pass"),
            new(
                "an appliance in the hub",
                Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.70")),
                "egress-firewall",
                "unknown"
            ),
            new(
                "an appliance whose network interface forwards",
                Appliance(Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.70")), true),
                "egress-firewall",
                "unknown"
            ),
            new(
                "an appliance whose network interface does not forward",
                Appliance(Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.70")), false),
                "outbound-access|egress-firewall",
                "fail"
            ),
            new(
                "a network interface that does not forward, beside the appliance",
                Appliance(Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.71")), false),
                "egress-firewall",
                "unknown"
            ),
            new(
                "an appliance in no network",
                Original().Routes(Route("out", "0.0.0.0/0", "10.99.0.4")),
                "outbound-access",
                "fail"
            ),
            new(
                "no firewall has the address in the firewall's subnet",
                Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.5")),
                "outbound-access",
                "fail"
            ),
            new(
                "a firewall that is deallocated",
                Original().Set("fw", """{"ipConfigurations":[]}"""),
                "outbound-access",
                "fail"
            ),
            new(
                "a hub in another subscription that may not be read",
                Original()
                    .Remove("to-spoke")
                    .Set(
                        "to-hub",
                        $$$$"""
                        {"remoteVirtualNetwork":{"id":"/subscriptions/{{{{Far}}}}/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v"},
                        "remoteAddressSpace":{"addressPrefixes":["10.60.0.0/24"]}}
                        """
                    ),
                "egress-firewall",
                "unknown"
            )
        ),
        .. Under(
            "the firewall's own way",
            "Azure Firewall, \"forced tunneling\" and \"FAQ\"",
            new(
                "the firewall itself routes to nowhere",
                FirewallRoutes(Original(), Route("d", "0.0.0.0/0", "None")),
                "egress-firewall",
                "fail"
            ),
            new(
                "the firewall itself routes to the Internet",
                FirewallRoutes(Original(), Route("d", "0.0.0.0/0", "Internet")),
                Any,
                "pass"
            ),
            new(
                "the firewall tunnels on with a management address",
                FirewallRoutes(Original(), Route("d", "0.0.0.0/0", "10.60.0.70"))
                    .Set(
                        "fw",
                        $$$$"""{"managementIpConfiguration":{"name":"m","properties":{"publicIPAddress":{"id":"{{{{Hub}}}}/publicIPAddresses/pip-fw"} } } }"""
                    ),
                "egress-firewall",
                "not pass"
            ),
            new(
                "the firewall tunnels on without a management address",
                FirewallRoutes(Original(), Route("d", "0.0.0.0/0", "10.60.0.70")),
                "egress-firewall",
                "fail"
            ),
            new(
                "the firewall has no public address",
                Original()
                    .Set(
                        "fw",
                        $$$$"""
                        {"ipConfigurations":[{"name":"c","properties":{"privateIPAddress":"10.60.0.4",
                        "subnet":{"id":"{{{{HubNetwork}}}}/subnets/AzureFirewallSubnet"}}}]}
                        """
                    ),
                "egress-firewall",
                "fail"
            ),
            new(
                "the firewall returns its answers to nowhere",
                FirewallRoutes(Original(), Route("d", "0.0.0.0/0", "Internet"), Route("s", "10.61.0.0/25", "None")),
                "egress-firewall",
                "fail"
            ),
            new(
                "the firewall returns its answers over another appliance",
                FirewallRoutes(
                    Original(),
                    Route("d", "0.0.0.0/0", "Internet"),
                    Route("s", "10.61.0.0/25", "10.60.0.70")
                ),
                "egress-firewall",
                "not pass"
            ),
            new(
                "a route of the firewall for other networks does not matter",
                FirewallRoutes(Original(), Route("d", "0.0.0.0/0", "Internet"), Route("s", "10.99.0.0/16", "None")),
                Any,
                "pass"
            )
        ),
        .. Under(
            "order of firewall rules",
            "Azure Firewall, \"rule processing logic\"",
            new(
                "a host is denied before it is allowed",
                Original()
                    .Firewall(
                        Collection("no", 100, "Deny", Web("git", ["github.com"])),
                        Collection("web", 300, "Allow", Web("hosts", Original().WebHosts()))
                    ),
                "egress-firewall",
                "fail"
            ),
            new(
                "a host is denied after it is allowed",
                Original()
                    .Firewall(
                        Collection("no", 400, "Deny", Web("git", ["github.com"])),
                        Collection("web", 300, "Allow", Web("hosts", Original().WebHosts()))
                    ),
                Any,
                "pass"
            ),
            new(
                "a network rule denies before every application rule",
                Original()
                    .Firewall(
                        Collection("web", 100, "Allow", Web("hosts", Original().WebHosts())),
                        Collection("no", 60000, "Deny", Net("all", ["*"], "443"))
                    ),
                "egress-firewall",
                "fail"
            ),
            new(
                "a network rule for everything opens the port",
                Original().Firewall(Collection("all", 100, "Allow", Net("all", ["*"], "443"))),
                Any,
                "pass"
            ),
            new(
                "network rules for tags cover Azure's hosts and no others",
                Original()
                    .Firewall(
                        Collection(
                            "net",
                            100,
                            "Allow",
                            Net("azure", ["Storage.EastUS2", "AzureResourceManager"], "443")
                        ),
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts("*.blob.core.windows.net", "management.azure.com"))
                        )
                    ),
                Any,
                "pass"
            ),
            new(
                "the tag AzureCloud does not hold everything",
                Original().Firewall(Collection("net", 100, "Allow", Net("azure", ["AzureCloud"], "443"))),
                "egress-firewall",
                "fail"
            ),
            new(
                "a firewall without a policy, with rules of its own",
                Original()
                    .Set(
                        "fw",
                        $$$$"""
                        {"firewallPolicy":null,"networkRuleCollections":[],"applicationRuleCollections":[{"name":"c","properties":{"priority":100,
                        "action":{"type":"Allow"},"rules":[{{{{Web("hosts", Original().WebHosts()).Replace(
                            "\"ruleType\":\"ApplicationRule\",",
                            "",
                            StringComparison.Ordinal
                        )}}}}]}}]}
                        """
                    ),
                Any,
                "pass"
            ),
            new(
                "threat intelligence that only alerts",
                Original().Set("firewallPolicies/fwpol", """{"threatIntelMode":"Alert"}"""),
                Any,
                "pass"
            ),
            new(
                "an explicit proxy, which the build's machines do not use, opens nothing",
                Plain(Original())
                    .Set(
                        "firewallPolicies/fwpol",
                        """{"explicitProxy":{"enableExplicitProxy":true,"httpPort":8080,"httpsPort":8443}}"""
                    ),
                "outbound-access",
                "fail"
            )
        ),
        .. Under(
            "FQDN tags and web categories",
            "Azure Firewall, \"FQDN tags\" and \"web categories\"",
            new(
                "an FQDN tag beside the names of all hosts",
                Original()
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("tag", [])
                                .Replace(
                                    "\"targetFqdns\":[]",
                                    "\"fqdnTags\":[\"AzureKubernetesService\"]",
                                    StringComparison.Ordinal
                                ),
                            Web("hosts", Original().WebHosts())
                        )
                    ),
                Any,
                "pass"
            ),
            new(
                "an FQDN tag has none of the publishers' hosts",
                Original()
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("tag", [])
                                .Replace(
                                    "\"targetFqdns\":[]",
                                    "\"fqdnTags\":[\"AzureKubernetesService\"]",
                                    StringComparison.Ordinal
                                )
                        )
                    ),
                "egress-firewall",
                "fail"
            ),
            new(
                "a web category may hold a host",
                Original()
                    .Firewall(
                        Collection("web", 300, "Allow", Web("hosts", Original().WebHosts("github.com"))),
                        Collection(
                            "cat",
                            400,
                            "Allow",
                            Web("cat", [])
                                .Replace(
                                    "\"targetFqdns\":[]",
                                    "\"webCategories\":[\"ComputersAndTechnology\"]",
                                    StringComparison.Ordinal
                                )
                        )
                    ),
                "egress-firewall",
                "warn"
            )
        ),
        .. Under(
            "sources and IP groups",
            "Azure Firewall, \"IP groups\"",
            new(
                "a rule for half of the subnet",
                Original()
                    .Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts(), "10.61.0.0/28"))),
                "egress-firewall",
                "fail"
            ),
            new(
                "two rules for the halves of the subnet",
                Original()
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("low", Original().WebHosts(), "10.61.0.0/28"),
                            Web("high", Original().WebHosts(), "10.61.0.16/28")
                        )
                    ),
                Any,
                "pass"
            ),
            new(
                "an IP group that covers the subnet",
                Original()
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts(), "10.61.0.0/25")
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
            new(
                "an IP group that covers half of the subnet",
                Original()
                    .Set("ipg", """{"ipAddresses":["10.61.0.0/28"]}""")
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts(), "10.61.0.0/25")
                                .Replace(
                                    "\"sourceAddresses\":[\"10.61.0.0/25\"]",
                                    $"\"sourceIpGroups\":[\"{Hub}/ipGroups/ipg\"]",
                                    StringComparison.Ordinal
                                )
                        )
                    ),
                "egress-firewall",
                "fail"
            ),
            new(
                "an IP group that does not exist",
                Original()
                    .Remove("ipg")
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts(), "10.61.0.0/25")
                                .Replace(
                                    "\"sourceAddresses\":[\"10.61.0.0/25\"]",
                                    $"\"sourceIpGroups\":[\"{Hub}/ipGroups/ipg\"]",
                                    StringComparison.Ordinal
                                )
                        )
                    ),
                "egress-firewall",
                "warn"
            )
        ),
        .. Under(
            "parent policies",
            "Azure Firewall Manager, \"policy overview\", hierarchical policies",
            new(
                "a parent policy allows what the child denies",
                Parent(
                    Original().Firewall(Collection("no", 100, "Deny", Web("all", ["*"]))),
                    Collection("web", 60000, "Allow", Web("hosts", Original().WebHosts()))
                ),
                Any,
                "pass"
            ),
            new(
                "a parent policy denies one host",
                Parent(Original(), Collection("no", 60000, "Deny", Web("git", ["github.com"]))),
                "egress-firewall",
                "fail"
            ),
            new(
                "a parent's network rules go before the child's, and its application rules after the child's network rules",
                Parent(
                    Original().Firewall(Collection("all", 100, "Allow", Net("all", ["*"], "443"))),
                    Collection("no", 100, "Deny", Web("git", ["github.com"]))
                ),
                Any,
                "pass"
            )
        ),
        .. Under(
            "TLS inspection",
            "Azure Firewall, \"premium features\"",
            new(
                "TLS inspection without an authority inspects nothing",
                Original()
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts(), more: ",\"terminateTLS\":true")
                        )
                    ),
                Any,
                "pass"
            ),
            new(
                "TLS inspection of one rule",
                Authority(Original())
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts(), more: ",\"terminateTLS\":true")
                        )
                    ),
                "egress-firewall",
                "fail"
            ),
            new("an authority alone inspects nothing", Authority(Original()), Any, "pass"),
            new(
                "a network rule that allows passes TLS inspection",
                Authority(Original())
                    .Firewall(
                        Collection("net", 100, "Allow", Net("all", ["*"], "443")),
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts(), more: ",\"terminateTLS\":true")
                        )
                    ),
                Any,
                "pass"
            )
        ),
        .. Under(
            "SNAT",
            "Azure Firewall, \"SNAT private IP address ranges\"",
            new(
                "network rules do not translate the source towards the Internet",
                Original()
                    .Set("firewallPolicies/fwpol", """{"snat":{"privateRanges":["0.0.0.0/0"]}}""")
                    .Firewall(Collection("all", 100, "Allow", Net("all", ["*"], "443"))),
                "egress-firewall",
                "fail"
            ),
            new(
                "application rules always translate the source",
                Original().Set("firewallPolicies/fwpol", """{"snat":{"privateRanges":["0.0.0.0/0"]}}"""),
                Any,
                "pass"
            )
        ),
        .. Under(
            "application rules",
            "Azure Firewall, \"rule processing logic\", application rules",
            new(
                "one rule for HTTP and HTTPS",
                Original()
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts())
                                .Replace(
                                    "[{\"protocolType\":\"Https\",\"port\":443}]",
                                    "[{\"protocolType\":\"Http\",\"port\":80},{\"protocolType\":\"Https\",\"port\":443}]",
                                    StringComparison.Ordinal
                                )
                        )
                    ),
                Any,
                "pass"
            ),
            new(
                "a rule for HTTP alone",
                Original()
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts())
                                .Replace(
                                    "[{\"protocolType\":\"Https\",\"port\":443}]",
                                    "[{\"protocolType\":\"Http\",\"port\":443}]",
                                    StringComparison.Ordinal
                                )
                        )
                    ),
                "egress-firewall",
                "fail"
            ),
            new(
                "the file share needs a network rule, which an application rule is not",
                Recommended().Firewall(Collection("web", 300, "Allow", Web("hosts", Recommended().Egress))),
                "egress-firewall",
                "fail"
            ),
            new(
                "a rule for URLs with a path sees no path of HTTPS",
                Original()
                    .Firewall(
                        Collection("web", 300, "Allow", Web("hosts", Original().WebHosts("github.com"))),
                        Collection(
                            "url",
                            400,
                            "Allow",
                            Web("url", [])
                                .Replace(
                                    "\"targetFqdns\":[]",
                                    "\"targetUrls\":[\"github.com/Azure/*\"]",
                                    StringComparison.Ordinal
                                )
                        )
                    ),
                "egress-firewall",
                "warn"
            )
        ),
        .. Under(
            "DNS servers",
            "Azure Firewall, \"DNS settings\"; Virtual Network, \"name resolution\"",
            new("the firewall is the DNS server, and its proxy is on", Dns(Original(), "10.60.0.4"), Any, "pass"),
            new(
                "the firewall is the DNS server, and its proxy is off",
                Dns(Original(), "10.60.0.4").Set("firewallPolicies/fwpol", """{"dnsSettings":{"enableProxy":false}}"""),
                "name-resolution",
                "fail"
            ),
            new(
                "the firewall is the DNS server, and its tier has no proxy",
                Dns(Original(), "10.60.0.4").Set("fw", """{"sku":{"name":"AZFW_VNet","tier":"Basic"}}"""),
                "name-resolution",
                "fail"
            ),
            new(
                "port 53 to the firewall is blocked by the security rules",
                Original().Set("vnet-own", """{"dhcpOptions":{"dnsServers":["10.60.0.4"]}}"""),
                "name-resolution",
                "warn"
            ),
            new(
                "a DNS server in the hub that cannot be read",
                Dns(Original(), "10.60.0.80"),
                "name-resolution",
                "unknown"
            ),
            new("a DNS server in no network", Dns(Original(), "10.99.0.4"), "name-resolution", "not pass"),
            new(
                "Azure's own DNS server by address",
                Original().Set("vnet-own", """{"dhcpOptions":{"dnsServers":["168.63.129.16"]}}"""),
                Any,
                "pass"
            )
        ),
        .. Under(
            "names in network rules",
            "Azure Firewall, \"FQDN filtering in network rules\"",
            new(
                "network rules with host names, and the machines ask the firewall",
                Dns(Original(), "10.60.0.4").Firewall(Named(Original())),
                Any,
                "pass"
            ),
            new(
                "network rules with host names, and the machines ask another server",
                Original().Firewall(Named(Original())),
                "egress-firewall",
                "warn"
            ),
            new(
                "network rules with host names without a proxy",
                Original()
                    .Set("firewallPolicies/fwpol", """{"dnsSettings":{"enableProxy":false}}""")
                    .Firewall(Named(Original())),
                "egress-firewall",
                "fail"
            )
        ),
        .. Under(
            "virtual WAN",
            "Virtual WAN, \"routing intent and routing policies\"",
            new("the routing intent of a virtual hub", Wan(Plain(Original()), true), Any, "pass"),
            new("a connection that gets no default route", Wan(Plain(Original()), false), "outbound-access", "fail"),
            new(
                "a virtual hub whose firewall blocks a host",
                Wan(Plain(Original()), true)
                    .Firewall(Collection("web", 300, "Allow", Web("hosts", Original().WebHosts("github.com")))),
                "egress-firewall",
                "fail"
            ),
            new(
                "a virtual hub that cannot be read",
                Plain(Original())
                    .Remove("to-hub")
                    .Remove("to-spoke")
                    .Add($"{SpokeNetwork}/virtualNetworkPeerings/RemoteVnetToHubPeering_1", WanPeer),
                "outbound-access",
                "unknown"
            ),
            new("a user's route to a hub's firewall", Wan(Original(), true), "egress-firewall", "pass"),
            new(
                "a user's route to a hub's firewall is common and unsupported",
                Wan(Original(), true),
                "forced-tunnelling",
                "warn"
            ),
            new(
                "a routing intent for private traffic alone",
                Wan(Plain(Original()), true)
                    .Set(
                        "routingIntent/intent",
                        $$$$"""{"routingPolicies":[{"name":"PrivateTraffic","destinations":["PrivateTraffic"],"nextHop":"{{{{Hub}}}}/azureFirewalls/fw"}]}"""
                    ),
                "outbound-access",
                "not pass"
            ),
            new(
                "a subnet that ignores what the hub announces",
                Wan(Original().Routes().Set("routeTables/rt", """{"disableBgpRoutePropagation":true}"""), true),
                "outbound-access",
                "fail"
            )
        ),
        .. Under(
            "detours",
            "Virtual Network, \"virtual network peering\", allow forwarded traffic",
            new(
                "a detour between the subnets that the firewall allows, and nothing forwarded comes back",
                Detour(Recommended()),
                "egress-firewall",
                "fail"
            ),
            new(
                "a detour between the subnets that the firewall allows",
                Detour(Recommended()).Set("to-hub", """{"allowForwardedTraffic":true}"""),
                "egress-firewall",
                "pass"
            ),
            new(
                "a detour between the subnets that the firewall blocks",
                Recommended()
                    .Set("to-hub", """{"allowForwardedTraffic":true}""")
                    .Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("in", "10.61.0.0/25", "10.60.0.4")),
                "egress-firewall",
                "fail"
            ),
            new(
                "a shorter route than the network's own is no detour",
                Recommended().Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("in", "10.0.0.0/8", "10.60.0.4")),
                Any,
                "pass"
            ),
            new(
                "answers between the subnets are routed to nowhere",
                Recommended()
                    .AddBefore(
                        $"{Spoke}/routeTables/rt-build",
                        $$"""{"routes":[{{Route("out", "0.0.0.0/0", "10.60.0.4")}},{{Route("in", "10.61.0.32/27", "None")}}]}"""
                    )
                    .Subnet($$$$"""{"routeTable":{"id":"{{{{Spoke}}}}/routeTables/rt-build"}}"""),
                "forced-tunnelling",
                "fail"
            ),
            new(
                "answers between the subnets return over the firewall alone",
                Recommended()
                    .AddBefore(
                        $"{Spoke}/routeTables/rt-build",
                        $$"""{"routes":[{{Route("out", "0.0.0.0/0", "10.60.0.4")}},{{Route("in", "10.61.0.32/27", "10.60.0.4")}}]}"""
                    )
                    .Subnet($$$$"""{"routeTable":{"id":"{{{{Spoke}}}}/routeTables/rt-build"}}"""),
                "forced-tunnelling",
                "warn"
            ),
            new(
                "the other subnet is routed to nowhere",
                Recommended().Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("in", "10.61.0.0/27", "None")),
                "forced-tunnelling",
                "fail"
            )
        ),
        .. Under(
            "logs",
            "Network Watcher, \"virtual network flow logs\"; Azure Firewall, \"monitor\"",
            new("no logs are advice, no warning", Original(), "network-logs", "skipped"),
            new(
                "the log of one subnet's group says nothing of the other subnet",
                Recommended()
                    .Set("nsg", """{"flowLogs":[{"id":"/x/networkWatchers/w/flowLogs/f"}]}""")
                    .Subnet("""{"networkSecurityGroup":null}""", "snet-containers")
                    .Add(
                        $"{Hub}/azureFirewalls/fw/providers/Microsoft.Insights/diagnosticSettings/d",
                        """{"logs":[{"categoryGroup":"allLogs","enabled":true}]}"""
                    ),
                "network-logs",
                "skipped"
            ),
            new(
                "flow logs and a diagnostic setting",
                Original()
                    .Set("vnet-own", """{"flowLogs":[{"id":"/x/networkWatchers/w/flowLogs/f"}]}""")
                    .Add(
                        $"{Hub}/azureFirewalls/fw/providers/Microsoft.Insights/diagnosticSettings/d",
                        """{"logs":[{"categoryGroup":"allLogs","enabled":true}]}"""
                    ),
                "network-logs",
                "pass"
            )
        ),
        .. Under(
            "need of hosts",
            "Azure Image Builder, \"networking options\"; the egress list",
            new(
                "a fall-back host alone is missing",
                Original()
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts("objects.githubusercontent.com"))
                        )
                    ),
                "egress-firewall",
                "warn"
            ),
            new(
                "the host of today's downloads is missing",
                Original()
                    .Firewall(
                        Collection(
                            "web",
                            300,
                            "Allow",
                            Web("hosts", Original().WebHosts("release-assets.githubusercontent.com"))
                        )
                    ),
                "egress-firewall",
                "fail"
            ),
            new(
                "port 80 is needed by nobody",
                Original().Rules(Rule("no-http", 150, "Outbound", "Deny", "*", "*", "80")),
                Any,
                "pass"
            )
        ),
        .. Under(
            "security rules",
            "Virtual Network, \"network security groups\"",
            new(
                "a deny of Azure's own names does not block names",
                Original().Rules(Rule("no-53", 150, "Outbound", "Deny", "*", "*", "53", "*")),
                Any,
                "pass"
            ),
            new(
                "a deny of UDP does not matter",
                Original().Rules(Rule("no-udp", 100, "Outbound", "Deny", "*", "*", "*", "Udp")),
                Any,
                "pass"
            ),
            new(
                "a deny inbound of another subnet's addresses does not matter",
                Original().Rules(Rule("others", 105, "Inbound", "Deny", "10.99.0.0/16", "*", "*", "*")),
                Any,
                "pass"
            ),
            new(
                "an application security group as source allows none of the service's machines",
                Recommended()
                    .Rules(
                        Grouped("ssh", 110, "Inbound", "Allow", "22"),
                        Rule("no", 115, "Inbound", "Deny", "*", "*", "22")
                    ),
                "security-rules",
                "fail"
            ),
            new(
                "a deny for an application security group does not matter",
                Recommended().Rules(Grouped("no", 110, "Inbound", "Deny", "22")),
                Any,
                "pass"
            ),
            new(
                "an augmented rule that allows half of the subnet",
                Recommended()
                    .Rules(
                        Augmented("half", 110, "Outbound", "Allow", ["10.61.0.0/28"], ["443", "8000-9000"]),
                        Augmented("no", 120, "Outbound", "Deny", ["10.61.0.0/27", "10.99.0.0/16"], ["400-500", "22"])
                    ),
                "security-rules",
                "fail"
            ),
            new(
                "an augmented rule that denies other ports and sources",
                Recommended()
                    .Rules(Augmented("no", 110, "Outbound", "Deny", ["10.98.0.0/16", "10.99.0.0/16"], ["1-1000"])),
                Any,
                "pass"
            )
        ),
        .. Under(
            "service tags",
            "Virtual Network, \"service tags\"",
            new(
                "a deny of the Internet above an allow of storage blocks storage",
                Recommended()
                    .Rules(
                        Rule("no-net", 150, "Outbound", "Deny", "*", "Internet", "445"),
                        Rule("st", 160, "Outbound", "Allow", "*", "Storage", "445")
                    ),
                "security-rules",
                "fail"
            ),
            new(
                "a deny of another region's storage does not matter",
                Original().Rules(Rule("no-st", 150, "Outbound", "Deny", "*", "Storage.WestEurope", "443")),
                Any,
                "pass"
            ),
            new(
                "a deny of this region's storage",
                Original().Rules(Rule("no-st", 150, "Outbound", "Deny", "*", "Storage.EastUS2", "443")),
                "security-rules",
                "fail"
            ),
            new(
                "both tags of the registry together",
                Recommended()
                    .Rules(
                        Rule("cloud", 190, "Outbound", "Allow", "10.61.0.32/27", "AzureCloud", "443"),
                        Rule("mcr", 191, "Outbound", "Allow", "10.61.0.32/27", "MicrosoftContainerRegistry", "443"),
                        Rule("afd", 192, "Outbound", "Allow", "10.61.0.32/27", "AzureFrontDoor.FirstParty", "443"),
                        Rule("no", 195, "Outbound", "Deny", "10.61.0.32/27", "Internet", "443")
                    ),
                Any,
                "pass"
            )
        ),
        .. Under(
            "private DNS zones",
            "Azure DNS, \"private DNS zones\" and \"fallback to internet for Azure private DNS zones\"",
            new(
                "a zone of storage accounts that is linked and has no wildcard",
                Zone(Original(), "blob.core.windows.net", null),
                "name-resolution",
                "fail"
            ),
            new("a zone that is not linked", Zone(Original(), "github.com", null, linked: null), Any, "pass"),
            new(
                "a wildcard beside a name that exists, whose child it is not for",
                Zone(Original(), "windows.net", "* 10.61.0.20, other.blob.core 10.61.0.21"),
                "name-resolution",
                "fail"
            ),
            new(
                "a zone of private endpoints has no account of a build",
                Zone(Original(), "privatelink.blob.core.windows.net", "stother 10.61.0.20"),
                Any,
                "pass"
            ),
            new(
                "a zone that answers for a host with a private address that the security rules block",
                Zone(Original(), "github.com", "@ 10.61.0.20"),
                "name-resolution",
                "fail"
            ),
            new(
                "a zone that answers for a host with a private address",
                Zone(Original(), "github.com", "@ 10.61.0.20")
                    .Rules(Rule("pe", 190, "Outbound", "Allow", "*", "10.61.0.0/25", "443")),
                "name-resolution",
                "unknown"
            ),
            new(
                "a zone that answers for a host with an address of no network",
                Zone(Original(), "github.com", "@ 10.200.0.20").Routes(Route("out", "0.0.0.0/0", "10.60.0.4")),
                "name-resolution",
                "not pass"
            ),
            new(
                "a zone of another part of a host's name does not matter",
                Zone(Original(), "hub.com", null),
                Any,
                "pass"
            ),
            new(
                "Resource Manager's zone without a record",
                Zone(Original(), "privatelink.azure.com", null),
                "name-resolution",
                "fail"
            ),
            new(
                "Resource Manager's zone without a record, and a link that falls back to the Internet",
                Zone(Original(), "privatelink.azure.com", null, link: ",\"resolutionPolicy\":\"NxDomainRedirect\""),
                Any,
                "pass"
            ),
            new(
                "a zone that is linked, and the machines ask another server",
                Dns(Zone(Original(), "github.com", null), "10.60.0.4"),
                "name-resolution",
                "unknown"
            ),
            new(
                "a zone that is linked, and the containers ask Azure whatever the network's server is",
                Dns(Zone(Recommended(), "blob.core.windows.net", null), "10.60.0.4"),
                "name-resolution",
                "fail"
            )
        ),
        .. Under(
            "DNS forwarding rulesets",
            "Azure DNS Private Resolver, \"endpoints and rulesets\"",
            new("a ruleset for all names", Forwarding(Original(), "."), "name-resolution", "unknown"),
            new("a ruleset for another domain", Forwarding(Original(), "contoso.com."), Any, "pass"),
            new("a ruleset that is not linked", Forwarding(Original(), ".", isLinked: false), Any, "pass"),
            new(
                "a rule that is turned off",
                Forwarding(Original(), "github.com.", ",\"forwardingRuleState\":\"Disabled\""),
                Any,
                "pass"
            ),
            new(
                "a zone that is longer than the rule",
                Zone(Forwarding(Original(), "com."), "github.com", null),
                "name-resolution",
                "fail"
            ),
            new(
                "a ruleset, and the machines ask another server",
                Dns(Forwarding(Original(), "."), "10.60.0.4"),
                Any,
                "pass"
            )
        ),
        .. Under(
            "Azure's own DNS servers",
            "Virtual Network, \"network security groups\", Azure platform considerations",
            new(
                "a deny of the tag AzurePlatformDNS",
                Original().Rules(Rule("no-dns", 150, "Outbound", "Deny", "*", "AzurePlatformDNS", "*", "*")),
                "name-resolution",
                "fail"
            ),
            new(
                "a deny of the tag AzurePlatformDNS on another port",
                Original().Rules(Rule("no-dns", 150, "Outbound", "Deny", "*", "AzurePlatformDNS", "80")),
                "name-resolution",
                "pass"
            ),
            new(
                "an allow of the tag AzurePlatformDNS above its deny",
                Original()
                    .Rules(
                        Rule("dns", 140, "Outbound", "Allow", "*", "AzurePlatformDNS", "53", "*"),
                        Rule("no-dns", 150, "Outbound", "Deny", "*", "AzurePlatformDNS", "*", "*")
                    ),
                "name-resolution",
                "pass"
            )
        ),
        .. Under(
            "Azure's metadata service",
            "Virtual Network, \"network security groups\", Azure platform considerations; cloud-init, \"Azure\" data source",
            new(
                "a deny of the tag AzurePlatformIMDS",
                Original().Rules(Rule("no-imds", 150, "Outbound", "Deny", "*", "AzurePlatformIMDS", "*", "*")),
                "security-rules",
                "fail"
            ),
            new(
                "a deny of the tag AzurePlatformIMDS on another port",
                Original().Rules(Rule("no-imds", 150, "Outbound", "Deny", "*", "AzurePlatformIMDS", "443")),
                "security-rules",
                "pass"
            ),
            new(
                "a deny of the tag AzurePlatformIMDS in the subnet of the container groups",
                Recommended()
                    .Rules(Rule("no-imds", 150, "Outbound", "Deny", "10.61.0.32/27", "AzurePlatformIMDS", "*", "*")),
                "security-rules",
                "pass"
            ),
            new(
                "an allow of the tag AzurePlatformIMDS above its deny",
                Original()
                    .Rules(
                        Rule("imds", 140, "Outbound", "Allow", "*", "AzurePlatformIMDS", "80"),
                        Rule("no-imds", 150, "Outbound", "Deny", "*", "AzurePlatformIMDS", "*", "*")
                    ),
                "security-rules",
                "pass"
            )
        ),
        .. Under(
            "delegations",
            "Virtual Network, \"subnet delegation\"; Azure Container Instances, \"virtual network concepts\"",
            new("a container subnet that is delegated to container groups", Recommended(), "container-subnet", "pass"),
            new(
                "a build subnet that takes container groups alone",
                Recommended()
                    .Subnet(
                        """{"delegations":[{"name":"d","properties":{"serviceName":"Microsoft.ContainerInstance/containerGroups"}}]}"""
                    ),
                "subnet-place",
                "fail"
            ),
            new(
                "a build subnet that is delegated to another service",
                Recommended()
                    .Subnet(
                        """{"delegations":[{"name":"d","properties":{"serviceName":"Microsoft.Web/serverFarms"}}]}"""
                    ),
                "subnet-place",
                "warn"
            ),
            new(
                "a container subnet that is not delegated",
                Recommended().Subnet("""{"delegations":null}""", "snet-containers"),
                "container-subnet",
                "fail"
            )
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    // The shared worlds are 47; the rules of network managers have tests of their own.
    [Fact]
    public void Each_rule_of_the_model_has_right_and_wrong_networks_with_their_source()
    {
        Assert.True(Cases.Count >= 3 * 47, $"{Cases.Count} networks");
        Assert.Equal(Cases.Count, Cases.Select(one => one.Name).Distinct().Count());
        Assert.All(
            Cases.GroupBy(one => one.Rule),
            rule =>
            {
                Assert.True(rule.Count() >= 2, $"{rule.Key} has one network alone.");
                Assert.Single(rule.Select(one => one.Source).Distinct(), source => source.Length > 0);
                Assert.True(
                    rule.Key is "whole networks" or "logs"
                        || rule.Any(one => one.Expected is not ("pass" or "skipped")),
                    $"{rule.Key} has no network that is wrong or unknown."
                );
                Assert.True(
                    rule.Any(one => one.Expected is "pass" or "not fail"),
                    $"{rule.Key} has no network that is right."
                );
            }
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_network_has_the_verdict_of_the_documentation(string name)
    {
        Case one = Cases.Single(found => found.Name == name);
        ExpectedVerdict.Assert(await one.Network.CheckAsync(), one.Checks, one.Expected, name);
    }

    private static string Peer(string remote) =>
        $$$$"""{"allowVirtualNetworkAccess":true,"remoteVirtualNetwork":{"id":"{{{{remote}}}}"}}""";

    private static OwnNetwork Authority(OwnNetwork network) =>
        network.Set(
            "firewallPolicies/fwpol",
            """{"transportSecurity":{"certificateAuthority":{"name":"ca","keyVaultSecretId":"https://kv-own.vault.azure.net/secrets/ca"}}}"""
        );

    private static OwnNetwork Detour(OwnNetwork network) =>
        network
            .Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("in", "10.61.0.0/25", "10.60.0.4"))
            .Firewall(
                Collection("net", 200, "Allow", Net("smb", ["Storage"], "445"), Net("ssh", ["10.61.0.0/27"], "22")),
                Collection("web", 300, "Allow", Web("hosts", network.WebHosts()))
            );

    private static IEnumerable<Case> Under(string rule, string source, params Case[] cases) =>
        cases.Select(one => one with { Rule = rule, Source = source });

    private static OwnNetwork Appliance(OwnNetwork network, bool forwards) =>
        network
            .Set(
                "virtualNetworks/vnet-hub",
                $$$"""
                {"subnets":[
                {"name":"AzureFirewallSubnet","properties":{"addressPrefix":"10.60.0.0/26"}},
                {"name":"snet-nva","properties":{"addressPrefix":"10.60.0.64/27"}}]}
                """
            )
            .Add(
                $"{Hub}/networkInterfaces/nic-nva",
                $$$$"""
                {"enableIPForwarding":{{{{(
                    forwards ? "true" : "false"
                )}}}},"ipConfigurations":[{"name":"c","properties":{"privateIPAllocationMethod":"Static",
                "privateIPAddress":"10.60.0.70","subnet":{"id":"{{{{HubNetwork}}}}/subnets/snet-nva"}}}]}
                """
            );

    private static OwnNetwork Forwarding(OwnNetwork network, string domain, string more = "", bool isLinked = true)
    {
        string id = $"{Hub}/dnsForwardingRulesets/rules";
        _ = network
            .Add(id, "{\"dnsResolverOutboundEndpoints\":[]}")
            .Add(
                $"{id}/forwardingRules/one",
                $$$"""{"domainName":"{{{domain}}}","targetDnsServers":[{"ipAddress":"10.60.0.90","port":53}]{{{more}}}}""",
                location: ""
            );
        return isLinked
            ? network.Add(
                $"{id}/virtualNetworkLinks/own",
                $$$$"""{"virtualNetwork":{"id":"{{{{SpokeNetwork}}}}"}}""",
                location: ""
            )
            : network;
    }

    private static string Grouped(string name, int priority, string direction, string access, string port) =>
        Rule(name, priority, direction, access, "*", "*", port)
            .Replace(
                "\"sourceAddressPrefix\":\"*\"",
                $"\"sourceApplicationSecurityGroups\":[{{\"id\":\"{Spoke}/applicationSecurityGroups/asg\"}}]",
                StringComparison.Ordinal
            );

    private static string Augmented(
        string name,
        int priority,
        string direction,
        string access,
        string[] sources,
        string[] ports
    ) =>
        Rule(name, priority, direction, access, "x", "*", "y")
            .Replace(
                "\"sourceAddressPrefix\":\"x\"",
                $"\"sourceAddressPrefixes\":[\"{string.Join("\",\"", sources)}\"]",
                StringComparison.Ordinal
            )
            .Replace(
                "\"destinationPortRange\":\"y\"",
                $"\"destinationPortRanges\":[\"{string.Join("\",\"", ports)}\"]",
                StringComparison.Ordinal
            );

    private sealed record Case(string Name, OwnNetwork Network, string Checks, string Expected)
    {
        public string Rule { get; init; } = "";

        public string Source { get; init; } = "";
    }
}

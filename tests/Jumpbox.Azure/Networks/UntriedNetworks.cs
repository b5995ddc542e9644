using static Jumpbox.Azure.Tests.Networks.NetworkChanges;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// Networks that the model judged wrongly when they were tried, and their neighbours. Source: Azure Firewall, "rule processing logic" and
/// "DNS settings"; Azure NAT Gateway, "overview", limitations of StandardV2; Azure Container Instances, "virtual network concepts"; Azure
/// Virtual Network, "service tags"; Virtual WAN, "routing intent and routing policies".
/// </summary>
public sealed class UntriedNetworks
{
    private const string Any = "any network or egress check";
    private const string Out = "0.0.0.0/0";
    private const string Way = "outbound-access|egress-firewall";

    private static readonly List<(string Name, OwnNetwork Network, string Checks, string Expected)> Cases =
    [
        ("a DNS server on premises, which VirtualNetwork may hold", Premises(Original()), "name-resolution", "unknown"),
        (
            "a DNS server on premises, and a deny of port 53",
            Premises(Original()).Rules(Rule("no", 100, "Outbound", "Deny", "*", "*", "53", "*")),
            "name-resolution",
            "warn"
        ),
        (
            "a DNS server that is the firewall to which its own route leads",
            Dns(Original(), "10.60.0.4")
                .Routes(Route("out", Out, "10.60.0.4"), Route("hub", "10.60.0.0/24", "10.60.0.4")),
            Any,
            "pass"
        ),
        (
            "a DNS server whose network is routed to nowhere",
            Dns(Original(), "10.60.0.4").Routes(Route("out", Out, "10.60.0.4"), Route("hub", "10.60.0.0/24", "None")),
            "name-resolution",
            "fail"
        ),
        (
            "a NAT gateway of the second version in the containers' subnet",
            Second(Recommended(), "snet-containers").Subnet("""{"routeTable":null}""", "snet-containers"),
            "outbound-access",
            "fail"
        ),
        (
            "a NAT gateway of the second version in the build subnet",
            Second(Plain(Original()), "snet-build"),
            Any,
            "pass"
        ),
        (
            "a route for storage to the Internet over a NAT gateway of the second version",
            Second(Recommended(), "snet-containers")
                .Routes(Route("out", Out, "10.60.0.4"), Route("st", "Storage", "Internet")),
            "outbound-access",
            "fail"
        ),
        (
            "halves of the Internet in one rule of the firewall",
            Original().Firewall(Collection("net", 300, "Allow", Net("all", ["0.0.0.0/1", "128.0.0.0/1"], "443"))),
            Any,
            "pass"
        ),
        (
            "halves of the Internet that the firewall denies",
            Original()
                .Firewall(
                    Collection("no", 100, "Deny", Net("all", ["0.0.0.0/1", "128.0.0.0/1"], "443")),
                    Collection("web", 300, "Allow", Web("hosts", Original().WebHosts()))
                ),
            "egress-firewall",
            "fail"
        ),
        (
            "an IP group with halves of the Internet",
            Original()
                .Set("ipGroups/ipg", """{"ipAddresses":["0.0.0.0/1","128.0.0.0/1"]}""")
                .Firewall(
                    Collection(
                        "n",
                        100,
                        "Allow",
                        Net("all", [], "443", $",\"destinationIpGroups\":[\"{Hub}/ipGroups/ipg\"]")
                    )
                ),
            Any,
            "pass"
        ),
        ("a firewall that is being deleted", Original().Set("fw", """{"provisioningState":"Deleting"}"""), Way, "warn"),
        ("a firewall that is being updated", Original().Set("fw", """{"provisioningState":"Updating"}"""), Any, "pass"),
        ("a next hop in no subnet", Original().Routes(Route("out", Out, "10.60.0.200")), Way, "unknown"),
        ("a global peering for containers", Recommended().Region("vnet-hub", "westeurope"), Way, "unknown"),
        ("a global peering for machines", Original().Region("vnet-hub", "westeurope"), Any, "pass"),
        (
            "a deny of a kind that is not known",
            Original()
                .Firewall(
                    Collection("no", 100, "Deny", """{"ruleType":"LaterRule","name":"x"}"""),
                    Collection("web", 300, "Allow", Web("hosts", Original().WebHosts()))
                ),
            "egress-firewall",
            "not pass"
        ),
        (
            "a virtual hub whose firewall is deallocated",
            Wan(Plain(Original())).Set("fw", """{"hubIPAddresses":null}"""),
            Way,
            "fail"
        ),
        (
            "a virtual hub that has failed",
            Wan(Plain(Original())).Set("virtualHubs/hub", """{"provisioningState":"Failed"}"""),
            Way,
            "not pass"
        ),
        ("a virtual hub's default beside a NAT gateway", Nat(Wan(Plain(Original()))), Any, "pass"),
        ("a virtual hub without a default beside a NAT gateway", Nat(Wan(Plain(Original()), false)), Any, "pass"),
        (
            "a virtual hub's default beside a service endpoint",
            Wan(Plain(Original())).Subnet("""{"serviceEndpoints":[{"service":"Microsoft.Storage"}]}"""),
            Any,
            "pass"
        ),
        (
            "the region's cloud to nowhere",
            Original().Routes(Route("out", Out, "10.60.0.4"), Route("t", "AzureCloud.eastus2", "None")),
            "outbound-access",
            "fail"
        ),
        (
            "the cloud to nowhere, and storage to the firewall",
            Original()
                .Routes(
                    Route("out", Out, "10.60.0.4"),
                    Route("t", "AzureCloud", "None"),
                    Route("s", "Storage", "10.60.0.4")
                ),
            "outbound-access",
            "fail"
        ),
        (
            "addresses outside Azure to nowhere",
            Original().Routes(Route("out", Out, "10.60.0.4"), Route("t", "140.82.112.0/20", "None")),
            "outbound-access",
            "unknown"
        ),
        (
            "a peering of other subnets of the hub",
            Original()
                .Set(
                    "to-hub",
                    """{"peerCompleteVnets":false,"localSubnetNames":["snet-build"],"remoteSubnetNames":["snet-nva"]}"""
                ),
            "outbound-access",
            "fail"
        ),
        (
            "a NAT gateway of the second version with IPv6 alone",
            Plain(Original())
                .AddBefore(
                    $"{Spoke}/natGateways/ng",
                    $$$$"""{"publicIpAddressesV6":[{"id":"{{{{Spoke}}}}/publicIPAddresses/pip-six"}]}""",
                    "StandardV2"
                )
                .AddBefore(
                    $"{Spoke}/publicIPAddresses/pip-six",
                    """{"publicIPAllocationMethod":"Static","publicIPAddressVersion":"IPv6"}""",
                    "StandardV2"
                )
                .Subnet($$$$"""{"natGateway":{"id":"{{{{Spoke}}}}/natGateways/ng"}}"""),
            "outbound-access",
            "fail"
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_untried_network_has_the_verdict_of_the_documentation(string name)
    {
        (_, OwnNetwork network, string checks, string expected) = Cases.Single(one => one.Name == name);
        ExpectedVerdict.Assert(await network.CheckAsync(), checks, expected, name);
    }

    private static OwnNetwork Premises(OwnNetwork network) =>
        Nat(Plain(network))
            .Set("vnet-own", """{"dhcpOptions":{"dnsServers":["10.99.0.4"]} }""")
            .Set("networkSecurityGroups/nsg", """{"securityRules":[]}""")
            .Set("to-hub", """{"useRemoteGateways":true}""");

    private static OwnNetwork Second(OwnNetwork network, string subnet) =>
        network
            .AddBefore(
                $"{Spoke}/natGateways/ng",
                $$$$"""{"publicIpAddresses":[{"id":"{{{{Spoke}}}}/publicIPAddresses/pip-nat"}]}""",
                "StandardV2"
            )
            .AddBefore($"{Spoke}/publicIPAddresses/pip-nat", """{"publicIPAllocationMethod":"Static"}""", "StandardV2")
            .Subnet($$$$"""{"natGateway":{"id":"{{{{Spoke}}}}/natGateways/ng"}}""", subnet);
}

using static Jumpbox.Azure.Tests.Networks.NetworkChanges;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>Networks in which everything is right, and one part of which the account may not read: never a pass, never a failure.</summary>
public sealed class RefusedNetworks
{
    private const string Rules = "security-rules";
    private const string Fire = "egress-firewall";
    private const string Way = "outbound-access|egress-firewall";
    private const string Out = "0.0.0.0/0";

    private static readonly List<(
        string Part,
        OwnNetwork Network,
        string Checks,
        string Expected,
        string Unreadable
    )> Cases =
    [
        ("a NAT gateway", Nat(Plain(Original())), "outbound-access", "unknown", "*/natGateways/*"),
        ("a security group", Original(), Rules, "unknown", "*/networkSecurityGroups/*"),
        ("a route table", Original(), Way, "unknown", "*/routeTables/rt*"),
        ("the hub's network", Original(), Way, "unknown", "*/virtualNetworks/vnet-hub*"),
        (
            "a parent policy",
            Parent(Original(), Collection("y", 100, "Allow", Net("n", ["*"], "22"))),
            Fire,
            "unknown",
            "*/firewallPolicies/base*"
        ),
        ("rule collection groups", Original(), Fire, "unknown", "*/ruleCollectionGroups*"),
        ("the subscription's firewalls", Original(), Way, "unknown", "*/azureFirewalls*"),
        (
            "an IP group",
            Original()
                .Firewall(
                    Collection(
                        "web",
                        300,
                        "Allow",
                        Web("hosts", Original().WebHosts())
                            .Replace(
                                "\"sourceAddresses\":[\"10.61.0.0/25\"]",
                                $"\"sourceIpGroups\":[\"{Hub}/ipGroups/ipg\"]",
                                StringComparison.Ordinal
                            )
                    )
                ),
            Fire,
            "warn",
            "*/ipGroups/*"
        ),
        ("a routing intent", Wan(Plain(Original())), Way, "unknown", "*/routingIntent*"),
        ("a hub's connections", Wan(Plain(Original())), Way, "unknown", "*/hubVirtualNetworkConnections*"),
        (
            "the firewall's own route table",
            FirewallRoutes(Original(), Route("d", Out, "Internet")),
            Fire,
            "unknown",
            "*/routeTables/rt-fw*"
        ),
        (
            "a service endpoint policy",
            EndpointPolicy(Original(), $"/subscriptions/{Subscription}"),
            "service-endpoints",
            "unknown",
            "*/serviceEndpointPolicies/*"
        ),
        ("the firewall's policy", Original(), Fire, "unknown", "*/firewallPolicies/fwpol"),
    ];

    public static TheoryData<string> Parts => [.. Cases.Select(one => one.Part)];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task What_may_not_be_read_is_unknown(string part)
    {
        (_, OwnNetwork network, string checks, string expected, string unreadable) = Cases.Single(one =>
            one.Part == part
        );
        ExpectedVerdict.Assert(await network.CheckAsync(unreadable), checks, expected, part);
    }
}

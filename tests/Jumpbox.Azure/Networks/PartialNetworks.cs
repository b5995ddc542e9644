using static Jumpbox.Azure.Tests.Networks.NetworkChanges;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>
/// Networks in which several rules or routes, each for a part of the Internet or of the sources, decide together. Source: Azure Virtual
/// Network, "network security groups" and "virtual network traffic routing"; Azure Firewall, "rule processing logic".
/// </summary>
public sealed class PartialNetworks
{
    private const string Any = "any network or egress check";
    private const string Rules = "security-rules";
    private const string Fire = "egress-firewall";
    private const string Out = "0.0.0.0/0";
    private const string Low = "0.0.0.0/1";
    private const string High = "128.0.0.0/1";

    private static readonly string[] Quarters = ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"];

    private static readonly List<(string Name, OwnNetwork Network, string Checks, string Expected)> Cases =
    [
        ("two rules that deny a half each", Denied(Original(), Low, High), Rules, "fail"),
        ("two rules that deny a half each to containers", Denied(Recommended(), Low, High), Rules, "fail"),
        ("four rules that deny a quarter each", Denied(Original(), Quarters), Rules, "fail"),
        ("three rules that deny a quarter each", Denied(Original(), Quarters[..3]), Rules, "not pass"),
        (
            "two rules that allow a half each above a deny of the Internet",
            Original()
                .Rules(
                    Rule("low", 150, "Outbound", "Allow", "*", Low, "443"),
                    Rule("high", 151, "Outbound", "Allow", "*", High, "443"),
                    Rule("no", 160, "Outbound", "Deny", "*", "Internet", "*")
                ),
            Any,
            "pass"
        ),
        (
            "two rules for a half of the subnet and of the Internet each",
            Original()
                .Rules(
                    Rule("a", 150, "Outbound", "Allow", "10.61.0.0/28", Low, "443"),
                    Rule("b", 151, "Outbound", "Allow", "10.61.0.16/28", High, "443"),
                    Rule("no", 160, "Outbound", "Deny", "*", "Internet", "*")
                ),
            Rules,
            "fail"
        ),
        ("two network rules that allow a half each", Halves(Original(), "Allow", "Allow"), Any, "pass"),
        ("two network rules that allow a half each for containers", Nets(Recommended()), Any, "pass"),
        ("a half that the firewall denies", Halves(Original(), "Allow", "Deny"), Fire, "not pass"),
        ("a half that the firewall denies is no failure", Halves(Original(), "Allow", "Deny"), Fire, "not fail"),
        (
            "two halves that a parent policy denies before the child allows all hosts",
            Parent(Original(), Collection("no", 100, "Deny", Net("low", [Low], "443"), Net("high", [High], "443"))),
            Fire,
            "fail"
        ),
        (
            "a half in an IP group and a half in an address",
            Original()
                .Set("ipGroups/ipg", $$"""{"ipAddresses":["{{Low}}"]}""")
                .Firewall(
                    Collection(
                        "n",
                        100,
                        "Allow",
                        Net("group", [], "443", $",\"destinationIpGroups\":[\"{Hub}/ipGroups/ipg\"]"),
                        Net("address", [High], "443")
                    )
                ),
            Any,
            "pass"
        ),
        (
            "a half for UDP alone",
            Original()
                .Firewall(
                    Collection(
                        "n",
                        100,
                        "Allow",
                        Net("low", [Low], "443"),
                        Net("high", [High], "443").Replace("[\"TCP\"]", "[\"UDP\"]", StringComparison.Ordinal)
                    )
                ),
            Fire,
            "not pass"
        ),
        ("halves of the sources times halves of the Internet", Quartered(Original(), 4), Any, "pass"),
        ("three of four such rules", Quartered(Original(), 3), Fire, "not pass"),
        (
            "a low half to a firewall without rules, a high half to nowhere",
            Original().Routes(Route("low", Low, "10.60.0.4"), Route("high", High, "None")).Firewall(),
            Any,
            "fail"
        ),
        (
            "a low half that the security rules deny, a high half to nowhere",
            Denied(Original(), Low).Routes(Route("low", Low, "10.60.0.4"), Route("high", High, "None")),
            Any,
            "fail"
        ),
        (
            "a low half to the firewall, a high half to a NAT gateway",
            Nat(Original()).Routes(Route("low", Low, "10.60.0.4"), Route("high", High, "Internet")),
            Any,
            "pass"
        ),
        (
            "a firewall that allows the half which is routed to it",
            Nat(Original())
                .Routes(Route("low", Low, "10.60.0.4"), Route("high", High, "Internet"))
                .Firewall(Collection("n", 100, "Allow", Net("low", [Low], "443"))),
            Any,
            "pass"
        ),
        (
            "a firewall that allows the half which is not routed to it",
            Nat(Original())
                .Routes(Route("low", Low, "10.60.0.4"), Route("high", High, "Internet"))
                .Firewall(Collection("n", 100, "Allow", Net("high", [High], "443"))),
            Fire,
            "not pass"
        ),
        (
            "a firewall with two halves to the Internet",
            FirewallRoutes(Original(), Route("a", Low, "Internet"), Route("b", High, "Internet")),
            Any,
            "pass"
        ),
        (
            "a firewall with one half to nowhere",
            FirewallRoutes(Original(), Route("a", Low, "Internet"), Route("b", High, "None")),
            Fire,
            "not pass"
        ),
        (
            "a firewall with one half to nowhere that is not routed to it",
            FirewallRoutes(
                Nat(Original()).Routes(Route("low", Low, "10.60.0.4"), Route("high", High, "Internet")),
                Route("a", Low, "Internet"),
                Route("b", High, "None")
            ),
            Any,
            "pass"
        ),
        (
            "a firewall without a policy that allows a half in each of two rules",
            Original()
                .Set(
                    "fw",
                    $$$$"""
                    {"firewallPolicy":null,"networkRuleCollections":[{"name":"n","properties":{"priority":200,"action":{"type":"Allow"},"rules":[
                    {"name":"low","protocols":["TCP"],"sourceAddresses":["*"],"destinationAddresses":["{{{{Low}}}}"],"destinationPorts":["443"]},
                    {"name":"high","protocols":["TCP"],"sourceAddresses":["*"],"destinationAddresses":["{{{{High}}}}"],"destinationPorts":["443"]}
                    ]}}]}
                    """
                ),
            Any,
            "pass"
        ),
        (
            "a deny of all but one quarter, which nobody allows",
            Denied(Original(), Quarters[..3])
                .Routes(Route("out", Out, "10.60.0.4"), Route("last", Quarters[3], "None")),
            Any,
            "fail"
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Parts_have_the_verdict_of_what_they_cover_together(string name)
    {
        (_, OwnNetwork network, string checks, string expected) = Cases.Single(one => one.Name == name);
        ExpectedVerdict.Assert(await network.CheckAsync(), checks, expected, name);
    }

    private static OwnNetwork Denied(OwnNetwork network, params string[] parts) =>
        network.Rules([
            .. parts.Select((part, index) => Rule($"no-{index}", 150 + index, "Outbound", "Deny", "*", part, "443")),
        ]);

    private static OwnNetwork Halves(OwnNetwork network, string low, string high) =>
        network.Firewall(
            Collection("a", 100, low, Net("low", [Low], "443")),
            Collection("b", 110, high, Net("high", [High], "443"))
        );

    private static OwnNetwork Nets(OwnNetwork network) =>
        network.Firewall(
            Collection(
                "a",
                100,
                "Allow",
                Net("low", [Low], "443"),
                Net("high", [High], "443"),
                Net("smb", ["Storage.EastUS2"], "445")
            )
        );

    private static OwnNetwork Quartered(OwnNetwork network, int count)
    {
        string[] rules =
        [
            .. from source in new[] { "10.61.0.0/28", "10.61.0.16/28" }
            from part in new[] { Low, High }
            select Net($"{source}-{part}".Replace('/', '-'), [part], "443")
                .Replace("10.61.0.0/25", source, StringComparison.Ordinal),
        ];
        return network.Firewall(Collection("n", 100, "Allow", rules[..count]));
    }
}

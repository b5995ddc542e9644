using Jumpbox.Checks;
using static Jumpbox.Azure.Tests.Networks.NetworkChanges;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>Cures of closed paths: what the Bicep and the command say, done to the network, opens it.</summary>
public sealed class CuringNetworks
{
    private const string Out = "0.0.0.0/0";
    private const string Way = "outbound-access|egress-firewall|service-endpoints";

    private static readonly List<(string Name, OwnNetwork Broken, string[] Cure, OwnNetwork Mended)> Cases =
    [
        (
            "a default route to nowhere, without which a private subnet has no way out either",
            Original().Routes(Route("out", Out, "None")),
            [
                "route update --ids ",
                "--next-hop-type VirtualAppliance --next-hop-ip-address <firewall>",
                "nextHopType: 'VirtualAppliance'",
            ],
            Original().Routes(Route("out", Out, "10.60.0.4"))
        ),
        (
            "a firewall without an address",
            Original().Set("fw", Addressed("")),
            ["ip-config create -f fw", "ipConfigurations: [{", "publicIPAddress: { id: publicAddress.id }"],
            Original().Set("fw", Addressed($",\"publicIPAddress\":{{\"id\":\"{Hub}/publicIPAddresses/pip-fw\"}}"))
        ),
        (
            "a service endpoint policy that lists another subscription",
            EndpointPolicy(Original(), $"/subscriptions/{Far}"),
            [
                "policy-definition create",
                "--policy-name sep",
                $"--service Microsoft.Storage --service-resources /subscriptions/{Subscription}",
            ],
            EndpointPolicy(Original(), $"/subscriptions/{Subscription}")
        ),
        (
            "a route to nowhere for the other subnet",
            Recommended().Routes(Route("d", Out, "10.60.0.4"), Route("in", "10.61.0.0/27", "None")),
            ["/routes/in --next-hop-type VnetLocal", "{ name: 'in', properties: { addressPrefix: '10.61.0.0/27'"],
            Recommended().Routes(Route("d", Out, "10.60.0.4"), Route("in", "10.61.0.0/27", "VnetLocal"))
        ),
        (
            "a route to nowhere for more than the other subnet",
            Recommended().Routes(Route("d", Out, "10.60.0.4"), Route("in", "10.61.0.0/26", "None")),
            ["--route-table-name rt -n stay-in-network --address-prefix 10.61.0.0/27 --next-hop-type VnetLocal"],
            Recommended()
                .Routes(
                    Route("d", Out, "10.60.0.4"),
                    Route("in", "10.61.0.0/26", "None"),
                    Route("stay-in-network", "10.61.0.0/27", "VnetLocal")
                )
        ),
        (
            "a firewall whose own route leads nowhere",
            FirewallRoutes(Original(), Route("d", Out, "None")),
            ["/routes/d --next-hop-type Internet", "{ name: 'd', properties: { addressPrefix: '0.0.0.0/0'"],
            FirewallRoutes(Original(), Route("d", Out, "Internet"))
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_cure_says_opens_the_path(string name)
    {
        (_, OwnNetwork broken, string[] cure, OwnNetwork mended) = Cases.Single(one => one.Name == name);
        Finding finding = (await broken.CheckAsync())
            .SelectMany(result => result.Findings)
            .First(one => one.Status == CheckStatus.Fail);
        Assert.All(cure, text => Assert.Contains(text, finding.Cure!.Text, StringComparison.Ordinal));
        ExpectedVerdict.Assert(await mended.CheckAsync(), Way, "pass", name);
    }

    private static string Addressed(string address) =>
        $$$$"""
            {"ipConfigurations":[{"name":"c","properties":{"privateIPAddress":"10.60.0.4",
            "subnet":{"id":"{{{{HubNetwork}}}}/subnets/AzureFirewallSubnet"}{{{{address}}}} } }]}
            """;
}

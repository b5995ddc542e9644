using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Checks;
using Microsoft.AspNetCore.Http;
using static Jumpbox.Azure.Tests.Networks.OwnNetwork;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>What Azure itself reports, in place of guesses: effective routes and rules of a machine, prefixes of service tags.</summary>
public sealed class ReadingAzuresKnowledge
{
    private static readonly string[] Settings =
    [
        $"network.buildSubnetId={SpokeNetwork}/subnets/snet-build",
        "network.containerInstanceSubnetId=",
    ];

    [Theory]
    [InlineData("", CheckStatus.Fail, "is a private subnet")]
    [InlineData("10.0.0.0/8", CheckStatus.Fail, "is a private subnet")]
    [InlineData("0.0.0.0/0", CheckStatus.Unknown, "as the effective routes of nic-own show")]
    [InlineData("0.0.0.0/1 128.0.0.0/1", CheckStatus.Unknown, "as the effective routes of nic-own show")]
    public async Task Effective_routes_settle_whether_a_gateway_announces_a_default_route(
        string announced,
        CheckStatus expected,
        string says
    )
    {
        OwnNetwork network = Original().Announced(announced).Routes().Machine();
        await using LocalWorld world = await LocalWorld.StartAsync(network.Json());
        Finding worst = await WorstAsync(world, "outbound-access");
        Assert.Equal(expected, worst.Status);
        Assert.Contains(says, worst.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_machine_it_stays_open_whether_a_gateway_announces_a_default_route()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(Original().Announced("0.0.0.0/0").Routes().Json());
        Finding worst = await WorstAsync(world, "outbound-access");
        Assert.Equal(CheckStatus.Unknown, worst.Status);
        Assert.Contains(
            "a gateway or virtual hub may announce a default route",
            worst.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refused_read_of_effective_routes_is_said_and_judged_by_the_model()
    {
        OwnNetwork network = Original().Announced("0.0.0.0/0").Routes().Machine();
        await using LocalWorld world = await LocalWorld.StartAsync(
            network.Json(),
            """{"rules":[{"path":"*/effectiveRouteTable*","answer":{"status":403,"body":{"error":{"code":"AuthorizationFailed","message":"no"}}}}]}"""
        );
        Assert.Contains(
            "AuthorizationFailed",
            (await WorstAsync(world, "outbound-access")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            (await world.NetworkAsync(Settings)).Single(result => result.Id == "security-rules").Findings,
            finding =>
                finding.Message.StartsWith(
                    "Routes and tags of nic-own are judged by the resources",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task Effective_rules_settle_what_VirtualNetwork_holds_beside_a_default_route()
    {
        // The rule that lets the Internet pass lets VirtualNetwork pass alone: with the default route in it or without.
        OwnNetwork network = Original().Rules(Rule("web-out", 190, "Outbound", "Deny", "*", "VirtualNetwork", "443"));
        await using LocalWorld open = await LocalWorld.StartAsync(network.Json());
        Assert.NotEqual(CheckStatus.Pass, (await WorstAsync(open, "security-rules")).Status);
        await using LocalWorld settled = await LocalWorld.StartAsync(network.Machine().Json());
        Assert.Equal(CheckStatus.Pass, (await WorstAsync(settled, "security-rules")).Status);
    }

    [Theory]
    // LocalAzure's storage in East US 2 is in 20.61.0.0/17 and 191.61.0.0/17.
    [InlineData("20.61.0.0/16", CheckStatus.Unknown)]
    [InlineData("20.62.0.0/16", CheckStatus.Pass)]
    public async Task A_blocked_prefix_is_compared_with_the_prefixes_of_storage(string prefix, CheckStatus expected)
    {
        OwnNetwork network = Original().Routes(Route("out", "0.0.0.0/0", "10.60.0.4"), Route("no", prefix, "None"));
        await using LocalWorld world = await LocalWorld.StartAsync(network.Json());
        Finding[] findings =
        [
            .. (await world.NetworkAsync(Settings))
                .Single(result => result.Id == "outbound-access")
                .Findings.Where(finding =>
                    finding.Evidence.TryGetValue("hosts", out string? hosts)
                    && hosts.Contains("*.blob.core.windows.net", StringComparison.Ordinal)
                ),
        ];
        Assert.Equal(expected, findings.Max(finding => finding.Status));
    }

    [Fact]
    public async Task Without_the_list_of_service_tags_they_are_judged_by_name_and_that_is_said()
    {
        OwnNetwork network = Recommended();
        await using LocalWorld world = await LocalWorld.StartAsync(
            network.Json(),
            """{"rules":[{"path":"*/serviceTags*","answer":{"status":403,"body":{"error":{"code":"AuthorizationFailed","message":"no"}}}}]}"""
        );
        IReadOnlyList<CheckResult> results = await world.NetworkAsync(
            $"network.buildSubnetId={SpokeNetwork}/subnets/snet-build",
            $"network.containerInstanceSubnetId={SpokeNetwork}/subnets/snet-containers"
        );
        Assert.Contains(
            results.Single(result => result.Id == "security-rules").Findings,
            finding => finding.Message.StartsWith("Service tags are judged by their names", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(results, result => result.Status > CheckStatus.Skipped);
    }

    [Fact]
    public async Task The_second_page_of_service_tags_is_read()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            async (context, _) =>
            {
                string path = context.Request.Path.Value!;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(
                    path.EndsWith("/2", StringComparison.Ordinal)
                        ? """{"values":[{"name":"Storage.EastUS2"}]}"""
                        : $$"""{"values":[{"name":"Other"}],"nextLink":"https://{{context.Request.Host}}{{path}}/2?api-version=1"}"""
                );
            }
        );
        using AzureSession session = arm.Session();
        List<string?> names = await session
            .ListAsync("/subscriptions/x/serviceTags", "1", TestContext.Current.CancellationToken, member: "values")
            .Select(tag => (string?)tag["name"])
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["Other", "Storage.EastUS2"], names);
    }

    [Fact]
    public async Task IPv6_is_said_not_to_be_judged()
    {
        OwnNetwork network = Original()
            .Set(
                "virtualNetworks/vnet-own",
                """{"addressSpace":{"addressPrefixes":["10.61.0.0/25","fd00:db8::/48"]}}"""
            )
            .Subnet("""{"addressPrefix":null,"addressPrefixes":["10.61.0.0/27","fd00:db8:0:1::/64"]}""");
        await using LocalWorld world = await LocalWorld.StartAsync(network.Json());
        CheckResult outbound = (await world.NetworkAsync(Settings)).Single(result => result.Id == "outbound-access");
        Assert.Equal(CheckStatus.Skipped, outbound.Status);
        Assert.Contains(
            outbound.Findings,
            finding => finding.Message.Contains("fd00:db8:0:1::/64", StringComparison.Ordinal)
        );
    }

    private static async Task<Finding> WorstAsync(LocalWorld world, string check) =>
        (await world.NetworkAsync(Settings))
            .Single(result => result.Id == check)
            .Findings.MaxBy(finding => finding.Status)!;
}

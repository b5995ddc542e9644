using Jumpbox.Azure.Smoke;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Evidence.Booting;

namespace Jumpbox.Azure.Tests.Smoke;

/// <summary>Smoke and the way to clusters, in LocalAzure: what is read of them, and what packets from the subnet meet.</summary>
public sealed class ReachingClusters
{
    private const string Group = $"{PaperWorlds.Subscription}/resourceGroups/rg-theirs/providers";
    private const string Cluster = $"{Group}/Microsoft.ContainerService/managedClusters/aks-prod";
    private const string Zone = $"{Group}/Microsoft.Network/privateDnsZones/x.privatelink.eastus2.azmk8s.io";
    private const string Host = "aks-1.x.privatelink.eastus2.azmk8s.io";
    private const string Identity = $"{Group}/Microsoft.ManagedIdentity/userAssignedIdentities/id-jumpbox";

    private static readonly string Private = Of(
        $$"""{"privateFQDN":"{{Host}}","fqdn":"aks.hcp.eastus2.azmk8s.io","currentKubernetesVersion":"1.33.2","powerState":{"code":"Running"},"apiServerAccessProfile":{"enablePrivateCluster":true} }"""
    );

    private static string[] Linked(string address) =>
        [
            $$"""{"id":"{{Zone}}","location":"global","properties":{} }""",
            $$"""{"id":"{{Zone}}/A/aks-1","properties":{"ttl":300,"aRecords":[{"ipv4Address":"{{address}}"}]} }""",
            $$"""{"id":"{{Zone}}/virtualNetworkLinks/own","location":"global","properties":{"registrationEnabled":false,"virtualNetwork":{"id":"{{PaperWorlds.Spoke}}"} } }""",
        ];

    [Fact]
    public async Task A_cluster_is_resolved_and_reached_and_what_only_a_cluster_shows_is_unknown()
    {
        IReadOnlyList<SmokeCheck> checks = await RunAsync([
            Of("""{"fqdn":"aks.hcp.eastus2.azmk8s.io","kubernetesVersion":"1.33.2"}"""),
        ]);
        Assert.Equal("cluster-aks-prod dns-aks-prod tcp-aks-prod", Named(checks, SmokeOutcome.Pass));
        Assert.Equal("aks.hcp.eastus2.azmk8s.io, public, 1.33.2, as Azure says", Detail(checks, "cluster"));
        Assert.Equal(
            "login-aks-prod nodes-aks-prod tls-aks-prod version-aks-prod",
            Named(checks, SmokeOutcome.Unknown)
        );
    }

    [Fact]
    public async Task A_private_cluster_behind_a_rule_is_resolved_and_a_failure_of_the_rule()
    {
        IReadOnlyList<SmokeCheck> checks = await RunAsync([Private, .. Linked("10.42.0.70")]);
        Assert.Equal($"{Host}, private, 1.33.2, as Azure says", Detail(checks, "cluster"));
        Assert.Equal("10.42.0.70", Detail(checks, "dns"));
        Assert.Equal("rule: 10.42.0.70:443 did not answer: a security group denies it", Detail(checks, "tcp"));
        Assert.Equal("tcp-aks-prod", Named(checks, SmokeOutcome.Fail));
    }

    [Fact]
    public async Task A_cluster_in_another_network_is_unknown_in_LocalAzure()
    {
        IReadOnlyList<SmokeCheck> checks = await RunAsync([Private, .. Linked("172.20.0.4")]);
        Assert.Equal("cluster-aks-prod dns-aks-prod", Named(checks, SmokeOutcome.Pass));
        Assert.Contains("walks no packet into another one", Detail(checks, "tcp"), StringComparison.Ordinal);
        Assert.Equal("", Named(checks, SmokeOutcome.Fail));
    }

    [Fact]
    public async Task A_private_cluster_whose_zone_is_not_linked_is_a_failure_of_DNS()
    {
        IReadOnlyList<SmokeCheck> checks = await RunAsync([Private]);
        Assert.Equal("dns-aks-prod", Named(checks, SmokeOutcome.Fail));
        Assert.StartsWith($"DNS: {Host} does not exist", Detail(checks, "dns"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_does_not_exist_fails_and_a_stopped_one_is_unknown()
    {
        IReadOnlyList<SmokeCheck> none = await RunAsync([]);
        Assert.Equal("cluster-aks-prod", Named(none, SmokeOutcome.Fail));
        Assert.Contains("does not exist: correct smoke.clusters", Detail(none, "cluster"), StringComparison.Ordinal);
        Assert.Equal("", Named(none, SmokeOutcome.Pass));

        IReadOnlyList<SmokeCheck> stopped = await RunAsync([
            Of("""{"fqdn":"aks.hcp.eastus2.azmk8s.io","powerState":{"code":"Stopped"}}"""),
        ]);
        Assert.Equal("", Named(stopped, SmokeOutcome.Pass) + Named(stopped, SmokeOutcome.Fail));
        Assert.Contains("the cluster is stopped", Detail(stopped, "tcp"), StringComparison.Ordinal);
    }

    // The second one is of another tenant.
    [Theory]
    [InlineData(403, "AuthorizationFailed")]
    [InlineData(401, "InvalidAuthenticationTokenTenant")]
    public async Task A_cluster_that_may_not_be_read_is_unknown_and_says_why(int status, string code)
    {
        IReadOnlyList<SmokeCheck> checks = await RunAsync(
            [Private],
            faults: $$$"""{"rules":[{"method":"GET","path":"*/managedClusters/*","answer":{"status":{{{status}}},"body":{"error":{"code":"{{{code}}}","message":"no right"} } } }]}"""
        );
        Assert.Equal("", Named(checks, SmokeOutcome.Pass) + Named(checks, SmokeOutcome.Fail));
        Assert.Contains(code, Detail(checks, "cluster"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_machine_alone_has_the_identity_and_one_that_is_missing_is_reported()
    {
        await using LocalWorld world = await StartingMachines.BuiltAsync(
            new Guest(),
            null,
            World([Private, $$"""{"id":"{{Identity}}","location":"eastus2"}"""])
        );
        string[] settings = [$"smoke.clusters={Cluster}", $"smoke.identityId={Identity}"];
        SmokeResult result = await StartingMachines.RunAsync(world, settings: settings);
        Assert.Equal(SmokeOutcome.Pass, result.Report.Checks.First(check => check.Name == "agent").Outcome);
        Assert.Empty(result.Report.Left);

        await using LocalWorld without = await StartingMachines.BuiltAsync(new Guest(), null, World([Private]));
        SmokeResult missing = await StartingMachines.RunAsync(without, settings: settings);
        Assert.Contains(
            missing.Report.Open,
            check => check.Detail.Contains("FailedIdentityOperation", StringComparison.Ordinal)
        );
        Assert.Equal(
            "the machine was not started",
            missing.Report.Checks.Single(check => check.Name == "dns-aks-prod").Detail
        );
    }

    private static async Task<IReadOnlyList<SmokeCheck>> RunAsync(string[] resources, string? faults = null)
    {
        await using LocalWorld world = await StartingMachines.BuiltAsync(new Guest(), faults, World(resources));
        SmokeResult result = await StartingMachines.RunAsync(world, settings: [$"smoke.clusters={Cluster}"]);
        return [.. result.Report.Checks.Where(check => check.Name.EndsWith("-aks-prod", StringComparison.Ordinal))];
    }

    private static string World(IEnumerable<string> resources) =>
        $$"""{"resources":[{{string.Join(",", resources)}}]}""";

    private static string Of(string properties) =>
        $$"""{"id":"{{Cluster}}","location":"eastus2","properties":{{properties}} }""";

    private static string Named(IEnumerable<SmokeCheck> checks, SmokeOutcome outcome) =>
        string.Join(
            ' ',
            checks.Where(check => check.Outcome == outcome).Select(check => check.Name).Order(StringComparer.Ordinal)
        );

    private static string Detail(IEnumerable<SmokeCheck> checks, string hop) =>
        checks.Single(check => check.Name == $"{hop}-aks-prod").Detail;
}

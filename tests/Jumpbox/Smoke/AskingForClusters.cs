using System.Text.Json.Nodes;
using Jumpbox.Evidence.Booting;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Tests.Smoke;

/// <summary>Which clusters a machine must reach: their settings, the names of their checks, what becomes of answers.</summary>
public sealed class AskingForClusters
{
    private const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Prod =
        $"{Subscription}/resourceGroups/rg-prod/providers/Microsoft.ContainerService/managedClusters/Aks";
    private const string Test =
        $"{Subscription}/resourceGroups/rg-test/providers/Microsoft.ContainerService/managedClusters/aks";

    [Fact]
    public void Checks_are_named_after_the_cluster_and_after_its_group_where_others_have_its_name()
    {
        Assert.Equal(
            ["cluster-aks", "dns-aks", "tcp-aks", "tls-aks", "login-aks", "version-aks", "nodes-aks"],
            Read($"smoke.clusters={Prod}").Gate.SmokeClusterChecks
        );
        JumpboxSettings two = Read($"smoke.clusters={Prod},{Test}", "smoke.sshPort=22");
        Assert.Equal(16, two.Gate.SmokeClusterChecks.Distinct().Count());
        Assert.Contains("ssh-rg-test-aks", two.Gate.SmokeClusterChecks);
        Assert.Empty(Read().Gate.SmokeClusterChecks);
    }

    [Theory]
    [InlineData(
        "smoke.clusters=/subscriptions/x",
        "expected the resource id of a Microsoft.ContainerService/managedClusters"
    )]
    [InlineData($"smoke.clusters={Prod},{Prod}", "expected each cluster once")]
    [InlineData("smoke.sshPort=70000", "from 1 to 65535")]
    [InlineData("smoke.sshPort=22", "smoke.clusters names no cluster")]
    [InlineData(
        $"smoke.identityId={Subscription}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id",
        "smoke.clusters names no cluster"
    )]
    [InlineData("smoke.optOuts.dns-other=it is far away", "the name of a check")]
    public void Settings_that_cannot_be_meant_are_refused(string setting, string said) =>
        Assert.Contains(said, Assert.Throws<SettingsException>(() => Read(setting)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_check_of_a_cluster_may_be_left_out_with_a_reason() =>
        Assert.Equal(
            "no identity",
            Read($"smoke.clusters={Prod}", "smoke.optOuts.login-aks=no identity").Gate.SmokeOptOuts["login-aks"]
        );

    [Fact]
    public void What_the_machine_does_not_answer_is_unknown()
    {
        ClusterOrder order = Order(new(Id, "aks.example", true, "1.33.2", false));
        IReadOnlyList<SmokeCheck> checks = order.Read("begin\ncheck\tdns-aks\tpass\t10.0.0.4\n");
        Assert.Equal(order.Names, checks.Select(check => check.Name));
        Assert.Equal(SmokeOutcome.Pass, checks.Single(check => check.Name == "dns-aks").Outcome);
        Assert.All(
            checks.Where(check => check.Name != "dns-aks"),
            check => Assert.Equal((SmokeOutcome.Unknown, "the report ends before it"), (check.Outcome, check.Detail))
        );
        Assert.All(order.Missing("no machine"), check => Assert.Equal(SmokeOutcome.Unknown, check.Outcome));
    }

    [Fact]
    public void A_cluster_that_does_not_exist_fails_whatever_the_machine_says()
    {
        ClusterOrder order = Order(ClusterFacts.Unknown(Id, "it does not exist") with { IsMissing = true });
        SmokeCheck check = order.Read("begin\ncheck\tcluster-aks\tpass\tfine\nend\n")[0];
        Assert.Equal((SmokeOutcome.Fail, "it does not exist"), (check.Outcome, check.Detail));
    }

    [Fact]
    public void The_order_says_what_Azure_says()
    {
        JsonNode order = JsonNode.Parse(Order(new(Id, null, true, null, true)).ToJson())!;
        Assert.Equal("https://management.azure.com", (string?)order["management"]);
        JsonNode cluster = order["clusters"]![0]!;
        Assert.True((bool)cluster["isStopped"]!);
        Assert.Contains("az aks start", (string?)cluster["problem"], StringComparison.Ordinal);
        Assert.DoesNotContain('\n', order.ToJsonString());
    }

    private static ResourceId Id => ResourceId.Parse(Prod);

    private static ClusterOrder Order(ClusterFacts facts) =>
        new(SmokeSettings.None with { Clusters = [Id] }, [facts], new Uri("https://management.azure.com/"));

    private static JumpboxSettings Read(params string[] overrides) => SampleSettings.Read(overrides);
}

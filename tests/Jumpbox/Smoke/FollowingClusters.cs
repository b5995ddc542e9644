using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Pins;
using Jumpbox.Rights;
using Jumpbox.Settings;
using Jumpbox.Smoke;
using Jumpbox.Tests.Tools;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Smoke;

/// <summary>kubectl follows the clusters of Smoke: which version fits, and what stays where none does or nobody knows.</summary>
public sealed class FollowingClusters
{
    private const string Prefix =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters";

    private static readonly string[] Following = ["tools.kubectl=cluster", $"smoke.clusters={Prefix}/aks-a"];

    [Theory]
    [InlineData("1.33.2", "1.32 to 1.34", "1.32.0 1.33.9 1.34.3", "1.31.9 1.35.0 2.33.0")]
    [InlineData("1.32.1 1.33.2", "1.32 to 1.33", "1.32.0 1.33.9", "1.31.9 1.34.0")]
    [InlineData("1.34.0 1.32.1", "1.33", "1.33.0", "1.32.9 1.34.0")]
    [InlineData("1.33", "1.32 to 1.34", "1.34.0", "1.35.0")]
    public void What_is_within_one_minor_version_of_every_cluster_fits(
        string clusters,
        string range,
        string fitting,
        string others
    )
    {
        KubectlFit fit = Of(clusters.Split(' '));
        Assert.Null(fit.Problem);
        Assert.StartsWith($"kubectl {range} fits aks-0 (", fit.Range, StringComparison.Ordinal);
        Assert.All(fitting.Split(' '), version => Assert.True(fit.Has(version), version));
        Assert.All(others.Split(' '), version => Assert.False(fit.Has(version), version));
    }

    [Theory]
    [InlineData("1.31.0 1.33.0 1.34.1")]
    [InlineData("1.31.0 1.34.1 ?")]
    [InlineData("1.33.0 2.33.0")]
    public void Clusters_that_contradict_each_other_are_named_and_nothing_fits(string clusters)
    {
        KubectlFit fit = Of(clusters.Split(' '));
        Assert.False(fit.IsUnknown);
        Assert.False(fit.Has("1.33.0"));
        Assert.Contains("both aks-0 (", fit.Problem, StringComparison.Ordinal);
        Assert.Contains("kubectl-older", fit.Problem, StringComparison.Ordinal);
        Assert.Contains("Its pin stays at 1.37.1.", fit.Sentence("1.37.1", "1.37.1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.33.0 ?", "aks-1: no right")]
    [InlineData("1.33.0 -", "aks-1: Azure names no version of it")]
    [InlineData("preview", "aks-0: Azure names no version of it")]
    public void A_cluster_whose_version_nobody_knows_is_unknown_and_nothing_fits(string clusters, string reason)
    {
        KubectlFit fit = Of(clusters.Split(' '));
        Assert.True(fit.IsUnknown);
        Assert.Equal(reason, fit.Problem);
        Assert.False(fit.Has("1.33.0"));
        Assert.StartsWith("unknown: ", fit.Sentence("1.37.1", "1.37.1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Going_back_to_what_fits_is_no_step_back_and_the_proposal_says_it()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectl", "1.37.1");
        LockedTool pin = (await world.ResolveAsync("kubectl")).Pin!;
        world.Publish("kubectl", "1.33.4");
        world.Publish("kubectl", "1.34.2");
        world.Publish("kubectl", "1.34.3", daysAgo: 2);
        KubectlFit fit = Of("1.33.2");

        ToolResolution found = await ResolveAsync(world, pin, fit);

        Assert.Equal("1.34.2", found.Pin?.Version);
        Assert.Empty(found.Accepted);
        LockUpdate update = new(ToolPins.Load(SampleSettings.Root).Lock, [], [found])
        {
            Follows = fit.Sentence(pin.Version, found.Pin!.Version),
        };
        Assert.Contains("from 1.37.1 to 1.34.2, also where that is lower", update.Markdown(), StringComparison.Ordinal);
        Assert.Contains(update.Follows, update.Lines());
    }

    [Fact]
    public async Task A_lower_version_of_those_that_fit_stops_the_update_as_ever()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectl", "1.34.2");
        LockedTool pin = (await world.ResolveAsync("kubectl")).Pin!;
        world.Publish("kubectl", "1.33.4");
        _ = world
            .Server.Releases[world.Tool("kubectl").Repository]
            .RemoveAll(one => (string?)one["tag_name"] == "v1.34.2");

        ToolResolution refused = await ResolveAsync(world, pin, Of("1.33.2"));

        Assert.Contains("1.33.4 is lower than the pinned 1.34.2", refused.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_release_fits_the_failure_names_the_clusters()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("kubectl", "1.37.1");

        ToolResolution none = await ResolveAsync(world, null, Of("1.33.2"));

        Assert.Contains("kubectl 1.32 to 1.34 fits aks-0 (1.33.2)", none.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_value_installs_kubectl_and_needs_a_cluster()
    {
        JumpboxSettings settings = SampleSettings.Read(Following);
        Assert.True(settings.KubectlFollowsClusters && settings.Tools["kubectl"]);
        JumpboxSettings without = SampleSettings.Read("tools.kubectl=false");
        Assert.False(without.KubectlFollowsClusters || without.Tools["kubectl"]);
        Assert.Contains(
            "a cluster in smoke.clusters that kubectl would follow",
            Assert.Throws<SettingsException>(() => SampleSettings.Read(Following[0])).Message,
            StringComparison.Ordinal
        );
        _ = Assert.Throws<SettingsException>(() => SampleSettings.Read("tools.helm=cluster", Following[1]));
    }

    [Fact]
    public void Update_may_read_the_clusters_where_no_machine_is_started() =>
        Assert.Equal(
            [new RequiredAction("Update", $"{Prefix}/aks-a", "Microsoft.ContainerService/managedClusters/read")],
            SmokeRights.OfClusters(SampleSettings.Read(Following))
        );

    [Theory]
    [InlineData("1.37.0", CheckStatus.Pass, "")]
    [InlineData("1.33.2", CheckStatus.Warn, "does not fit its clusters: kubectl 1.32 to 1.34 fits aks-0 (1.33.2)")]
    [InlineData("1.33.2 1.37.0", CheckStatus.Warn, "both aks-0 (1.33.2) and aks-1 (1.37.0)")]
    [InlineData("?", CheckStatus.Unknown, "aks-0: no right")]
    public void Prereqs_says_whether_the_pinned_one_fits(string clusters, CheckStatus status, string text)
    {
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        Facts facts = new()
        {
            Settings = SampleSettings.Read(Following),
            Pins = pins with
            {
                Lock = pins.Lock with
                {
                    Tools =
                    [
                        .. pins.Lock.Tools.Select(one => one.Name == "kubectl" ? one with { Version = "1.37.1" } : one),
                    ],
                },
            },
            Kubectl = Of(clusters.Split(' ')),
        };
        Finding worst = new LockedPins().Evaluate(facts).Last();
        Assert.Equal(status, worst.Status);
        Assert.Contains(text, worst.Message, StringComparison.Ordinal);
    }

    private static KubectlFit Of(params string[] versions) =>
        KubectlFit.Of([
            .. versions.Select(
                (version, index) =>
                {
                    ResourceId id = ResourceId.Parse($"{Prefix}/aks-{index}");
                    return version == "?"
                        ? ClusterFacts.Unknown(id, "no right")
                        : new ClusterFacts(id, "host", false, version == "-" ? null : version, false);
                }
            ),
        ]);

    private static Task<ToolResolution> ResolveAsync(PublisherWorld world, LockedTool? pin, KubectlFit fit) =>
        world
            .Resolver()
            .ResolveAsync(
                world.Tool("kubectl"),
                pin,
                new ResolveOptions(TimeSpan.FromDays(7), false) { Follows = fit },
                TestContext.Current.CancellationToken
            );
}

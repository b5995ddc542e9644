using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Pins;
using Jumpbox.Tests.Tools;
using Jumpbox.Tools;

namespace Pipeline.Tests.Tools;

/// <summary>Update, Check and Mirror as people type them, on a network of publishers in the seven repositories' shapes.</summary>
public sealed class PinsFromTheCommandLine
{
    private static readonly ToolLock Shipped = ToolLock.Load(Path.Combine(SampleSettings.Root, ToolLock.DefaultPath));

    private static Task<ToolCheckout> CheckoutAsync() => ToolCheckout.CreateAsync(Shipped with { Tools = [] });

    private static void PublishAll(PublisherWorld world)
    {
        foreach (ToolDefinition tool in world.Catalogue.Tools)
        {
            world.Publish(tool.Name, Shipped.Find(tool.Name)!.Version);
        }
        string az = Shipped.Find("azure-cli")!.Version;
        world.PublishPackage($"{az}-1~noble", "noble");
        world.PublishPackage($"{az}-1~jammy", "jammy");
    }

    [Fact]
    public async Task A_lock_is_resolved_checked_mirrored_and_resolved_again_without_a_bytes_difference()
    {
        await using ToolCheckout checkout = await CheckoutAsync();
        PublishAll(checkout.World);

        RunResult update = (await checkout.RunAsync("Update", "--download")).Expect(0);
        byte[] first = await File.ReadAllBytesAsync(checkout.LockFile, TestContext.Current.CancellationToken);
        ToolLock resolved = ToolLock.Load(checkout.LockFile);
        RunResult check = (await checkout.RunAsync("Check")).Expect(0);
        (await checkout.RunAsync("Mirror", $"--to={checkout.Store}")).Expect(0);
        checkout.World.Server.Seen.Clear();
        RunResult again = (await checkout.RunAsync("Update")).Expect(0);

        Assert.Equal(checkout.World.Catalogue.Tools.Count, resolved.Tools.Count);
        Assert.Contains("kubectl new -> ", update.Output);
        Assert.Contains("https://github.com/helm/helm/releases/tag/v", update.Output);
        Assert.Contains(
            resolved.Find("terraform")!.Artifacts[0].Verified,
            one => one.Kind == VerificationKind.Signature
        );
        Assert.Contains(resolved.Find("kubectl")!.Artifacts[0].Verified, one => one.Kind == VerificationKind.Hashed);
        Assert.DoesNotContain("candidate", check.Output);
        Assert.True((bool)JsonNode.Parse(File.ReadAllText(checkout.Artifact(CheckRecord.FileName)))!["passed"]!);
        Assert.All(
            resolved.Tools.SelectMany(tool => tool.Artifacts),
            file => Assert.True(File.Exists(Path.Combine(checkout.Store, ToolMirror.PathOf(file.Url))), file.Url)
        );
        Assert.Contains("the lock is unchanged", again.Output);
        Assert.Equal(first, await File.ReadAllBytesAsync(checkout.LockFile, TestContext.Current.CancellationToken));
        Assert.All(
            checkout.World.Server.Seen.Where(request => request.Host == "api.github.com"),
            request => Assert.Equal(304, request.Status)
        );
    }

    [Fact]
    public async Task Kubectl_follows_a_cluster_back_and_stays_where_its_version_is_unknown()
    {
        const string Group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-aks";
        const string Clusters = $"{Group}/providers/Microsoft.ContainerService/managedClusters";
        await using ToolCheckout checkout = await CheckoutAsync();
        checkout.World.Publish("kubectl", "1.34.2");
        checkout.World.Publish("kubectl", "1.37.1");
        (await checkout.RunAsync("Update", "--tools=kubectl")).Expect(0);
        string world = Path.Combine(checkout.Store, "..", "world.json");
        await File.WriteAllTextAsync(
            world,
            $$$"""{"resources":[{"id":"{{{Group}}}","location":"eastus2"},{"id":"{{{Clusters}}}/aks","location":"eastus2","properties":{"currentKubernetesVersion":"1.33.2"} }]}""",
            TestContext.Current.CancellationToken
        );
        string[] following = ["--tools=kubectl", "--set=tools.kubectl=cluster", $"--world={world}"];

        RunResult unknown = (
            await checkout.RunAsync("Update", [.. following, $"--set=smoke.clusters={Clusters}/aks,{Clusters}/gone"])
        ).Expect(0);
        string? stayed = ToolLock.Load(checkout.LockFile).Find("kubectl")?.Version;
        RunResult back = (
            await checkout.RunAsync("Update", [.. following, $"--set=smoke.clusters={Clusters}/aks"])
        ).Expect(0);

        Assert.Contains("unknown: whether kubectl follows its clusters", unknown.Output);
        Assert.Equal("1.37.1", stayed);
        Assert.Contains("from 1.37.1 to 1.34.2, also where that is lower", back.Output);
        Assert.Equal("1.34.2", ToolLock.Load(checkout.LockFile).Find("kubectl")?.Version);
        Assert.Contains(
            "also where that is lower",
            await File.ReadAllTextAsync(checkout.Artifact("update.md"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Dry_says_what_would_change_and_changes_nothing()
    {
        await using ToolCheckout checkout = await CheckoutAsync();
        checkout.World.Publish("yq", "4.60.0");
        byte[] before = await File.ReadAllBytesAsync(checkout.LockFile, TestContext.Current.CancellationToken);

        RunResult run = (await checkout.RunAsync("Update", "--tools=yq", "--dry")).Expect(0);

        Assert.Contains("yq new -> 4.60.0  https://github.com/mikefarah/yq/releases/tag/v4.60.0", run.Output);
        Assert.Equal(before, await File.ReadAllBytesAsync(checkout.LockFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Sources_that_disagree_end_the_update_with_both_digests_and_leave_the_lock()
    {
        await using ToolCheckout checkout = await CheckoutAsync();
        checkout.World.Publish("kubelogin", "0.2.21");
        string sums = checkout.World.Tool("kubelogin").UrlOf("0.2.21", "amd64") + ".sha256";
        string real = Encoding.UTF8.GetString(checkout.World.Get(sums))[..64];
        checkout.World.Put(sums, Encoding.UTF8.GetBytes(new string('0', 64) + "  kubelogin-linux-amd64.zip\n"));

        RunResult run = (await checkout.RunAsync("Update", "--tools=kubelogin")).Expect(1);

        Assert.Contains(real, run.Everything);
        Assert.Contains(new string('0', 64), run.Everything);
        Assert.Empty(ToolLock.Load(checkout.LockFile).Tools);
    }

    [Fact]
    public async Task Check_ends_with_1_and_one_table_where_the_sources_left_the_lock()
    {
        await using ToolCheckout checkout = await CheckoutAsync();
        PublishAll(checkout.World);
        (await checkout.RunAsync("Update")).Expect(0);
        checkout.World.Break(checkout.World.Tool("helm").UrlOf(Shipped.Find("helm")!.Version, "amd64"), Fault.Missing);
        checkout.World.Server.Archived["kubernetes/kubernetes"] = true;

        RunResult run = (await checkout.RunAsync("Check")).Expect(1);

        Assert.Contains("helm-v", run.Output);
        Assert.Contains("returned 404", run.Output);
        Assert.Contains("kubernetes/kubernetes has been archived", run.Output);
        Assert.Contains("the table above has the cures", run.Everything);
    }

    [Fact]
    public async Task Check_offline_asks_nobody()
    {
        await using ToolCheckout checkout = await ToolCheckout.CreateAsync(Shipped);

        RunResult run = (await checkout.RunAsync("Check", "--offline")).Expect(0);

        Assert.Empty(checkout.World.Server.Seen);
        Assert.Contains("osm 1.0.0", run.Output);
        Assert.Contains("candidate", run.Output);
    }

    [Fact]
    public async Task An_enterprise_servers_address_in_the_settings_is_asked()
    {
        await using ToolCheckout checkout = await CheckoutAsync();
        checkout.World.Publish("yq", "4.60.0");

        (
            await checkout.RunAsync(
                "Update",
                "--tools=yq",
                "--dry",
                "--set=gitHub.api=https://github.corp.example/api/v3/"
            )
        ).Expect(0);

        Assert.Contains(checkout.World.Server.Seen, request => request.Host == "github.corp.example");
        Assert.DoesNotContain(checkout.World.Server.Seen, request => request.Host == "api.github.com");
    }

    [Fact]
    public async Task Wrong_arguments_are_told_with_what_is_expected()
    {
        await using ToolCheckout checkout = await CheckoutAsync();

        Assert.Contains(
            "expected a tool of the catalogue",
            (await checkout.RunAsync("Update", "--tools=nope")).Expect(2).Everything
        );
        Assert.Contains("--to=DIR", (await checkout.RunAsync("Mirror")).Expect(2).Everything);
    }
}

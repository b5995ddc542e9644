using System.Diagnostics;
using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

public sealed class Mirroring
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static string Store(PublisherWorld world) => Path.Combine(world.Folder, "store");

    private static Task<IReadOnlyList<MirrorOutcome>> FillAsync(PublisherWorld world, params LockedTool[] tools) =>
        new ToolMirror(world.Session(), Store(world)).FillAsync(world.Catalogue, tools, null, Cancel);

    private static async Task<LockedTool> PinnedAsync(PublisherWorld world, string name, string version)
    {
        world.Publish(name, version);
        return (await world.ResolveAsync(name)).Pin!;
    }

    [Fact]
    public async Task Every_pinned_file_lies_under_its_host_and_its_decoded_path()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedTool kubectl = await PinnedAsync(world, "kubectl", "1.37.1");
        LockedTool kustomize = await PinnedAsync(world, "kustomize", "5.8.2");

        IReadOnlyList<MirrorOutcome> outcomes = await FillAsync(world, kubectl, kustomize);

        ToolMirror.RequireComplete(outcomes);
        Assert.Equal(
            PublisherWorld.Content("kubectl", "1.37.1", "arm64"),
            File.ReadAllBytes(Path.Combine(Store(world), "dl.k8s.io/release/v1.37.1/bin/linux/arm64/kubectl"))
        );
        Assert.True(
            File.Exists(
                Path.Combine(
                    Store(world),
                    "github.com/kubernetes-sigs/kustomize/releases/download/kustomize/v5.8.2/kustomize_v5.8.2_linux_amd64.tar.gz"
                )
            )
        );
    }

    [Fact]
    public async Task The_list_of_digests_satisfies_sha256sum()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        _ = await FillAsync(world, await PinnedAsync(world, "kubectl", "1.37.1"));
        _ = await FillAsync(world, await PinnedAsync(world, "yq", "4.54.1"));

        using Process check = Process.Start(
            new ProcessStartInfo("sha256sum", ["--check", "--quiet", "SHA256SUMS"])
            {
                WorkingDirectory = Store(world),
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        await check.WaitForExitAsync(Cancel);

        Assert.Equal(0, check.ExitCode);
        Assert.Equal(4, File.ReadAllLines(Path.Combine(Store(world), "SHA256SUMS")).Length);
    }

    [Fact]
    public async Task What_is_there_and_right_is_not_fetched_again()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedTool kubectl = await PinnedAsync(world, "kubectl", "1.37.1");
        _ = await FillAsync(world, kubectl);
        world.Server.Seen.Clear();

        IReadOnlyList<MirrorOutcome> again = await FillAsync(world, kubectl);

        Assert.All(again, outcome => Assert.False(outcome.Fetched));
        Assert.Empty(world.Server.Seen);
    }

    [Fact]
    public async Task A_download_that_broke_off_goes_on_where_it_ended()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedTool kubectl = await PinnedAsync(world, "kubectl", "1.37.1");
        string url = kubectl.Find("amd64", "")!.Url;
        byte[] half = world.Get(url)[..100];
        string part = Path.Combine(Store(world), ToolMirror.PathOf(url) + ".part");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        await File.WriteAllBytesAsync(part, half, Cancel);

        ToolMirror.RequireComplete(await FillAsync(world, kubectl));

        SeenRequest rest = Assert.Single(world.Server.Seen, request => request.Range is not null);
        Assert.Equal("bytes=100-", rest.Range);
        Assert.Equal(206, rest.Status);
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_told_and_the_others_are_there()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedTool kubectl = await PinnedAsync(world, "kubectl", "1.37.1");
        world.Break(kubectl.Find("amd64", "")!.Url, Fault.Truncated);

        IReadOnlyList<MirrorOutcome> outcomes = await FillAsync(world, kubectl);

        Assert.Contains(
            "1 of 2 files could not be mirrored; run the same command again",
            Assert.Throws<PinSourceException>(() => ToolMirror.RequireComplete(outcomes)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(503)]
    [InlineData(404)]
    public async Task What_the_first_source_does_not_give_comes_from_the_second_one(int status)
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedTool kubectl = await OfferedElsewhereAsync(world, status, other: null);

        IReadOnlyList<MirrorOutcome> outcomes = await FillAsync(world, kubectl);

        ToolMirror.RequireComplete(outcomes);
        // It lies where the machines look for it: under the first source's host.
        Assert.All(outcomes, one => Assert.StartsWith("dl.k8s.io/", one.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_lock_judges_the_second_source_of_a_mirrored_file()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedTool kubectl = await OfferedElsewhereAsync(world, 503, other: "other bytes"u8.ToArray());

        IReadOnlyList<MirrorOutcome> outcomes = await FillAsync(world, kubectl);

        Assert.All(outcomes, one => Assert.Contains(", but the lock has ", one.Failure, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(Store(world), "kubectl*", SearchOption.AllDirectories));
    }

    private static async Task<LockedTool> OfferedElsewhereAsync(PublisherWorld world, int status, byte[]? other)
    {
        world.OfferElsewhere("kubectl", "https://other.k8s.io/release/{tag}/bin/linux/{arch}/kubectl");
        LockedTool kubectl = await PinnedAsync(world, "kubectl", "1.37.1");
        ToolDefinition tool = world.Tool("kubectl");
        foreach (string architecture in tool.Architectures.Keys)
        {
            world.Put(
                tool.FallbackUrlOf("1.37.1", architecture)!,
                other ?? world.Get(tool.UrlOf("1.37.1", architecture))
            );
        }
        world.Server.Misbehave = context =>
        {
            bool refuses = context.Request.Host.Host == "dl.k8s.io";
            context.Response.StatusCode = refuses ? status : context.Response.StatusCode;
            return Task.FromResult(refuses);
        };
        return kubectl;
    }

    [Fact]
    public async Task A_full_disk_is_not_told_as_a_broken_connection()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedTool kubectl = await PinnedAsync(world, "kubectl", "1.37.1");
        string url = kubectl.Find("amd64", "")!.Url;
        string part = Path.Combine(Store(world), ToolMirror.PathOf(url) + ".part");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        _ = File.CreateSymbolicLink(part, "/dev/full");

        IReadOnlyList<MirrorOutcome> outcomes = await FillAsync(world, kubectl);

        string? failure = outcomes.Single(one => one.Url == url).Failure;
        Assert.Contains("could not be stored: No space left on device", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("broke off", failure, StringComparison.Ordinal);
        Assert.Null(outcomes.Single(one => one.Url != url).Failure);
    }

    [Fact]
    public async Task A_file_that_is_longer_than_the_lock_says_is_not_stored_whole()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedTool kubectl = await PinnedAsync(world, "kubectl", "1.37.1");
        LockedTool shorter = kubectl with
        {
            Artifacts = [.. kubectl.Artifacts.Select(file => file with { Size = 10 })],
        };

        IReadOnlyList<MirrorOutcome> outcomes = await FillAsync(world, shorter);

        Assert.All(
            outcomes,
            one => Assert.Contains("is larger than the limit of 10 bytes", one.Failure, StringComparison.Ordinal)
        );
        Assert.Empty(Directory.GetFiles(Store(world), "kubectl", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_left_over_of_another_file_is_thrown_away_and_fetched_whole()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedTool kubectl = await PinnedAsync(world, "kubectl", "1.37.1");
        string part = Path.Combine(Store(world), ToolMirror.PathOf(kubectl.Artifacts[0].Url) + ".part");
        _ = Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        await File.WriteAllTextAsync(part, "something else", Cancel);

        ToolMirror.RequireComplete(await FillAsync(world, kubectl));

        Assert.False(File.Exists(part));
    }

    [Fact]
    public async Task A_corrupt_file_never_gets_its_name()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        LockedTool kubectl = await PinnedAsync(world, "kubectl", "1.37.1");
        string url = kubectl.Find("amd64", "")!.Url;
        world.Break(url, Fault.Corrupt);

        IReadOnlyList<MirrorOutcome> outcomes = await FillAsync(world, kubectl);

        Assert.Contains("but the lock has", outcomes.Single(one => one.Url == url).Failure, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Store(world), ToolMirror.PathOf(url))));
        Assert.Null(outcomes.Single(one => one.Url != url).Failure);
    }

    [Fact]
    public async Task A_package_comes_with_the_signed_indexes_that_apt_asks_for()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.PublishPackage("2.91.0-1~noble", "noble");
        world.PublishPackage("2.91.0-1~jammy", "jammy");
        LockedTool az = await PinnedAsync(world, "azure-cli", "2.91.0");

        ToolMirror.RequireComplete(await FillAsync(world, az));

        string repository = Path.Combine(Store(world), "packages.microsoft.com/repos/azure-cli");
        Assert.True(File.Exists(Path.Combine(repository, "dists/noble/InRelease")));
        Assert.True(File.Exists(Path.Combine(repository, "dists/jammy/main/binary-arm64/Packages.gz")));
        Assert.True(File.Exists(Path.Combine(repository, "pool/main/a/azure-cli/azure-cli_2.91.0-1~noble_amd64.deb")));
        Assert.True(File.Exists(Path.Combine(Store(world), "packages.microsoft.com/keys/microsoft.asc")));
    }

    [Fact]
    public async Task An_index_with_another_signature_is_not_mirrored()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.PublishPackage("2.91.0-1~noble", "noble");
        world.PublishPackage("2.91.0-1~jammy", "jammy");
        LockedTool az = await PinnedAsync(world, "azure-cli", "2.91.0");
        world.PublishPackage("2.91.0-1~noble", "noble", new TestKey(PublisherWorld.Now.AddYears(-2), stranger: true));

        IReadOnlyList<MirrorOutcome> outcomes = await FillAsync(world, az);

        Assert.Contains(
            outcomes,
            one => one.Failure?.Contains("not by the pinned key", StringComparison.Ordinal) ?? false
        );
        Assert.False(
            File.Exists(Path.Combine(Store(world), "packages.microsoft.com/repos/azure-cli/dists/noble/InRelease"))
        );
    }
}

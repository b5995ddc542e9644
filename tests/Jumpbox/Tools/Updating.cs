using System.Text;
using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

public sealed class Updating
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static ToolLock Lock(params LockedTool[] tools) =>
        new()
        {
            ResolvedAt = PublisherWorld.Now.AddDays(-30),
            ReviewAt = new DateOnly(2027, 1, 1),
            AptSnapshot = "20261001T000000Z",
            BaseImages = [],
            Tools = tools,
        };

    private static async Task<LockUpdate> UpdateAsync(
        PublisherWorld world,
        ToolLock current,
        bool whole,
        params string[] names
    )
    {
        ToolDefinition[] tools = [.. names.Select(world.Tool)];
        ToolResolution[] resolutions = await world
            .Resolver()
            .ResolveAsync(tools, current, new ResolveOptions(TimeSpan.FromDays(7), false), Cancel);
        return LockUpdate.From(world.Catalogue, current, resolutions, null, whole, world.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_new_version_is_told_with_old_and_new_and_the_page_of_the_release()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        ToolLock current = Lock((await world.ResolveAsync("yq")).Pin!);
        world.Publish("yq", "4.55.0", daysAgo: 9);

        LockUpdate update = await UpdateAsync(world, current, true, "yq");

        Assert.Equal(
            "yq 4.54.1 -> 4.55.0  https://github.com/mikefarah/yq/releases/tag/v4.55.0",
            update.Changes[0].ToString()
        );
        Assert.Equal("4.55.0", update.Lock.Find("yq")!.Version);
        Assert.Equal(PublisherWorld.Now, update.Lock.ResolvedAt);
        Assert.Equal("20261101T000000Z", update.Lock.AptSnapshot);
    }

    [Fact]
    public async Task Without_news_not_a_byte_changes_whatever_the_day()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        ToolLock current = Lock((await world.ResolveAsync("yq")).Pin!);

        LockUpdate update = await UpdateAsync(world, current, true, "yq");

        Assert.Empty(update.Changes);
        Assert.Equal(current.ToBytes(), update.Lock.ToBytes());
        Assert.Contains("the lock is unchanged", update.Lines().Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_due_review_moves_the_archives_snapshot_and_the_next_review()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        ToolLock current = Lock((await world.ResolveAsync("yq")).Pin!) with { ReviewAt = new DateOnly(2026, 11, 1) };

        LockUpdate update = await UpdateAsync(world, current, true, "yq");

        Assert.Equal(["apt snapshot"], update.Changes.Select(change => change.Name));
        Assert.Equal(new DateOnly(2026, 11, 1).AddDays(world.Catalogue.ReviewAfterDays), update.Lock.ReviewAt);
    }

    [Fact]
    public async Task An_update_of_some_tools_leaves_the_others_and_the_snapshot()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Publish("kubectl", "1.37.1");
        ToolLock current = Lock((await world.ResolveAsync("yq")).Pin!, (await world.ResolveAsync("kubectl")).Pin!);
        world.Publish("yq", "4.55.0", daysAgo: 9);
        world.Publish("kubectl", "1.37.2", daysAgo: 9);

        LockUpdate update = await UpdateAsync(world, current, false, "yq");

        Assert.Equal(["yq"], update.Changes.Select(change => change.Name));
        Assert.Equal("1.37.1", update.Lock.Find("kubectl")!.Version);
        Assert.Equal("20261001T000000Z", update.Lock.AptSnapshot);
    }

    [Fact]
    public async Task One_failure_keeps_the_whole_lock_as_it_was()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.55.0");
        world.Publish("kubelogin", "0.2.20");
        string sums = world.Tool("kubelogin").UrlOf("0.2.20", "amd64") + ".sha256";
        world.Put(sums, Encoding.UTF8.GetBytes(new string('0', 64) + "  kubelogin-linux-amd64.zip\n"));

        LockUpdate update = await UpdateAsync(world, Lock(), true, "yq", "kubelogin");

        Assert.Empty(update.Lock.Tools);
        Assert.Contains(
            "disagree",
            Assert.Throws<PinSourceException>(update.RequireComplete).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_tool_that_the_catalogue_has_no_more_is_dropped_by_a_whole_update_only()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool yq = (await world.ResolveAsync("yq")).Pin!;
        ToolLock current = Lock(yq, yq with { Name = "gone" });

        Assert.Null((await UpdateAsync(world, current, true, "yq")).Lock.Find("gone"));
        Assert.NotNull((await UpdateAsync(world, current, false, "yq")).Lock.Find("gone"));
    }

    [Fact]
    public async Task What_was_word_of_mouth_is_replaced_by_what_the_publisher_states()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        LockedTool yq = (await world.ResolveAsync("yq")).Pin!;
        Verification[] mouth = [new(VerificationKind.Stated, null)];
        LockedTool candidate = yq with { Artifacts = [.. yq.Artifacts.Select(file => file with { Verified = mouth })] };

        LockUpdate update = await UpdateAsync(world, Lock(candidate), true, "yq");

        Assert.Equal("yq 4.54.1, confirmations changed", update.Changes[0].ToString().Split("  ")[0]);
        Assert.All(update.Lock.Find("yq")!.Artifacts, file => Assert.False(file.IsCandidate));
    }

    [Fact]
    public async Task A_newer_release_that_was_left_out_is_told_with_the_day_from_which_it_may_be_taken()
    {
        await using PublisherWorld world = await PublisherWorld.StartAsync();
        world.Publish("yq", "4.54.1");
        world.Publish("yq", "4.55.0", daysAgo: 2);

        LockUpdate update = await UpdateAsync(world, Lock(), true, "yq");

        Assert.Contains(update.Lines(), line => line.Contains("4.55.0 skipped", StringComparison.Ordinal));
        Assert.Contains(update.Lines(), line => line.Contains("from 2026-11-06", StringComparison.Ordinal));
    }

    [Fact]
    public void The_newest_base_image_is_the_highest_number_and_not_the_last_text()
    {
        Assert.Equal("24.04.202610010", BaseImageVersions.Newest(["24.04.202609040", "24.04.202610010", "24.04.9"]));
        Assert.Null(BaseImageVersions.Newest([]));
    }

    [Fact]
    public void Base_images_move_to_what_azure_offers_and_keep_their_pin_where_it_offers_none()
    {
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        CatalogueBaseImage server = pins.Catalogue.FindBaseImage("Canonical", "ubuntu-24_04-lts", "server")!;
        Dictionary<CatalogueBaseImage, IReadOnlyList<string>> offered = new() { [server] = ["24.04.203001010"] };

        IReadOnlyList<LockedBaseImage> images = BaseImageVersions.Update(pins.Catalogue, pins.Lock, offered);

        Assert.Equal("24.04.203001010", images[0].Version);
        Assert.Null(images[0].Stated);
        Assert.Equal(pins.Lock.BaseImages.Skip(1), images.Skip(1));
    }
}

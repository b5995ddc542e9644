using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.ImageLife;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Cleaning;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Naming;
using Jumpbox.Settings;
using static Jumpbox.Azure.Tests.Life.LifeWorld;

namespace Jumpbox.Azure.Tests.Life;

/// <summary>What another client does between two requests of the pipeline.</summary>
public sealed class TwoAtOnce
{
    private static readonly string Hash = new('a', 64);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_that_is_revoked_while_it_becomes_the_latest_is_excluded_again()
    {
        await using LifeWorld world = await StartAsync();
        await world.MakeAsync("1.0.0", Hash);
        bool revoked = false;
        world.Invariant = async () =>
        {
            if (!revoked && (await world.VersionAsync("1.0.0")).Tags.ContainsKey(TagNames.Released))
            {
                revoked = true;
                await new ImageLifecycle(world.Looking, world.Settings, _ => { }).RevokeAsync(
                    null,
                    "1.0.0",
                    "a key",
                    Cancel
                );
            }
        };

        EvidenceException failure = await Assert.ThrowsAsync<EvidenceException>(() => ReleaseAsync(world));

        Assert.Contains("was revoked on", failure.Message, StringComparison.Ordinal);
        Assert.Empty((await world.VersionAsync("1.0.0")).OfferedIn);
    }

    [Fact]
    public async Task A_release_that_dies_anywhere_leaves_no_latest_version_that_is_not_released()
    {
        await using LifeWorld world = await StartAsync();
        int last = 0;
        for (int lives = 0; last == lives; lives++)
        {
            string number = $"1.0.{lives}";
            await world.MakeAsync(number, Hash);
            world.Lives = lives;
            if (await PromotingAVersion.DiesAsync(() => ReleaseAsync(world, number)))
            {
                last = lives + 1;
            }
            world.Lives = null;
            GalleryVersion left = await world.VersionAsync(number);
            Assert.True(left.OfferedIn.Count == 0 || left.Tags.ContainsKey(TagNames.Released));

            await ReleaseAsync(world, number);

            Assert.Equal(["eastus2"], (await world.VersionAsync(number)).OfferedIn);
        }
        Assert.InRange(last, 4, 20);
    }

    [Fact]
    public async Task An_image_that_a_machine_starts_from_while_another_is_deleted_is_not_deleted()
    {
        await using LifeWorld world = await StartAsync(["retention.keepUnreleased=0"]);
        foreach (string number in new[] { "1.0.0", "1.0.1", "1.0.2" })
        {
            await world.MakeAsync(number, Hash[..^1] + number[^1]);
        }
        world.Clock.Advance(TimeSpan.FromDays(100));
        Sweeper sweeper = new(
            world.Session,
            world.Settings,
            new CleanUp(world.Session, world.Settings, _ => { }),
            _ => { }
        );
        SweepRules rules = new(0, TimeSpan.FromDays(7), new Dictionary<string, decimal>());
        DateTimeOffset now = world.Clock.GetUtcNow();
        LeftOver[] removable =
        [
            .. SweepPlan
                .Of(await sweeper.ReadAsync(Hash, Cancel), rules, now)
                .Where(leftOver => leftOver.Stays is null),
        ];
        Assert.Equal(["1.0.0", "1.0.1"], removable.Select(leftOver => leftOver.Id.Split('/')[^1]));
        bool started = false;
        world.Invariant = async () =>
        {
            ResourceId first = ResourceId.Parse($"{Definition}/versions/1.0.0");
            if (!started && await world.Looking.GalleryVersions.GetAsync(first, Cancel) is null)
            {
                started = true;
                await world.StartMachineAsync(Machine(Second, "late"), $"{Definition}/versions/1.0.1");
                world.Clock.Advance(TimeSpan.FromMinutes(5));
            }
        };

        IReadOnlyList<CleanedItem> items = await sweeper.RemoveAsync(
            removable,
            rules,
            now,
            Hash,
            _ => Task.CompletedTask,
            Cancel
        );

        Assert.Equal([CleanedOutcome.Removed, CleanedOutcome.Left], items.Select(item => item.Outcome));
        Assert.Contains("uses it", items[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_names_another_source_does_not_hide_a_revoked_one()
    {
        await using LifeWorld world = await StartAsync();
        await world.MakeAsync("1.0.0", Hash);
        await world.Looking.Tags.AddAsync(
            ResourceId.Parse($"{Definition}/versions/1.0.0"),
            new Dictionary<string, string> { [TagNames.Revoked] = "2026-01-05T08:00:00Z" },
            Cancel
        );
        ResourceId copy = ResourceId.Parse($"{Prod}/versions/1.0.0");
        _ = await (
            await world.Looking.GalleryVersions.CreateAsync(
                copy,
                new VersionRequest(
                    "eastus2",
                    $"{Definition}/versions/1.0.0",
                    [new TargetRegion("eastus2")],
                    new Dictionary<string, string> { [TagNames.PromotedFrom] = copy.ToString() }
                ),
                Cancel
            )
        ).WaitAsync(Cancel);

        IReadOnlyList<SeenRelative> seen = await new RelativeReading(world.Session).BaseAsync(copy.ToString(), Cancel);

        Assert.Contains(seen, one => one.Tags.Exists && one.Tags.Value.ContainsKey(TagNames.Revoked));
    }

    private static Task<string> ReleaseAsync(LifeWorld world, string number = "1.0.0") =>
        new ImageRelease(world.Session).MarkAsync(
            ReleasingAnImage.Record($"{Definition}/versions/{number}") with
            {
                Started = world.Clock.GetUtcNow(),
            },
            world.Clock.GetUtcNow(),
            Cancel
        );
}

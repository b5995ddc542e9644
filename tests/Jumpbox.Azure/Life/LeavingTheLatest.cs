using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.ImageLife;
using Jumpbox.Checks;
using Jumpbox.Cleaning;
using Jumpbox.Evidence.Gate;
using Jumpbox.Life;
using Jumpbox.Naming;
using static Jumpbox.Azure.Tests.Life.LifeWorld;

namespace Jumpbox.Azure.Tests.Life;

/// <summary>Rollback, Retire and Revoke on LocalAzure: what they leave, and that a run which dies anywhere is continued.</summary>
public sealed class LeavingTheLatest
{
    private static readonly string Hash = new('a', 64);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rollback_that_dies_anywhere_is_continued_and_ends_at_the_same_version()
    {
        await using LifeWorld world = await StartAsync();
        await MakeAsync(world, "1.0.0");
        int last = 0;
        for (int lives = 0; last == lives; lives++)
        {
            await MakeAsync(world, $"1.1.{lives}");
            world.Lives = lives;
            if (await PromotingAVersion.DiesAsync(() => Life(world).RollBackAsync(null, null, Cancel)))
            {
                last = lives + 1;
            }
            world.Lives = null;

            (_, FoundImage latest) = await Life(world).RollBackAsync(null, null, Cancel);

            Assert.Equal("1.0.0", latest.Name);
            Assert.Equal(["1.0.0"], await OfferedAsync(world));
        }
        Assert.InRange(last, 8, 60);
    }

    [Fact]
    public async Task A_retirement_and_a_revocation_that_die_anywhere_are_continued()
    {
        await using LifeWorld world = await StartAsync();
        await MakeAsync(world, "9.0.0");
        int retired = await EachAsync(world, "1", number => Life(world).RetireAsync(null, number, Cancel));
        int revoked = await EachAsync(world, "2", number => Life(world).RevokeAsync(null, number, "a key", Cancel));

        Assert.InRange(retired, 5, 60);
        Assert.InRange(revoked, 8, 60);
        foreach (GalleryVersion version in await VersionsAsync(world))
        {
            bool isRetired = version.Tags.ContainsKey(TagNames.Retired);
            bool isRevoked = version.Tags.ContainsKey(TagNames.Revoked);
            Assert.Equal(version.Number!.Major == 1, isRetired);
            Assert.Equal(version.Number.Major == 2, isRevoked);
            Assert.Equal(version.Number.Major == 9, version.OfferedIn.Count > 0);
            Assert.Equal(version.Number.Major != 9, version.EndOfLife is not null);
            Assert.Equal(version.Number.Major != 2, version.Tags.ContainsKey(TagNames.Released));
        }
    }

    [Fact]
    public async Task An_exclusion_of_a_region_survives_a_rollback_and_the_way_back()
    {
        await using LifeWorld world = await StartAsync(["gallery.excludedRegions=westeurope"]);
        foreach (string number in new[] { "1.0.0", "1.0.1" })
        {
            await world.MakeAsync(number, Hash, "eastus2", "westeurope", "westus3");
            await world.Looking.GalleryVersions.UpdateAsync(
                Jumpbox.Settings.ResourceId.Parse($"{Definition}/versions/{number}"),
                new VersionChange
                {
                    Regions =
                    [
                        new TargetRegion("westeurope", ExcludedFromLatest: true),
                        new TargetRegion("westus3", ExcludedFromLatest: false),
                    ],
                },
                Cancel
            );
            await world.ReleaseAsync(number);
        }

        await Life(world).RollBackAsync(null, null, Cancel);
        Assert.Equal(["1.0.0"], await OfferedAsync(world));
        await Life(world).RollBackAsync(null, "1.0.1", Cancel);

        Assert.Equal(["eastus2", "westus3"], (await world.VersionAsync("1.0.1")).OfferedIn.Order());
        Assert.DoesNotContain(TagNames.Withdrawn, (await world.VersionAsync("1.0.1")).Tags.Keys);
    }

    [Fact]
    public async Task A_revocation_is_on_the_image_and_its_copies_with_who_when_and_why_and_who_still_runs_it()
    {
        await using LifeWorld world = await StartAsync();
        await MakeAsync(world, "1.0.0");
        await MakeAsync(world, "1.0.1");
        Promotion promotion = new(world.Session, world.Settings, world.Said.Add);
        FoundImage source = await promotion.ChooseAsync("prod", null, Cancel);
        await promotion.RunAsync("prod", source, ImageIdentity.OfTags(source, "a test"), null, Cancel);
        string machine = Machine(Second, "vm");
        await world.StartMachineAsync(machine, $"{Prod}/versions/1.0.1");

        LifeRecord record = await Life(world).RevokeAsync("prod", "1.0.1", "a key\non board", Cancel);

        foreach (string definition in new[] { Definition, Prod })
        {
            GalleryVersion version = await world.VersionAsync("1.0.1", definition);
            Assert.Equal("a key on board", version.Tags[TagNames.RevokedBecause]);
            Assert.Equal(record.By, version.Tags[TagNames.RevokedBy]);
            Assert.Equal(TagNames.TimeOf(world.Clock.GetUtcNow()), version.Tags[TagNames.Revoked]);
            Assert.DoesNotContain(TagNames.Released, version.Tags.Keys);
            Assert.Empty(version.OfferedIn);
            Assert.True(version.EndOfLife <= world.Clock.GetUtcNow().AddHours(1));
        }
        Assert.Contains(record.Affected, one => one.Users.Contains(machine, StringComparer.OrdinalIgnoreCase));
        Assert.Contains("Latest in eastus2: 1.0.0.", world.Said);
        Assert.Contains(world.Said, line => line.StartsWith("Latest in westeurope: none", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_built_on_a_revoked_copy_is_seen_by_the_gate()
    {
        await using LifeWorld world = await StartAsync();
        await MakeAsync(world, "1.0.0");
        await Life(world).RevokeAsync(null, "1.0.0", "a key", Cancel);

        IReadOnlyList<SeenRelative> seen = await new RelativeReading(world.Session).BaseAsync(
            $"{Definition}/versions/1.0.0",
            Cancel
        );

        Assert.Equal(2, seen.Count);
        Assert.Contains(TagNames.Revoked, seen[0].Tags.Value.Keys);
        Assert.StartsWith("its source", seen[1].Title, StringComparison.Ordinal);
        Assert.Equal(
            ReadingState.Absent,
            (await new RelativeReading(world.Session).BaseAsync($"{Definition}/versions/7.0.0", Cancel))[0].Tags.State
        );
    }

    [Fact]
    public async Task Managed_images_have_no_latest_to_roll_back()
    {
        await using LifeWorld world = await StartAsync();
        ImageLifecycle life = new(world.Session, Facts.LocalWorld.Known().Settings, world.Said.Add);

        Assert.Contains(
            "Managed images and VHDs have no latest version",
            (await Assert.ThrowsAsync<LifeException>(() => life.RollBackAsync(null, null, Cancel))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "There is no environment moon",
            (await Assert.ThrowsAsync<LifeException>(() => Life(world).RetireAsync("moon", "1.0.0", Cancel))).Message,
            StringComparison.Ordinal
        );
    }

    private static async Task<int> EachAsync(LifeWorld world, string major, Func<string, Task> run)
    {
        int last = 0;
        for (int lives = 0; last == lives; lives++)
        {
            string number = $"{major}.0.{lives}";
            await world.MakeAsync(number, $"{lives:x}".PadLeft(64, major[0]));
            await world.ReleaseAsync(number);
            world.Lives = lives;
            if (await PromotingAVersion.DiesAsync(() => run(number)))
            {
                last = lives + 1;
            }
            world.Lives = null;
            // The builds of one moment would count as one image.
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await run(number);
        }
        return last;
    }

    private static async Task MakeAsync(LifeWorld world, string number)
    {
        await world.MakeAsync(number, Hash);
        await world.ReleaseAsync(number);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private static ImageLifecycle Life(LifeWorld world) => new(world.Session, world.Settings, world.Said.Add);

    private static Task<List<GalleryVersion>> VersionsAsync(LifeWorld world) =>
        world
            .Looking.GalleryVersions.ListAsync(Jumpbox.Settings.ResourceId.Parse(Definition), Cancel)
            .ToListAsync(Cancel)
            .AsTask();

    private static async Task<IEnumerable<string>> OfferedAsync(LifeWorld world) =>
        (await VersionsAsync(world)).Where(version => version.OfferedIn.Count > 0).Select(version => version.Id.Name);
}

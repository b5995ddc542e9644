using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.ImageLife;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Azure.Versioning;
using Jumpbox.Cleaning;
using Jumpbox.Evidence;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Versioning;
using static Jumpbox.Azure.Tests.Life.LifeWorld;

namespace Jumpbox.Azure.Tests.Life;

/// <summary>
/// 52 weeks: a build each Tuesday, twelve releases, machines in three subscriptions, two revocations, one rollback, and a sweep
/// each Sunday. Image Builder's part is a version that it would have created; everything else is the pipeline's own.
/// </summary>
public sealed class AYearOfAnImage
{
    private const int MostVersions = 10;
    private static readonly int[] Releases = [2, 6, 10, 14, 18, 22, 26, 30, 35, 39, 43, 47];
    private static readonly int[] Failures = [8, 24, 40];
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    // What the test knows, without asking the pipeline.
    private readonly HashSet<string> _good = [];
    private readonly Dictionary<string, (string Version, int Week)> _users = [];
    private readonly List<string> _wrong = [];
    private string _latest = "";

    [Fact]
    public async Task Latest_is_always_a_good_release_and_nothing_in_use_is_deleted_and_the_number_of_versions_is_bounded()
    {
        long began = Stopwatch.GetTimestamp();
        await using LifeWorld world = await StartAsync(
            ["retention.releasedDays=60"],
            """{"rules":[{"failReplication":"japaneast"}]}"""
        );
        int most = 0;
        int deleted = 0;
        world.Invariant = () => HoldsAsync(world);
        for (int week = 1; week <= 52; week++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            string number = await BuildAsync(world, week);
            if (Releases.Contains(week))
            {
                await ReleaseAsync(world, number, week);
                await UseAsync(world, number, week);
            }
            world.Clock.Advance(TimeSpan.FromDays(1));
            await RegretAsync(world, week);
            await LeaveAsync(world, week);
            world.Clock.Advance(TimeSpan.FromDays(4));
            deleted += await SweepAsync(world, week);
            world.Clock.Advance(TimeSpan.FromDays(1));
            most = Math.Max(most, await CountAsync(world));
        }

        Assert.Empty(_wrong);
        Assert.InRange(most, 1, MostVersions);
        Assert.InRange(deleted, 52 - MostVersions, 52);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{world.Server.Requests.Count} requests, at most {most} versions, {deleted} deleted, "
                + $"{Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s"
        );
    }

    private static string HashOf(int week) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"content of week {week}")));

    private static async Task<string> BuildAsync(LifeWorld world, int week)
    {
        VersionSight sight = await new VersionSightReading(world.Session, world.Settings).ReadAsync(Cancel);
        (ChosenImage? chosen, _) = new VersionChoice(world.Settings, HashOf(week), sight).Of(
            DateOnly.FromDateTime(world.Clock.GetUtcNow().UtcDateTime),
            false
        );
        Assert.False(chosen!.Exists);
        await world.MakeAsync(
            chosen.Id!.Name,
            HashOf(week),
            Failures.Contains(week) ? ["eastus2", "japaneast"] : ["eastus2"]
        );
        return chosen.Id.Name;
    }

    private async Task ReleaseAsync(LifeWorld world, string number, int week)
    {
        _good.Add(number);
        GalleryVersion version = await world.VersionAsync(number);
        await new ImageRelease(world.Session).MarkAsync(Record(version, HashOf(week)), world.Clock.GetUtcNow(), Cancel);
        _latest = number;
    }

    // One machine each in three subscriptions: by definition, by version, and a scale set by definition.
    private async Task UseAsync(LifeWorld world, string number, int week)
    {
        string machine = Machine(Own, $"vm-{week}");
        string other = Machine(First, $"vm-{week}");
        string set = ScaleSet(Second, $"set-{week}");
        await world.StartMachineAsync(machine, Definition);
        await world.StartMachineAsync(other, $"{Definition}/versions/{number}");
        await world.StartScaleSetAsync(set, Definition);
        foreach (string user in new[] { machine, other, set })
        {
            _users[user] = (number, week);
        }
    }

    private async Task RegretAsync(LifeWorld world, int week)
    {
        ImageLifecycle life = new(world.Session, world.Settings, world.Said.Add);
        if (week is 15 or 44)
        {
            // Not good from the moment at which someone says so; the latest is another one when the command has ended.
            string bad = _latest;
            _good.Remove(bad);
            world.Invariant = null;
            await life.RevokeAsync(null, bad, "a key on board", Cancel);
            world.Invariant = () => HoldsAsync(world);
            _latest = _good.MaxBy(Version.Parse)!;
            await HoldsAsync(world);
            Assert.Contains(world.Said, line => line.Contains($"vm-{week - 1} still uses", StringComparison.Ordinal));
        }
        if (week == 27)
        {
            string bad = _latest;
            (Jumpbox.Life.LifeRecord record, FoundImage latest) = await life.RollBackAsync(null, null, Cancel);
            _good.Remove(bad);
            _latest = _good.MaxBy(Version.Parse)!;
            Assert.Equal(_latest, latest.Name);
            Assert.Equal(
                3,
                record.Affected.Single(one => one.Id.EndsWith($"/{bad}", StringComparison.Ordinal)).Users.Count
            );
            await life.RollBackAsync(null, null, Cancel);
            await HoldsAsync(world);
        }
    }

    // Machines live for eleven weeks.
    private async Task LeaveAsync(LifeWorld world, int week)
    {
        foreach (string user in _users.Where(user => week - user.Value.Week > 11).Select(user => user.Key).ToArray())
        {
            _users.Remove(user);
            await world.SendAsync(HttpMethod.Delete, user);
        }
    }

    private static async Task<int> SweepAsync(LifeWorld world, int week)
    {
        Sweeper sweeper = new(
            world.Session,
            world.Settings,
            new CleanUp(world.Session, world.Settings, _ => { }),
            world.Said.Add
        );
        SweepRules rules = new(
            world.Settings.Retention.KeepUnreleased,
            TimeSpan.FromDays(7),
            new Dictionary<string, decimal>()
        )
        {
            Retention = world.Settings.Retention,
            IsForImages = false,
        };
        DateTimeOffset now = world.Clock.GetUtcNow();
        LeftOver[] removable =
        [
            .. SweepPlan
                .Of(await sweeper.ReadAsync(HashOf(week), Cancel), rules, now)
                .Where(leftOver => leftOver.Stays is null),
        ];
        IReadOnlyList<CleanedItem> items = await sweeper.RemoveAsync(
            removable,
            rules,
            now,
            HashOf(week),
            _ => Task.CompletedTask,
            Cancel
        );
        Assert.All(items, item => Assert.Equal(CleanedOutcome.Removed, item.Outcome));
        return items.Count;
    }

    private async Task HoldsAsync(LifeWorld world)
    {
        List<GalleryVersion> versions = await world
            .Looking.GalleryVersions.ListAsync(ResourceId.Parse(Definition), Cancel)
            .ToListAsync(Cancel);
        string? latest = versions
            .Where(version => version.OfferedIn.Count > 0)
            .MaxBy(version => version.Number)
            ?.Id.Name;
        if (_latest.Length > 0 && (latest is null || !_good.Contains(latest)))
        {
            _wrong.Add($"{world.Clock.GetUtcNow():u}: latest is {latest ?? "none"}");
        }
        foreach ((string user, (string version, _)) in _users)
        {
            if (!versions.Exists(one => one.Id.Name == version))
            {
                _wrong.Add($"{world.Clock.GetUtcNow():u}: {user} runs {version}, which was deleted");
            }
        }
    }

    private static async Task<int> CountAsync(LifeWorld world) =>
        await world.Looking.GalleryVersions.ListAsync(ResourceId.Parse(Definition), Cancel).CountAsync(Cancel);

    private static ImageRecord Record(GalleryVersion version, string contentHash) =>
        new()
        {
            Cloud = "local",
            Subscription = Own,
            Location = "eastus2",
            TemplateId = "",
            TemplateName = "",
            ContentHash = contentHash,
            ImageId = version.Id.ToString(),
            ImageState = "Succeeded",
            RunState = "Succeeded",
            BaseImage = new RecordedBaseImage("Canonical", "ubuntu-24_04-lts", "server", "24.04.202609040"),
            Tools = [],
            LockDigest = "",
            Commit = "",
            Dirty = false,
            Started = DateTimeOffset.Parse(
                version.Tags[TagNames.Run],
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AdjustToUniversal
            ),
            Finished = version.Published!.Value,
            RunOutputs = [],
            Checks = [],
        };
}

using Jumpbox.Azure.LeftOvers;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Tests;

/// <summary>Worlds with left-overs, and a sweep of them a month later.</summary>
internal static class SweptWorld
{
    public const string Owner = "aks-jumpbox@rg-imagebuilders-eastus2";
    public const string Subscription = PaperWorlds.Subscription;
    public static readonly string Current = new('0', 64);
    public static readonly DateTimeOffset Later = DateTimeOffset.UtcNow.AddDays(30);
    public static readonly SweepRules Rules = new(0, TimeSpan.FromDays(7), new Dictionary<string, decimal>());
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static Sweeper SweeperOf(LocalWorld world, params string[] settings)
    {
        JumpboxSettings chosen = LocalWorld.Known(settings).Settings;
        return new Sweeper(world.Session, chosen, new CleanUp(world.Session, chosen, _ => { }), _ => { });
    }

    public static async Task<IReadOnlyList<LeftOver>> PlanAsync(LocalWorld world, params string[] settings) =>
        SweepPlan.Of(await SweeperOf(world, settings).ReadAsync(Current, Cancel), Rules, Later);

    public static async Task<IReadOnlyList<CleanedItem>> SweepAsync(LocalWorld world, params string[] settings) =>
        await SweeperOf(world, settings)
            .RemoveAsync(
                [.. (await PlanAsync(world, settings)).Where(thing => thing.Stays is null)],
                Rules,
                Later,
                Current,
                _ => Task.CompletedTask,
                Cancel
            );

    public static IEnumerable<string> Removed(IReadOnlyList<CleanedItem> items) =>
        items.Where(item => item.Outcome == CleanedOutcome.Removed).Select(item => item.Id);

    public static string World(params string[] resources) =>
        $$"""{"resources":[{{string.Join(
            ",",
            [
                Group(PaperWorlds.BuilderGroup),
                Group(PaperWorlds.ImageGroup),
                Group($"{Subscription}/resourceGroups/rg-theirs"),
                Group($"{Subscription}/resourceGroups/rg-machines"),
                .. resources,
            ]
        )}}]}""";

    public static string Group(string id) => $$"""{"id":"{{id}}","location":"eastus2"}""";
}

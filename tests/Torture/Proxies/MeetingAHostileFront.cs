using System.Globalization;
using Hostile;

namespace Torture.Tests.Proxies;

/// <summary>
/// The whole chain through a TLS proxy that misbehaves for one kind of request until the run ends, and then again through an
/// honest one. <c>JUMPBOX_HOSTILE_CASES=all</c> tries every misbehaviour at every request, <c>JUMPBOX_HOSTILE_SEED</c> chooses
/// others, <c>JUMPBOX_HOSTILE_ONLY</c> runs those whose name holds a text.
/// </summary>
public sealed class MeetingAHostileFront
{
    private const int CasesInCi = 24;
    private const int SeedInCi = 20261130;

    // Of several runs at once, with what LocalAzure holds for each.
    private const long MostLiveBytes = 300L << 20;

    [Fact]
    public async Task Whatever_stands_between_the_run_ends_explained_and_the_next_one_succeeds()
    {
        TextWriter console = Console.Out;
        await using TortureChamber chamber = new();
        IReadOnlyList<HostileCase> all = HostileCase.All(await chamber.RequestsAsync());
        IReadOnlyList<HostileCase> cases = Choose(all);

        using LiveMemory memory = new();
        IReadOnlyList<HostileOutcome> outcomes = await new HostileChamber(chamber).RunAsync(
            cases,
            TestContext.Current.CancellationToken
        );

        List<HostileOutcome> lost = [.. outcomes.Where(outcome => outcome.Problems.Count > 0)];
        await console.WriteLineAsync(
            $"{outcomes.Count} of {all.Count} cases of {Misbehaviours.All.Count} misbehaviours, hit {outcomes.Count(one => one.Hits > 0)}, "
                + $"failed and continued {outcomes.Count(one => one.Runs.Count > 1)}, lost {lost.Count}, "
                + $"at most {memory.Most >> 20} MiB live"
        );
        Assert.True(
            lost.Count == 0,
            string.Join("\n", lost.Select(one => $"{one.Case.Name}: {string.Join("; ", one.Problems)}"))
                + string.Concat(lost.Select(one => $"\n\n=== {one.Case.Name}\n{Shown(one)}"))
        );
        Assert.InRange(memory.Most, 0, MostLiveBytes);
    }

    [Fact]
    public void There_are_at_least_forty_misbehaviours_each_with_a_name_of_its_own() =>
        Assert.True(Misbehaviours.All.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count() >= 40);

    private static string Shown(HostileOutcome outcome) =>
        string.Join("\n--- the next run\n", outcome.Runs.Select(run => run.Output));

    private static IReadOnlyList<HostileCase> Choose(IReadOnlyList<HostileCase> all)
    {
        if (Environment.GetEnvironmentVariable("JUMPBOX_HOSTILE_ONLY") is { Length: > 0 } only)
        {
            return [.. all.Where(candidate => candidate.Name.Contains(only, StringComparison.OrdinalIgnoreCase))];
        }
        string? seed = Environment.GetEnvironmentVariable("JUMPBOX_HOSTILE_SEED");
        string? most = Environment.GetEnvironmentVariable("JUMPBOX_HOSTILE_CASES");
        return most == "all"
            ? all
            : HostileCase.Choose(
                all,
                most is null ? CasesInCi : int.Parse(most, CultureInfo.InvariantCulture),
                seed is null ? SeedInCi : int.Parse(seed, CultureInfo.InvariantCulture)
            );
    }
}

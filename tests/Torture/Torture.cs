using System.Globalization;

namespace Torture.Tests;

/// <summary>
/// The whole chain, hundreds of times, with something going wrong each time: run, fail, run again, and judge what is left.
/// <c>JUMPBOX_TORTURE_CASES=all</c> tries every case, <c>JUMPBOX_TORTURE_SEED</c> chooses others, <c>JUMPBOX_TORTURE_ONLY</c>
/// runs those again whose name holds a text.
/// </summary>
public sealed class Torture
{
    private const int CasesInCi = 150;
    private const int SeedInCi = 20261127;

    [Fact]
    public async Task Whatever_goes_wrong_nothing_is_lost_and_nothing_is_left()
    {
        TextWriter console = Console.Out;
        await using TortureChamber chamber = new();
        IReadOnlyList<TortureCase> cases = Choose(await chamber.SurveyAsync());

        IReadOnlyList<CaseOutcome> outcomes = await chamber.RunAsync(cases, TestContext.Current.CancellationToken);

        foreach (string line in TortureTable.Lines(outcomes))
        {
            await console.WriteLineAsync(line);
        }
        List<CaseOutcome> lost = [.. outcomes.Where(outcome => outcome.Problems.Count > 0)];
        Assert.True(
            lost.Count == 0,
            $"{lost.Count} of {outcomes.Count} cases lost:\n"
                + string.Join(
                    "\n",
                    lost.Select(outcome => $"{outcome.Case.Name}: {string.Join("; ", outcome.Problems)}")
                )
                + $"\n\nThe first one printed:\n{lost.FirstOrDefault()?.Output}"
        );
    }

    private static IReadOnlyList<TortureCase> Choose(IReadOnlyList<TortureCase> all)
    {
        if (Environment.GetEnvironmentVariable("JUMPBOX_TORTURE_ONLY") is { Length: > 0 } only)
        {
            return [.. all.Where(candidate => candidate.Name.Contains(only, StringComparison.OrdinalIgnoreCase))];
        }
        string? most = Environment.GetEnvironmentVariable("JUMPBOX_TORTURE_CASES");
        string? seed = Environment.GetEnvironmentVariable("JUMPBOX_TORTURE_SEED");
        return CaseList.Choose(
            all,
            most == "all" ? int.MaxValue
                : most is null ? CasesInCi
                : int.Parse(most, CultureInfo.InvariantCulture),
            seed is null ? SeedInCi : int.Parse(seed, CultureInfo.InvariantCulture)
        );
    }
}

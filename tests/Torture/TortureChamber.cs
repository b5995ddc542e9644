using Build.Run;
using Jumpbox.Bicep;
using Jumpbox.Settings;
using LocalAzure;
using LocalAzure.Faults;

namespace Torture.Tests;

/// <summary>Runs cases: the whole chain with something going wrong, then the same command again until it succeeds.</summary>
internal sealed class TortureChamber : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _work = Directory.CreateTempSubdirectory("jumpbox-torture-templates-").FullName;
    private readonly TemplateSet _templates;

    public TortureChamber()
    {
        _templates = new TemplateSet(
            Path.Combine(Checkout.Root, "templates"),
            () => _work,
            new Dictionary<string, string>()
        );
    }

    public JumpboxSettings Settings { get; } = SampleSettings.Read();

    /// <summary>All cases for a chain, from a run in which nothing goes wrong.</summary>
    public async Task<IReadOnlyList<TortureCase>> SurveyAsync()
    {
        (IReadOnlyList<SeenRequest> requests, int attempts) = await ObserveAsync();
        return CaseList.All(requests, attempts);
    }

    /// <summary>The requests of a chain in which nothing goes wrong.</summary>
    public async Task<IReadOnlyList<SeenRequest>> RequestsAsync() => (await ObserveAsync()).Requests;

    private async Task<(IReadOnlyList<SeenRequest> Requests, int Attempts)> ObserveAsync()
    {
        await using TortureWorld world = await StartAsync();
        World before = world.Server.Snapshot();
        TortureRun run = await world.RunAsync(null);
        IReadOnlyList<string> problems = Judge.Problems(before, world, [run], Settings);
        Assert.True(problems.Count == 0, $"{string.Join("; ", problems)}\n{run.Output}");
        return (CaseList.Requests(world.Server.Requests), run.Attempts);
    }

    /// <summary>A cloud in which nothing goes wrong.</summary>
    public Task<TortureWorld> StartAsync() => TortureWorld.StartAsync(_templates);

    public Task<TortureWorld> StartAsync(TimeSpan building, FaultPlan? faults = null) =>
        TortureWorld.StartAsync(_templates, faults, building);

    /// <summary>A cloud with the resources of a file.</summary>
    public Task<TortureWorld> StartInAsync(string worldFile, FaultPlan? faults = null) =>
        TortureWorld.StartAsync(_templates, faults, worldFile: worldFile);

    public async Task<IReadOnlyList<CaseOutcome>> RunAsync(
        IReadOnlyList<TortureCase> cases,
        CancellationToken cancellationToken
    )
    {
        CaseOutcome[] outcomes = new CaseOutcome[cases.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, cases.Count),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Environment.ProcessorCount * 2,
                CancellationToken = cancellationToken,
            },
            async (index, _) => outcomes[index] = await RunAsync(cases[index])
        );
        return outcomes;
    }

    public async Task<CaseOutcome> RunAsync(TortureCase @case)
    {
        TortureWorld world = await TortureWorld.StartAsync(_templates, @case.Faults());
        try
        {
            World before = world.Server.Snapshot();
            List<TortureRun> runs = [await Task.Run(() => world.RunAsync(@case)).WaitAsync(Limit)];
            bool hit = runs[0].Died || world.Hits > 0;
            // While the dead process is still warm: what had left it must be written down already.
            IReadOnlyList<string> unwritten = [.. Judge.Unwritten(world, Settings)];
            world.EndFaults();
            await world.ContinueAsync(runs, Limit);
            return new CaseOutcome(
                @case,
                runs.Count,
                hit,
                [.. unwritten, .. Judge.Problems(before, world, runs, Settings)],
                string.Join("\n=== the next run\n", runs.Select(run => run.Output))
            );
        }
        catch (TimeoutException)
        {
            return new CaseOutcome(@case, 1, true, [$"a run did not end within {Limit}"], "");
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _templates.DisposeAsync();
        Directory.Delete(_work, recursive: true);
    }
}

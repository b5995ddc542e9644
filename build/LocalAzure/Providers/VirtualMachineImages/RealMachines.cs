using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// The machines that really run steps, if the options have any. A step runs in the background and is polled by the agenda, so
/// the server never waits for it.
/// </summary>
internal sealed class RealMachines(Func<BuildMachine>? start, BackgroundWork background)
{
    /// <summary>The polling interval of a running step.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Work> _works = new();

    /// <summary>Whether steps really run.</summary>
    public bool Any => start is not null;

    /// <summary>Starts a step; the first step of a run starts its machine.</summary>
    public void Begin(string run, JsonNode step)
    {
        Work work = _works.GetOrAdd(run, _ => new Work(start!()));
        BuildStep order = new(
            step["name"].Text() ?? step["type"].Text() ?? "",
            [.. step["inline"].Items().Select(line => line.Text() ?? "")],
            line => work.Lines.Enqueue($"PACKER OUT     azure-arm: {line}"),
            line => work.Lines.Enqueue($"PACKER OUT ==> azure-arm: {line}")
        );
        work.Step = Task.Run(() => work.Machine.RunAsync(order));
    }

    /// <summary>Returns the new output of the step, and its exit code when it has ended.</summary>
    /// <exception cref="BuildFailure">The machine failed or belonged to an earlier process.</exception>
    public (IReadOnlyList<string> Lines, int? ExitCode) Poll(string run)
    {
        if (!_works.TryGetValue(run, out Work? work) || work.Step is not { } step)
        {
            throw new BuildFailure("The build machine went away with the process that ran it.", KeepsMachine: false);
        }
        bool ended = step.IsCompleted;
        List<string> lines = [];
        while (work.Lines.TryDequeue(out string? line))
        {
            lines.Add(line);
        }
        if (!ended)
        {
            return (lines, null);
        }
        return step.IsCompletedSuccessfully
            ? (lines, step.Result)
            : throw new BuildFailure(
                $"The build machine failed: {step.Exception?.InnerException?.Message ?? "it was stopped"}",
                KeepsMachine: false
            );
    }

    /// <summary>Stops the machine of a run.</summary>
    public void End(string run)
    {
        if (_works.TryRemove(run, out Work? work))
        {
            // A machine that does not stop must not block the end of the build; the trace has the error.
            background.Begin(_ => StopAsync(work), _ => { });
        }
    }

    private static async Task StopAsync(Work work)
    {
        await work.Machine.StopAsync();
        if (work.Step is { } step)
        {
            // It was cancelled, so its result does not matter.
            await step.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private sealed class Work(BuildMachine machine)
    {
        public BuildMachine Machine { get; } = machine;

        public ConcurrentQueue<string> Lines { get; } = new();

        public Task<int>? Step { get; set; }
    }
}

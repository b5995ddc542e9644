using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Guests;

/// <summary>
/// The machines that really run steps, if the options have any. A step runs in the background and is polled by the agenda, so
/// the server never waits for it.
/// </summary>
internal sealed class RealMachines(Func<BuildMachine>? start, BackgroundWork background) : IAsyncDisposable
{
    /// <summary>The polling interval of a running step.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Work> _works = new();
    private readonly ConcurrentDictionary<string, Work> _images = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Task<ScriptEnd>> _scripts = new(StringComparer.OrdinalIgnoreCase);

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
    /// <exception cref="GuestFailure">The machine failed or belonged to an earlier process.</exception>
    public (IReadOnlyList<string> Lines, int? ExitCode) Poll(string run)
    {
        if (!_works.TryGetValue(run, out Work? work) || work.Step is not { } step)
        {
            throw new GuestFailure("The build machine went away with the process that ran it.");
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
            : throw new GuestFailure(
                $"The build machine failed: {step.Exception?.InnerException?.Message ?? "it was stopped"}"
            );
    }

    /// <summary>Keeps the machine of a run that has succeeded, as the root file system of its images.</summary>
    /// <param name="run">The run.</param>
    /// <param name="images">The ids of the images.</param>
    public void Keep(string run, IReadOnlyList<string> images)
    {
        if (images.Count == 0 || !_works.TryRemove(run, out Work? work))
        {
            return;
        }
        foreach (string image in images)
        {
            if (
                _images.TryGetValue(image, out Work? earlier)
                && !_images.Any(one => one.Key != image && one.Value == earlier)
            )
            {
                Stop(earlier);
            }
            _images[image] = work;
        }
    }

    /// <summary>Whether this process has the root file system of an image.</summary>
    public bool Has(string image) => _images.ContainsKey(image);

    /// <summary>Starts a script in the root file system of an image, if this process has it. Nothing boots for it.</summary>
    /// <param name="image">The image's id.</param>
    /// <param name="command">The id of the command, by which it is polled.</param>
    /// <param name="script">The script.</param>
    public void BeginScript(string image, string command, string script)
    {
        if (_images.TryGetValue(image, out Work? work))
        {
            _scripts[command] = Task.Run(() => RunAsync(work, command, script));
        }
    }

    /// <summary>The end of a script; null while it runs.</summary>
    /// <param name="command">The id of the command.</param>
    public ScriptEnd? PollScript(string command)
    {
        if (!_scripts.TryGetValue(command, out Task<ScriptEnd>? script))
        {
            return new(1, "", "The root file system went away with the process that had it.");
        }
        if (!script.IsCompleted)
        {
            return null;
        }
        _scripts.TryRemove(command, out _);
        return script.IsCompletedSuccessfully
            ? script.Result
            : new(
                1,
                "",
                $"The root file system failed: {script.Exception?.InnerException?.Message ?? "it was stopped"}"
            );
    }

    /// <summary>Stops the machine of a run.</summary>
    public void End(string run)
    {
        if (_works.TryRemove(run, out Work? work))
        {
            Stop(work);
        }
    }

    /// <summary>Stops all machines.</summary>
    public async ValueTask DisposeAsync()
    {
        Work[] all = [.. _works.Values.Concat(_images.Values).Distinct()];
        _works.Clear();
        _images.Clear();
        await Task.WhenAll(all.Select(StopAsync));
    }

    // A machine that does not stop must not block the end of the build; the trace has the error.
    private void Stop(Work work) => background.Begin(_ => StopAsync(work), _ => { });

    // One at a time: all machines of an image have the same root file system.
    private static async Task<ScriptEnd> RunAsync(Work work, string command, string script)
    {
        await work.Turn.WaitAsync();
        try
        {
            ConcurrentQueue<string> output = new();
            ConcurrentQueue<string> error = new();
            int code = await work.Machine.RunAsync(
                new(Shown(command), script.Split('\n'), output.Enqueue, error.Enqueue)
            );
            return new(code, Text(output), Text(error));
        }
        finally
        {
            work.Turn.Release();
        }
    }

    // The machine's name and the command's.
    private static string Shown(string command) =>
        ArmPath.Parse(command) is { Parent: { } machine } path ? $"{machine.Name}/{path.Name}" : command;

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));

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

        public SemaphoreSlim Turn { get; } = new(1);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Build;
using Build.Run;
using Jumpbox.Bicep;

namespace Torture.Tests;

/// <summary>
/// <c>--target=Build</c> repeatedly under load: what hangs once in some hundred runs shows here.
/// <c>JUMPBOX_STRESS_BUILDS=all</c> builds a thousand times, a number builds that often; <c>JUMPBOX_STRESS_PROCESS=1</c> gives
/// each build a process of its own; <c>JUMPBOX_STRESS_LOAD</c> says how many threads do nothing but keep the processors busy: none
/// in the suite, whose other tests are the load.
/// </summary>
public sealed class ManyBuilds
{
    private const int InSuite = 4;
    private const int All = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly ConcurrentBag<TimeSpan> _took = [];

    [Fact]
    public async Task No_build_of_many_hangs_beside_load()
    {
        int builds = Number("JUMPBOX_STRESS_BUILDS", InSuite);
        int load = Number("JUMPBOX_STRESS_LOAD", 0);
        bool apart = Environment.GetEnvironmentVariable("JUMPBOX_STRESS_PROCESS") == "1";
        TextWriter console = Console.Out;
        ConcurrentQueue<string> lost = new();
        string work = Directory.CreateTempSubdirectory("jumpbox-stress-").FullName;
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        Thread[] busy = [.. Enumerable.Range(0, load).Select(_ => Occupy(enough.Token))];
        long began = Stopwatch.GetTimestamp();
        try
        {
            await using TemplateSet templates = new(
                Path.Combine(Checkout.Root, "templates"),
                () => work,
                new Dictionary<string, string>()
            );
            await Parallel.ForEachAsync(
                Enumerable.Range(1, builds),
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = Environment.ProcessorCount,
                    CancellationToken = TestContext.Current.CancellationToken,
                },
                async (build, cancellationToken) =>
                {
                    long start = Stopwatch.GetTimestamp();
                    string? problem = apart
                        ? await ApartAsync(Path.Combine(work, $"{build}"), cancellationToken)
                        : await WithinAsync(templates);
                    _took.Add(Stopwatch.GetElapsedTime(start));
                    if (problem is not null)
                    {
                        lost.Enqueue($"build {build}: {problem}");
                    }
                    if (_took.Count % 100 == 0)
                    {
                        await console.WriteLineAsync($"{_took.Count} of {builds} builds, {lost.Count} lost.");
                    }
                }
            );
        }
        finally
        {
            await enough.CancelAsync();
            Array.ForEach(busy, thread => thread.Join());
            Directory.Delete(work, recursive: true);
        }
        await console.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{builds} builds{(apart ? ", each in a process of its own," : "")} beside {load} busy threads: {lost.Count} lost; "
                    + $"the longest took {_took.Max().TotalSeconds:0.0} s, all {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s."
            )
        );
        Assert.True(lost.IsEmpty, string.Join("\n", lost));
    }

    private static async Task<string?> WithinAsync(TemplateSet templates)
    {
        TortureWorld world = await TortureWorld.StartAsync(templates);
        try
        {
            TortureRun run = await Task.Run(world.BuildAsync).WaitAsync(Limit);
            return run.ExitCode == 0 && File.Exists(Path.Combine(world.Artifacts, "image.json")) ? null : run.Output;
        }
        catch (TimeoutException)
        {
            return $"hangs: not ended after {Limit}";
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    private static async Task<string?> ApartAsync(string artifacts, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    Repository.Program,
                    "--target=Build",
                    SampleSettings.Argument,
                    "--cloud=local",
                    $"--artifacts={artifacts}",
                    "--no-report",
                ]
            )
            {
                WorkingDirectory = Checkout.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(Limit, cancellationToken);
            return process.ExitCode == 0 && File.Exists(Path.Combine(artifacts, "image.json"))
                ? null
                : await output + await errors;
        }
        catch (TimeoutException)
        {
            return $"hangs: not ended after {Limit}";
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Thread Occupy(CancellationToken enough)
    {
        Thread thread = new(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                Thread.SpinWait(10_000);
            }
        });
        thread.Start();
        return thread;
    }

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) switch
        {
            null or "" => otherwise,
            "all" => All,
            { } text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture),
        };
}

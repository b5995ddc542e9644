using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fleet.Bench;

/// <summary>What some processes took, one after another.</summary>
/// <param name="Wall">From the first start to the last end.</param>
/// <param name="Processor">Processor time of the processes, their children and the server.</param>
/// <param name="Requests">What they asked.</param>
/// <param name="Failed">How many ended with another exit code than zero.</param>
internal sealed partial record MeasuredRun(TimeSpan Wall, TimeSpan Processor, int Requests, int Failed)
{
    private const int Children = -1;

    /// <summary>Runs Build with each of some command lines.</summary>
    /// <param name="folder">The settings.</param>
    /// <param name="cloud">The cloud.</param>
    /// <param name="artifacts">The name of the artifacts folder, and of the cache of compiled templates.</param>
    /// <param name="runs">What each run has besides.</param>
    public static MeasuredRun Of(FleetFolder folder, CountedCloud cloud, string artifacts, IEnumerable<string[]> runs)
    {
        TimeSpan own = Process.GetCurrentProcess().TotalProcessorTime;
        TimeSpan children = OfChildren();
        int requests = cloud.Requests;
        int failed = 0;
        long started = Stopwatch.GetTimestamp();
        foreach (string[] run in runs)
        {
            ProcessStartInfo start = new(
                "./build.sh",
                [
                    "--target=Build",
                    $"--config={folder.Settings}",
                    $"--artifacts={folder.PathOf(artifacts)}",
                    $"--served={cloud.ReadyFile}",
                    .. run,
                ]
            )
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["XDG_CACHE_HOME"] = folder.PathOf($"cache-{artifacts}");
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                failed++;
                Console.Error.WriteLine($"{output.Result}{errors.Result}");
            }
        }
        return new MeasuredRun(
            Stopwatch.GetElapsedTime(started),
            Process.GetCurrentProcess().TotalProcessorTime - own + OfChildren() - children,
            cloud.Requests - requests,
            failed
        );
    }

    // A process that has ended has no times any more; the kernel keeps those of all children together.
    private static TimeSpan OfChildren()
    {
        long[] usage = new long[64];
        return GetUsage(Children, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new PlatformNotSupportedException("Processor times of children cannot be read on this system.");
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetUsage(int who, [Out] long[] usage);
}

using System.Diagnostics;
using System.Globalization;

namespace Start.Bench;

/// <summary>A run of a target in a process of its own, against a LocalAzure in it whose builds take no time.</summary>
/// <param name="Methods">How many methods were compiled just in time.</param>
/// <param name="Milliseconds">Processor time of the process, from its start.</param>
internal sealed record WholeRun(int Methods, double Milliseconds)
{
    /// <summary>Build, then Cleanup of the same, in a new artifacts folder.</summary>
    public static (WholeRun Build, WholeRun Cleanup) Measure(string root)
    {
        string folder = Directory.CreateTempSubdirectory("jumpbox-bench-").FullName;
        try
        {
            return (Measure(root, "Build", folder), Measure(root, "Cleanup", folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static WholeRun Measure(string root, string target, string folder)
    {
        string file = Path.Combine(folder, "start-bench");
        ProcessStartInfo start = new(
            "./build.sh",
            [
                $"--target={target}",
                $"--config={Path.Combine(root, "tests/Sample/jumpbox.json")}",
                $"--artifacts={Path.Combine(folder, "artifacts")}",
                "--speed=1000000000",
            ]
        )
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(WholeRun).Assembly.Location;
        start.Environment[StartupHook.Variable] = file;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{target} ended with {process.ExitCode}: {errors.Result}");
        }
        // Other .NET programs that the run starts append a line before; the run itself ends last.
        string[] numbers = File.ReadLines(file).Last().Split(' ');
        return new WholeRun(
            int.Parse(numbers[0], CultureInfo.InvariantCulture),
            double.Parse(numbers[1], CultureInfo.InvariantCulture)
        );
    }
}

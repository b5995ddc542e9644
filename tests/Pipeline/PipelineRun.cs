using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>One artifacts folder, in which the real program is started as often as a test likes.</summary>
public sealed class PipelineRun : IDisposable
{
    internal static readonly string Program = Path.Combine(
        Root(AppContext.BaseDirectory),
        "build/Build/bin",
        AppContext.BaseDirectory.Contains("Debug", StringComparison.Ordinal) ? "Debug" : "Release",
        "net10.0/Build.dll"
    );

    public string Artifacts { get; } = Directory.CreateTempSubdirectory("jumpbox-run-").FullName;

    /// <summary>Variables for the program, beside the test's own.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public static string CheckoutRoot { get; } = Root(AppContext.BaseDirectory);

    /// <summary>Runs a target to its end; an image build takes no time unless the arguments say how LocalAzure goes.</summary>
    public async Task<RunResult> RunAsync(string target, params string[] arguments)
    {
        bool hasPace = arguments.Any(argument =>
            argument.StartsWith("--speed=", StringComparison.Ordinal)
            || argument.StartsWith("--served=", StringComparison.Ordinal)
            || argument.StartsWith("--local-build=", StringComparison.Ordinal)
        );
        using Process process = Start(target, hasPace ? arguments : ["--speed=100000", .. arguments]);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new RunResult(-1, await output, "The run did not end within two minutes. " + await errors);
        }
        return new RunResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a target and leaves it running.</summary>
    public Process Start(string target, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = CheckoutRoot,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])[Program, $"--target={target}", $"--artifacts={Artifacts}", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }
        // A test's own CI must not change what the program under test prints.
        foreach (string name in new[] { "TF_BUILD", "GITHUB_ACTIONS", "CI", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY" })
        {
            start.Environment.Remove(name);
        }
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    /// <summary>Writes rules for what goes wrong in LocalAzure; the argument that names them.</summary>
    public async Task<string> FaultsAsync(string rules)
    {
        string file = Path.Combine(Artifacts, "faults.json");
        await File.WriteAllTextAsync(file, rules, TestContext.Current.CancellationToken);
        return $"--faults={file}";
    }

    public bool Has(string name) => File.Exists(Path.Combine(Artifacts, name));

    public string Text(string name) => File.ReadAllText(Path.Combine(Artifacts, name));

    public JsonObject Json(string name) => JsonNode.Parse(Text(name))!.AsObject();

    /// <summary>How many image builds the journal says were asked for.</summary>
    public int StartedBuilds =>
        Directory
            .GetFiles(Artifacts, "*.jsonl", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "journal")
            .SelectMany(File.ReadAllLines)
            .Count(line =>
                line.Contains("/run\"", StringComparison.Ordinal) && line.Contains("intended", StringComparison.Ordinal)
            );

    public void Dispose() => Directory.Delete(Artifacts, recursive: true);

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "jumpbox.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);
}

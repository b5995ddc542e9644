using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Build.Run;
using Jumpbox.Azure.Clients;

namespace Pipeline.Tests;

/// <summary>One artifacts folder, in which the real program is started as often as a test likes.</summary>
public sealed class PipelineRun : IDisposable
{
    // A test's own CI must not change what the program under test prints.
    private static readonly string[] OfTheTestsOwnCi =
    [
        "TF_BUILD",
        "GITHUB_ACTIONS",
        "CI",
        "GITHUB_OUTPUT",
        "GITHUB_STEP_SUMMARY",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // Paths in arguments and settings are those of a person in the checkout.
    static PipelineRun() => Environment.CurrentDirectory = Repository.Root;

    public string Artifacts { get; } = Directory.CreateTempSubdirectory("jumpbox-run-").FullName;

    /// <summary>Makes the session of a run in this process; null for the cloud of its settings.</summary>
    public Func<BuildContext, AzureSession>? Connect { get; init; }

    /// <summary>Disk and network of a run in this process.</summary>
    public MachineView Machine { get; init; } = new();

    /// <summary>The clock of a run in this process.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Variables for the program, beside the test's own.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>
    /// Runs a target to its end, whole and in this process; an image build takes no time unless the arguments say how LocalAzure
    /// goes.
    /// </summary>
    public async Task<RunResult> RunAsync(string target, params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        Dictionary<string, string> variables = ProcessVariables
            .All.Where(variable => !OfTheTestsOwnCi.Contains(variable.Key))
            .ToDictionary();
        foreach ((string name, string value) in MarkedSecrets.Variables.Concat(Variables))
        {
            variables[name] = value;
        }
        Surroundings surroundings = new()
        {
            Variables = variables,
            Output = TextWriter.Synchronized(output),
            Errors = TextWriter.Synchronized(errors),
            Connect = Connect,
            Machine = Machine,
            Time = Time,
        };
        string[] all = All(target, Paced(arguments));
        // A run holds its thread; those of the pool are for the answers that it waits for.
        Task<int> run = Task
            .Factory.StartNew(
                () => Build.Program.RunAsync(all, surroundings),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .Unwrap();
        int code = await run.WaitAsync(Limit);
        return new RunResult(code, output.ToString(), errors.ToString());
    }

    /// <summary>Runs a target to its end in a process of its own, as a person's command does.</summary>
    public async Task<RunResult> RunProcessAsync(string target, params string[] arguments)
    {
        using Process process = Start(target, Paced(arguments));
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource limit = new(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new RunResult(-1, await output, "The run did not end within ten minutes. " + await errors);
        }
        return new RunResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a target and leaves it running.</summary>
    public Process Start(string target, params string[] arguments) => Process.Start(Describe(target, arguments))!;

    /// <summary>Starts a target as the script of a step.</summary>
    /// <param name="target">The target.</param>
    /// <param name="replacesShell">Whether the script replaces its shell by the program, as those of the workflows do.</param>
    /// <param name="arguments">Its arguments.</param>
    public Process StartInAStep(string target, bool replacesShell, params string[] arguments)
    {
        ProcessStartInfo start = Describe(target, arguments);
        string script = Path.Combine(Artifacts, "step.sh");
        File.WriteAllText(
            script,
            $"{(replacesShell ? "exec " : "true\n")}{start.FileName} {string.Join(' ', start.ArgumentList.Select(argument => $"'{argument}'"))}\n{(replacesShell ? "" : "true\n")}"
        );
        start.FileName = "bash";
        start.ArgumentList.Clear();
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(script);
        return Process.Start(start)!;
    }

    private ProcessStartInfo Describe(string target, string[] arguments)
    {
        // A shell that starts the tests in the background makes all their programs ignore Ctrl+C.
        ProcessStartInfo start = OperatingSystem.IsLinux()
            ? new("env", ["--default-signal=INT", "dotnet"])
            : new("dotnet");
        start.WorkingDirectory = Repository.Root;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (string argument in (string[])[Repository.Program, .. All(target, arguments)])
        {
            start.ArgumentList.Add(argument);
        }
        foreach (string name in OfTheTestsOwnCi)
        {
            start.Environment.Remove(name);
        }
        MarkedSecrets.Give(start);
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }
        return start;
    }

    /// <summary>Builds until the customizer is at work, and kills the program there.</summary>
    public async Task DieInTheBuildAsync(params string[] arguments)
    {
        using Process process = Start("Build", arguments);
        await SeenAsync(process, "Customizing");
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Reads what a program prints up to the line that holds a word.</summary>
    public static async Task<StringBuilder> SeenAsync(Process process, string word)
    {
        StringBuilder output = new();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            output.AppendLine(line);
            if (line.Contains(word, StringComparison.Ordinal))
            {
                return output;
            }
        }
        Assert.Fail($"{word} was never seen.\n{output}");
        return output;
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

    /// <summary>Ends the folder, in which no secret may stand.</summary>
    public void Dispose() => MarkedSecrets.End(Artifacts, Artifacts);

    // A folder of its own and the tests' settings, unless the test gives others.
    private string[] All(string target, string[] arguments) =>
        [
            $"--target={target}",
            .. ((string[])[$"--artifacts={Artifacts}", SampleSettings.Argument]).Where(own =>
                !arguments.Any(argument => argument.StartsWith(own[..(own.IndexOf('=') + 1)], StringComparison.Ordinal))
            ),
            .. arguments,
        ];

    private static string[] Paced(string[] arguments) =>
        arguments.Any(argument =>
            argument.StartsWith("--speed=", StringComparison.Ordinal)
            || argument.StartsWith("--served=", StringComparison.Ordinal)
            || argument.StartsWith("--cloud=azure", StringComparison.Ordinal)
            || argument.StartsWith("--local-build=", StringComparison.Ordinal)
        )
            ? arguments
            : ["--speed=100000", .. arguments];
}

using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>A user's repository, which holds nothing of the program.</summary>
/// <param name="machine">Variables of the user's machine.</param>
internal sealed class UserFolder(IReadOnlyDictionary<string, string> machine) : IDisposable
{
    /// <summary>A catalogue with one tool that no lock has.</summary>
    public const string OneMoreTool = """
        {
          "tools": [
            {
              "name": "my-tool",
              "description": "A tool of the user's",
              "licence": "MIT",
              "repository": "example/my-tool",
              "constraint": "^1.0.0",
              "tag": "v{version}",
              "architectures": { "amd64": "amd64" },
              "url": "https://example.com/my-tool/{version}/{arch}",
              "install": "/usr/local/bin/my-tool",
              "version": { "command": ["my-tool", "--version"], "expect": "{version}" }
            }
          ]
        }
        """;

    /// <summary>Its root.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("jumpbox-mine-").FullName;

    /// <summary>Its commit.</summary>
    public string Commit { get; private set; } = "";

    public string PathOf(string path) => Path.Combine(Root, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    public JsonObject Artifact(string name) =>
        JsonNode.Parse(File.ReadAllText(PathOf($"artifacts/{name}")))!.AsObject();

    public async Task CommitAsync()
    {
        await GitAsync("init", "--quiet");
        await GitAsync("add", "--all");
        await GitAsync(
            "-c",
            "user.name=Tests",
            "-c",
            "user.email=tests@example.com",
            "commit",
            "--quiet",
            "-m",
            "Start"
        );
        Commit = (await GitAsync("rev-parse", "HEAD")).Output.Trim();
    }

    /// <summary>What git reports as changed or new.</summary>
    public string Changes() => GitAsync("status", "--porcelain").GetAwaiter().GetResult().Output;

    /// <summary>Calls the repository's start script as a person does.</summary>
    public Task<RunResult> RunAsync(params string[] arguments) =>
        StartAsync(Root, machine, [PathOf("build.sh"), .. arguments]);

    /// <summary>Calls the tool by its command in a folder of the repository.</summary>
    public Task<RunResult> RunBelowAsync(string folder, params string[] arguments)
    {
        Directory.CreateDirectory(PathOf(folder));
        return StartAsync(
            PathOf(folder),
            machine,
            ["bash", "-c", "dotnet tool restore && exec dotnet tool run jumpbox -- \"$@\"", "jumpbox", .. arguments]
        );
    }

    public static async Task<RunResult> StartAsync(
        string folder,
        IReadOnlyDictionary<string, string> variables,
        IReadOnlyList<string> command
    )
    {
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The tests' own build and CI must not change what a user's program does.
        foreach (
            string name in start
                .Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
                .Concat(["TF_BUILD", "GITHUB_ACTIONS", "CI", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"])
                .ToArray()
        )
        {
            start.Environment.Remove(name);
        }
        MarkedSecrets.Give(start);
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new RunResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => MarkedSecrets.End(Root, PathOf("artifacts"));

    private async Task<RunResult> GitAsync(params string[] arguments) =>
        (await StartAsync(Root, machine, ["git", .. arguments])).Expect(0);
}

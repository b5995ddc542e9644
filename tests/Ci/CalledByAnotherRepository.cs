using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>
/// A repository that has only settings calls the action, the workflow and the template of this one by reference: what they build is of
/// that repository's settings and commit.
/// </summary>
/// <param name="clone">The checkout of the pipeline that the caller refers to.</param>
public sealed class CalledByAnotherRepository(Clone clone) : IClassFixture<Clone>, IAsyncLifetime
{
    private const string Image = "their-box";
    private readonly string _caller = Directory.CreateTempSubdirectory("jumpbox-caller-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        string file = Path.Combine(_caller, "jumpbox.json");
        File.Copy(SampleSettings.File, file);
        UserEdits.EditSettings(_caller, UserEdits.Everywhere);
        JsonNode settings = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancel))!;
        settings["image"]!["name"] = Image;
        await File.WriteAllTextAsync(file, settings.ToJsonString(), Cancel);
        // It may have a wrapper already, of an older version of the pipeline.
        await File.WriteAllTextAsync(Path.Combine(_caller, "build.sh"), "exit 77\n", Cancel);
        await GitAsync("init", "--quiet", "--initial-branch=main");
        await GitAsync("add", "--all");
        await GitAsync(
            "-c",
            "user.name=Tests",
            "-c",
            "user.email=tests@example.com",
            "commit",
            "--quiet",
            "-m",
            "Begin"
        );
    }

    public ValueTask DisposeAsync()
    {
        // Not the pipeline behind the link.
        File.Delete(Path.Combine(_caller, ".jumpbox"));
        Directory.Delete(_caller, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("GitHub")]
    [InlineData("Azure")]
    public async Task The_workflow_and_the_template_build_what_the_caller_has(string system)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The jobs run in a shell.");
        (IReadOnlyList<CiJob> jobs, ICiDialect dialect, string artifact) = system == "GitHub" ? GitHub() : Azure();
        // What the runner's own step checks out.
        Directory.CreateSymbolicLink(Path.Combine(_caller, ".jumpbox"), clone.Root);
        using ServedCloud cloud = await ServedCloud.StartAsync();
        using CiRun run = new(clone, dialect) { Root = _caller };

        await run.RunAsync(jobs, (job, command) => Change(job, command, cloud));

        Assert.True(run.Results["image"] == "succeeded", run.Output);
        JsonNode record = JsonNode.Parse(await File.ReadAllTextAsync(run.Artifact(artifact) + "/image.json", Cancel))!;
        Assert.Contains($"/images/img-{Image}-", (string?)record["imageId"]);
        Assert.Equal(await GitAsync("rev-parse", "HEAD"), (string?)record["commit"]);
        // Neither the checkout nor the wrapper counts as a change of the caller, and the wrapper is not hidden from the next checkout.
        Assert.False((bool)record["dirty"]!);
        Assert.Equal("M build.sh", await GitAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task The_action_runs_one_target_with_what_the_caller_has()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The action runs in a shell.");
        JsonNode action = Yaml.ReadFile(".github/actions/target/action.yml");
        JsonNode step = Assert.Single(action["runs"]!["steps"]!.AsArray())!;
        Assert.Equal("${{ github.workspace }}", (string?)step["env"]!["JUMPBOX_REPOSITORY"]);

        BufferedCommandResult result = await Cli.Wrap("bash")
            .WithArguments(["--noprofile", "--norc", "-eo", "pipefail", "-c", (string)step["run"]!])
            .WithWorkingDirectory(_caller)
            .WithEnvironmentVariables(
                new Dictionary<string, string?>(clone.Dotnet.Variables())
                {
                    ["GITHUB_ACTION_PATH"] = Path.Combine(clone.Root, ".github/actions/target"),
                    ["JUMPBOX_REPOSITORY"] = _caller,
                    ["TARGET"] = "Images",
                    ["ARGUMENTS"] = "--config=jumpbox.json\n--artifacts=evidence\n",
                }
            )
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Cancel);

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        string images = await File.ReadAllTextAsync(Path.Combine(_caller, "evidence/images.json"), Cancel);
        Assert.Contains(Image, images);
    }

    private static (IReadOnlyList<CiJob>, ICiDialect, string) GitHub() =>
        (
            GitHubWorkflow.Jobs(".github/workflows/image.yml"),
            new GitHubDialect(
                new Dictionary<string, string>
                {
                    ["workflow_repository"] = "platform/pipeline",
                    ["config"] = "jumpbox.json",
                    ["cloud"] = "local",
                    ["cleanup"] = "template",
                }
            ),
            "image-image-1"
        );

    private static (IReadOnlyList<CiJob>, ICiDialect, string) Azure() =>
        (
            AzurePipeline.Called(
                new Dictionary<string, string>
                {
                    ["name"] = "box",
                    ["config"] = "jumpbox.json",
                    ["cloud"] = "local",
                    ["builder"] = "builder",
                    ["releaser"] = "releaser",
                    ["force"] = "false",
                    ["cleanup"] = "template",
                    ["pipeline"] = "jumpbox",
                }
            ),
            new AzureDialect(),
            "box-image-1"
        );

    // What other tests of these jobs run is left out.
    private static string? Change(CiJob job, string command, ServedCloud cloud) =>
        job.Name is "gate" or "release" or "cleanup" or "prereqs" ? null
        : !command.Contains("--target=", StringComparison.Ordinal) ? command
        : command.Contains("--target=Check", StringComparison.Ordinal) ? command + " --offline"
        : command.Contains("--target=Logs", StringComparison.Ordinal)
            ? RunningAPipeline.Served(command, cloud).Split("&& ./build.sh")[0]
        : null;

    private async Task<string> GitAsync(params string[] arguments) =>
        (
            await Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(_caller).ExecuteBufferedAsync(Cancel)
        ).StandardOutput.Trim();
}

using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>What <c>build/for-caller.sh</c> leaves in the checkout of a repository that calls by reference.</summary>
public sealed class PuttingTheWrapperInPlace : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-wrapper-").FullName;
    private string _caller = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The jobs run in a shell.");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("plain", ".jumpbox")]
    [InlineData("it's \"odd\" $HOME", ".jumpbox")]
    [InlineData("-dash", "tools/pipe line")]
    [InlineData("plain", "[a]*b\\c")]
    [InlineData("plain", "ends with ")]
    public async Task The_wrapper_runs_the_pipeline_for_the_caller_wherever_both_are(string caller, string pipeline)
    {
        await CreateAsync(caller, pipeline);

        await RunAsync("bash", $"./{pipeline}/build/for-caller.sh");
        await RunAsync("bash", $"./{pipeline}/build/for-caller.sh");

        Assert.Equal($"{_caller} [a b] [$c]", await RunAsync("./build.sh", "a b", "$c"));
        Assert.Equal("", await RunAsync("git", "status", "--porcelain"));
        Assert.Equal(3, (await File.ReadAllLinesAsync(Path.Combine(_caller, ".git/info/exclude"), Cancel)).Count(Rule));

        static bool Rule(string line) => !line.StartsWith('#');
    }

    [Fact]
    public async Task A_file_of_the_caller_beside_the_pipeline_is_still_a_change()
    {
        await CreateAsync("plain", "vendor/pipeline");
        await RunAsync("bash", "./vendor/pipeline/build/for-caller.sh");

        await File.WriteAllTextAsync(Path.Combine(_caller, "vendor/mine"), "", Cancel);

        Assert.Equal("?? vendor/", await RunAsync("git", "status", "--porcelain"));
    }

    [Fact]
    public async Task The_next_checkout_in_the_same_folder_is_not_stopped_by_the_wrapper()
    {
        await CreateAsync("plain", ".jumpbox");
        foreach (string own in new[] { "older", "newer" })
        {
            await File.WriteAllTextAsync(Path.Combine(_caller, "build.sh"), own, Cancel);
            await RunAsync("git", "add", "--force", "build.sh");
            await RunAsync("git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--quiet", "-m", own);
        }
        await RunAsync("git", "checkout", "--quiet", "HEAD~1");
        await RunAsync("bash", "./.jumpbox/build/for-caller.sh");

        // As a runner that keeps its folders does it.
        await RunAsync("git", "reset", "--quiet", "--hard", "HEAD");
        await RunAsync("git", "checkout", "--quiet", "--force", "main");

        Assert.Equal("newer", await File.ReadAllTextAsync(Path.Combine(_caller, "build.sh"), Cancel));
    }

    private async Task CreateAsync(string caller, string pipeline)
    {
        _caller = Directory.CreateDirectory(Path.Combine(_folder, caller)).FullName;
        await RunAsync("git", "init", "--quiet", "--initial-branch=main");
        string build = Directory.CreateDirectory(Path.Combine(_caller, pipeline, "build")).FullName;
        File.Copy(Repository.PathOf("build/for-caller.sh"), Path.Combine(build, "for-caller.sh"));
        string program = Path.Combine(_caller, pipeline, "build.sh");
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho \"$JUMPBOX_REPOSITORY [$1] [$2]\"\n", Cancel);
        await RunAsync("chmod", "+x", program);
    }

    private async Task<string> RunAsync(string program, params string[] arguments) =>
        (
            await Cli.Wrap(program.StartsWith('.') ? Path.Combine(_caller, program) : program)
                .WithArguments(arguments)
                .WithWorkingDirectory(_caller)
                .ExecuteBufferedAsync(Cancel)
        ).StandardOutput.Trim();
}

using System.Runtime.Versioning;

namespace Pipeline.Tests;

/// <summary>What lets its holder in is for its owner alone.</summary>
public sealed class WhoMayRead : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Secrets_lie_in_a_folder_of_their_own_that_nobody_else_enters()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix modes.");

        (await _pipeline.RunAsync("Roles")).Expect(0);

        string secrets = Path.Combine(_pipeline.Artifacts, "secrets");
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(secrets));
        string[] state = Directory.GetFiles(Path.Combine(secrets, "localazure"));
        Assert.Contains(state, file => file.EndsWith("state.jsonl", StringComparison.Ordinal));
        Assert.All(state, file => Assert.Equal(Owner, File.GetUnixFileMode(file)));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_tokens_of_a_served_LocalAzure_lie_there_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix modes.");

        using ServedProcess served = await ServedProcess.StartAsync(_pipeline);

        string secrets = Path.Combine(_pipeline.Artifacts, "secrets");
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(secrets));
        Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(secrets, "serve.json")));
        Assert.False(File.Exists(Path.Combine(_pipeline.Artifacts, "serve.json")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task What_an_earlier_version_left_for_all_to_read_goes_on_in_there()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix modes.");
        (await _pipeline.RunAsync("Roles")).Expect(0);
        string old = Path.Combine(_pipeline.Artifacts, "localazure");
        Directory.Move(Path.Combine(_pipeline.Artifacts, "secrets", "localazure"), old);
        File.SetUnixFileMode(Path.Combine(old, "state.jsonl"), Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        RunResult run = (await _pipeline.RunAsync("Roles")).Expect(0);

        Assert.Contains("unchanged", run.Output);
        Assert.False(Directory.Exists(old));
        Assert.Equal(
            Owner,
            File.GetUnixFileMode(Path.Combine(_pipeline.Artifacts, "secrets", "localazure", "state.jsonl"))
        );
    }
}

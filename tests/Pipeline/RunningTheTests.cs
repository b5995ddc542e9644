namespace Pipeline.Tests;

/// <summary>The target Test, in a process whose temporary folder is its own.</summary>
public sealed class RunningTheTests : IDisposable
{
    // NuGet's own, one for all runs: Cake's package installer makes it at each start.
    private const string OfNuGet = "NuGetScratchroot";

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("jumpbox-temporary-");
    private readonly PipelineRun _run = new();

    public void Dispose()
    {
        _run.Dispose();
        _temporary.Delete(recursive: true);
    }

    [Fact]
    public async Task They_are_summed_up_and_leave_nothing_in_the_temporary_folder()
    {
        foreach (string variable in (string[])["TMPDIR", "TEMP", "TMP"])
        {
            _run.Variables[variable] = _temporary.FullName;
        }

        RunResult result = (
            await _run.RunProcessAsync("Test", "--project=Build", "--filter=Reporting.TellingCiSystems")
        ).Expect(0);

        Assert.Matches("[1-9][0-9]* passed, 0 failed", result.Output);
        Assert.All(_temporary.EnumerateFileSystemInfos(), left => Assert.Equal(OfNuGet, left.Name));
    }
}

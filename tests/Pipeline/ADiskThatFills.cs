using System.Diagnostics;
using Build.Run;

namespace Pipeline.Tests;

/// <summary>The disk fills up in the middle of a run: a small file system of its own, which only root can mount.</summary>
public sealed class ADiskThatFills : IDisposable
{
    private readonly DirectoryInfo _disk = Directory.CreateTempSubdirectory("jumpbox-disk-");
    private readonly PipelineRun _pipeline = new() { Machine = new MachineView { FreeBytes = _ => 5L << 30 } };
    private bool _mounted;

    public void Dispose()
    {
        if (_mounted)
        {
            Mount("umount", _disk.FullName);
        }
        _disk.Delete(recursive: true);
        _pipeline.Dispose();
    }

    [Theory]
    [InlineData(16)]
    [InlineData(200)]
    [InlineData(900)]
    public async Task Ends_the_run_with_a_sentence_and_the_same_command_continues(int kilobytes)
    {
        _mounted =
            OperatingSystem.IsLinux() && Mount("mount", "-t", "tmpfs", "-o", Size(kilobytes), "tmpfs", _disk.FullName);
        Assert.SkipUnless(_mounted, "Only root on Linux can mount a small file system.");
        string artifacts = $"--artifacts={_disk.FullName}";

        RunResult full = await _pipeline.RunAsync("Build", artifacts);

        Assert.NotEqual(0, full.ExitCode);
        Assert.DoesNotContain("   at ", full.Everything);
        Assert.True(
            full.Everything.ReplaceLineEndings(" ")
                .Contains(
                    $"The disk of the artifacts folder '{_disk.FullName}' is full. Free some space, then run the same command again",
                    StringComparison.Ordinal
                ),
            full.Everything
        );
        Assert.True(Mount("mount", "-o", $"remount,{Size(200_000)}", _disk.FullName));
        (await _pipeline.RunAsync("Build", artifacts)).Expect(0);
    }

    private static string Size(int kilobytes) => $"size={kilobytes}k";

    private static bool Mount(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

using System.Diagnostics;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Log;

namespace Jumpbox.Tests.Evidence;

/// <summary>Another user may have put the files there: a pipe, a device, a link to another file.</summary>
public sealed class ReadingEvidenceFiles : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-evidence-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_pipe_without_a_writer_is_empty_and_waits_for_nobody()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        string pipe = await PipeAsync(EvidenceFiles.Image);

        IReadOnlyDictionary<string, byte[]> files = await Soonest(() => EvidenceFiles.Read(_folder.FullName));

        Assert.Empty(files[EvidenceFiles.Image]);
        await Assert.ThrowsAsync<EvidenceException>(() => Soonest(() => ImageRecord.Read(pipe)));
    }

    [Fact]
    public async Task A_log_that_is_a_pipe_is_empty()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        await PipeAsync("customization.log");

        Assert.Empty((await Soonest(() => LogSummary.Read(_folder.FullName))).Customization.Steps);
    }

    [Fact]
    public async Task A_link_is_not_followed_to_a_device_without_an_end_or_to_another_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right on Windows.");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, EvidenceFiles.Bill), "/dev/zero");

        EvidenceException refused = await Assert.ThrowsAsync<EvidenceException>(() =>
            Soonest(() => EvidenceFiles.Read(_folder.FullName))
        );

        Assert.Contains("symbolic link to '/dev/zero'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_more_than_64_MiB_is_refused_before_it_is_read()
    {
        using (FileStream file = File.Create(Path.Combine(_folder.FullName, EvidenceFiles.Provenance)))
        {
            file.SetLength((64 * 1024 * 1024) + 1);
        }

        EvidenceException refused = Assert.Throws<EvidenceException>(() => EvidenceFiles.Read(_folder.FullName));

        Assert.Contains("67108865 bytes", refused.Message, StringComparison.Ordinal);
    }

    private static Task<T> Soonest<T>(Func<T> read) =>
        Task.Run(read, TestContext.Current.CancellationToken).WaitAsync(Soon, TestContext.Current.CancellationToken);

    private async Task<string> PipeAsync(string name)
    {
        string path = Path.Combine(_folder.FullName, name);
        using Process make = Process.Start("mkfifo", [path]);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, make.ExitCode);
        return path;
    }
}

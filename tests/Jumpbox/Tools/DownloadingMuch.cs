using Jumpbox.Pins;

namespace Jumpbox.Tests.Tools;

/// <summary>A file of any length costs the memory of one buffer.</summary>
public sealed class DownloadingMuch : IDisposable
{
    private const int Length = 64 << 20;
    private const int Most = 1 << 20;

    // Source: sha256sum of 64 MiB of zeros.
    private const string Sha256 = "3b6a07d0d404fab4e23b6d34bc6696a6a312dd92821332385e5af7c01c421351";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-much-");
    private readonly CountedStream _body = new(Length);
    private readonly PublisherFiles _files;

    public DownloadingMuch() =>
        _files = new PublisherFiles(new BodyHandler(_body, Length), TimeSpan.Zero, TimeProvider.System);

    [Fact]
    public async Task Hashing_a_file_takes_a_small_part_of_its_length_in_memory()
    {
        (string sha256, long size) = await _files.HashAsync(
            "https://publisher.example/file",
            null,
            TestContext.Current.CancellationToken
        );

        Assert.Equal((Sha256, Length), (sha256, size));
        Assert.InRange(_body.Allocated, 0, Most);
    }

    [Fact]
    public async Task Each_part_is_told_before_the_next_one_is_read()
    {
        ReadingAhead progress = new(_body);

        _ = await _files.HashAsync("https://publisher.example/file", progress, TestContext.Current.CancellationToken);

        Assert.Equal(Length, progress.Last?.Bytes);
        Assert.Equal(Length, progress.Last?.Total);
        Assert.Equal(0, progress.Most);
    }

    [Fact]
    public async Task Saving_a_file_writes_each_part_before_the_next_one_is_read()
    {
        string path = Path.Combine(_folder.FullName, "file");
        ReadingAhead progress = new(_body);

        await _files.SaveAsync(
            "https://publisher.example/file",
            path,
            Length,
            progress,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(Length, new FileInfo(path).Length);
        Assert.Equal(0, progress.Most);
    }

    public void Dispose()
    {
        _files.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>How far the body was read beyond what is reported.</summary>
    private sealed class ReadingAhead(CountedStream body) : IProgress<DownloadProgress>
    {
        public long Most { get; private set; }

        public DownloadProgress? Last { get; private set; }

        public void Report(DownloadProgress value)
        {
            Most = Math.Max(Most, body.Position - value.Bytes);
            Last = value;
        }
    }
}

using System.Globalization;
using System.Text;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Boundaries;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>Logs that are larger than any log, or than they are listed: both ends are kept, and memory does not grow with them.</summary>
[Collection(nameof(Alone))]
public sealed class DownloadingLargeLogs : IDisposable
{
    private const long Gibibyte = 1L << 30;
    private const int LineBytes = 1024;
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-logs-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Kept => Path.Combine(_folder, "customization.log");

    [Fact]
    public async Task Of_a_log_of_a_gibibyte_both_ends_are_kept_within_300_MB_of_memory()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;

        LogDownloadOutcome outcome = await DownloadAsync(
            Gibibyte,
            Lines,
            // What is still referenced: garbage depends on how much memory the machine has.
            () => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before)
        );

        Assert.Null(outcome.Missing);
        string[] lines = await File.ReadAllLinesAsync(Kept, Cancel);
        Assert.StartsWith("line 0 ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"line {(Gibibyte / LineBytes) - 1} ", lines[^1], StringComparison.Ordinal);
        Assert.Contains(LogWindow.Of(Gibibyte, Limits.LogBytes).Notice, lines);
        Assert.True(new FileInfo(Kept).Length < Limits.LogBytes + 1024);
        Assert.True(peak < 300_000_000, $"{peak} bytes");
    }

    [Fact]
    public async Task A_line_without_an_end_is_cut_and_says_so()
    {
        await DownloadAsync(Limits.LogBytes, (from, to) => Enumerable.Repeat((byte)'x', (int)(to - from)));

        string line = Assert.Single(await File.ReadAllLinesAsync(Kept, Cancel));
        Assert.Equal($"… [{Limits.LogBytes - LogCopy.LongestLine} more characters]", line[LogCopy.LongestLine..]);
    }

    [Fact]
    public async Task A_server_that_sends_more_than_was_listed_and_requested_is_refused()
    {
        LogDownloadOutcome outcome = await DownloadAsync(10, (_, _) => Lines(0, 2 * Limits.LogBytes));

        Assert.Contains("larger than 32 MiB", outcome.Missing, StringComparison.Ordinal);
        Assert.False(File.Exists(Kept));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<byte> Lines(long from, long to)
    {
        for (long line = from / LineBytes; line * LineBytes < to; line++)
        {
            string text =
                string.Create(CultureInfo.InvariantCulture, $"line {line} ").PadRight(LineBytes - 1, '.') + "\n";
            foreach (byte one in Encoding.ASCII.GetBytes(text))
            {
                yield return one;
            }
        }
    }

    private Task<LogDownloadOutcome> DownloadAsync(
        long listed,
        Func<long, long, IEnumerable<byte>> content,
        Action? sent = null
    ) =>
        StagedLogs.DownloadAsync(
            _folder,
            context =>
                context.Request.Query.ContainsKey("comp")
                    ? ListAsync(context, listed)
                    : BlobAsync(context, listed, content, sent)
        );

    private static Task ListAsync(HttpContext context, long listed) =>
        context.Response.WriteAsync(
            "<?xml version=\"1.0\"?><EnumerationResults><Blobs><Blob><Name>run/customization.log</Name><Properties>"
                + "<Last-Modified>Fri, 20 Nov 2026 10:00:00 GMT</Last-Modified><Etag>0x0</Etag>"
                + $"<Content-Length>{listed}</Content-Length></Properties></Blob></Blobs><NextMarker/></EnumerationResults>",
            Cancel
        );

    private static async Task BlobAsync(
        HttpContext context,
        long size,
        Func<long, long, IEnumerable<byte>> content,
        Action? sent
    )
    {
        string[] range = context
            .Request.Headers["x-ms-range"]
            .ToString()
            .Replace("bytes=", "", StringComparison.Ordinal)
            .Split('-');
        long from = long.Parse(range[0], CultureInfo.InvariantCulture);
        long to = Math.Min(size, long.Parse(range[1], CultureInfo.InvariantCulture) + 1);
        context.Response.StatusCode = 206;
        context.Response.Headers.ETag = "\"0x1\"";
        context.Response.Headers.LastModified = "Fri, 20 Nov 2026 10:00:00 GMT";
        context.Response.Headers.ContentRange = $"bytes {from}-{to - 1}/{size}";
        context.Response.Headers["x-ms-blob-type"] = "BlockBlob";
        foreach (byte[] part in content(from, to).Chunk(1 << 20))
        {
            await context.Response.Body.WriteAsync(part, Cancel);
            sent?.Invoke();
        }
    }
}

using System.Collections.Concurrent;
using Cake.Core.Diagnostics;
using Jumpbox.Pins;

namespace Build.Terminal;

/// <summary>
/// Logs the progress of downloads: one line per quarter of a large file, and one at the end of a small one.
/// </summary>
/// <param name="log">Cake's log.</param>
internal sealed class DownloadLog(ICakeLog log) : IProgress<DownloadProgress>
{
    private const int Quarters = 4;
    private const int HundredPercent = 100;
    private const long Large = 16 * 1024 * 1024;
    private const double BytesInMebibyte = 1024 * 1024;

    private readonly ConcurrentDictionary<string, int> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        int step = Step(value);
        int before = _told.GetOrAdd(value.Url, 0);
        // Reports of one file are sequential, so its entry is not updated concurrently.
        if (step > before && _told.TryUpdate(value.Url, step, before))
        {
            log.Information("  {0,3} %  {1:0.0} MiB  {2}", step, value.Bytes / BytesInMebibyte, value.Url);
        }
    }

    private static int Step(DownloadProgress progress) =>
        progress.Total is not > 0 ? 0
        : progress.Total < Large ? (progress.Bytes == progress.Total ? HundredPercent : 0)
        : (int)(progress.Bytes * Quarters / progress.Total.Value) * HundredPercent / Quarters;
}

using System.Collections.Concurrent;
using Cake.Core.Diagnostics;
using Jumpbox.Tools;

namespace Build;

/// <summary>Tells of downloads in the log: one line at each quarter of a file, so that a log stays readable.</summary>
/// <param name="log">Cake's log.</param>
public sealed class DownloadLog(ICakeLog log) : IProgress<DownloadProgress>
{
    private const int Quarters = 4;
    private const double BytesInMebibyte = 1024 * 1024;

    private readonly ConcurrentDictionary<string, int> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int quarter = value.Total is > 0 and { } total ? (int)(value.Bytes * Quarters / total) : 0;
        int before = _told.GetValueOrDefault(value.Url);
        if (
            quarter > before && _told.TryUpdate(value.Url, quarter, before)
            || before == 0 && _told.TryAdd(value.Url, quarter)
        )
        {
            log.Information(
                "  {0,3} %  {1:0.0} MiB  {2}",
                quarter * 100 / Quarters,
                value.Bytes / BytesInMebibyte,
                value.Url
            );
        }
    }
}

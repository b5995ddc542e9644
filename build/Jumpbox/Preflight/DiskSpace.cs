using System.Globalization;
using Jumpbox.Boundaries;

namespace Jumpbox.Preflight;

/// <summary>Whether the artifacts folder has room for evidence, logs and compiled templates.</summary>
public static class DiskSpace
{
    /// <summary>Judges the free space.</summary>
    /// <param name="folder">The artifacts folder.</param>
    /// <param name="free">The free bytes for this user; null where the file system does not say.</param>
    public static IEnumerable<PreflightFinding> Judge(string folder, long? free) =>
        free is not { } bytes || bytes >= Limits.EnoughDiskBytes ? []
        : bytes < Limits.LeastDiskBytes
            ?
            [
                PreflightFinding.Refusal(
                    $"The disk of the artifacts folder '{folder}' has {MiB(bytes)} MiB left, less than the "
                        + $"{MiB(Limits.LeastDiskBytes)} MiB that a run needs. Free some space, or use a folder on another disk with "
                        + "--artifacts=DIR."
                ),
            ]
        :
        [
            PreflightFinding.Warning(
                $"The disk of the artifacts folder '{folder}' has {MiB(bytes)} MiB left. The logs of an image build may need up to "
                    + $"{MiB(Limits.EnoughDiskBytes)} MiB: free some space, or use a folder on another disk with --artifacts=DIR."
            ),
        ];

    private static string MiB(long bytes) => (bytes / 1024 / 1024).ToString(CultureInfo.InvariantCulture);
}

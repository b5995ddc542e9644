using Jumpbox.Evidence.Scan;

namespace Jumpbox.Evidence.Report;

/// <summary>The stored data of an image, for comparison with another one.</summary>
/// <param name="Record">Its record.</param>
/// <param name="Bill">Its bill of materials; null if there is none.</param>
/// <param name="Settings">Its settings, path and value; null if they were not stored.</param>
public sealed record RememberedImage(ImageRecord Record, string? Bill, IReadOnlyDictionary<string, string>? Settings)
{
    /// <summary>Its known vulnerabilities; null if it was not scanned, or the scan does not count.</summary>
    public VulnerabilityReport? Vulnerabilities { get; init; }

    /// <summary>Why a scan that exists does not count, as a sentence; null otherwise.</summary>
    public string? Unscanned { get; init; }

    /// <summary>When this pipeline released it; null if it did not, or another artifacts folder has the trace.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }
}

namespace Jumpbox.Evidence.Scan;

/// <summary>What found the vulnerabilities of an image.</summary>
/// <param name="Kind">The format.</param>
/// <param name="Name">The scanner.</param>
/// <param name="Version">Its version; empty if unknown.</param>
/// <param name="Link">What shows that it is about this image.</param>
/// <param name="Ignored">How many matches the scanner's own rules hide; they count.</param>
public sealed record ScanSource(ScannerKind Kind, string Name, string Version, ScanLink Link, int Ignored)
{
    /// <summary>The day of its vulnerability data; null if unknown.</summary>
    public DateTimeOffset? DatabaseAt { get; init; }

    /// <summary>Whether the report does not say when it was written, and Scan did not run the scanner.</summary>
    public bool Undated { get; init; }

    /// <summary>How many advisories were read; null for a scanner's report.</summary>
    public int? Advisories { get; init; }
}

namespace Jumpbox.Tools;

/// <summary>One pinned file.</summary>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Suite">The Ubuntu code name, for apt packages only.</param>
/// <param name="PackageVersion">The version as apt spells it, for apt packages only.</param>
/// <param name="Url">Where the publisher offers the file. A mirror may stand in for it; the digest decides.</param>
/// <param name="Size">The file's length in bytes, or null where nothing has stated it yet.</param>
/// <param name="Sha256">The file's SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="Verified">How the digest was confirmed; at least one entry.</param>
public sealed record LockedArtifact(
    string Architecture,
    string? Suite,
    string? PackageVersion,
    string Url,
    long? Size,
    string Sha256,
    IReadOnlyList<Verification> Verified
)
{
    /// <summary>The most bytes that a file may have whose length nothing has stated: far more than any tool has.</summary>
    public const long LargestBytes = 1L << 30;

    /// <summary>Whether the digest was only ever seen in one place that is not the publisher's: good enough to stop, not to trust.</summary>
    public bool IsCandidate =>
        Verified.All(confirmation => confirmation.Kind == VerificationKind.Stated)
        && Verified.Sum(confirmation => confirmation.Count) < 2;

    /// <summary>The file's name: the last segment of the URL's path.</summary>
    public string FileName => Uri.UnescapeDataString(Url[(Url.LastIndexOf('/') + 1)..]);
}

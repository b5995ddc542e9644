namespace Jumpbox.Tools;

/// <summary>One pinned file.</summary>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Suite">The Ubuntu code name, for apt packages only.</param>
/// <param name="PackageVersion">The version as apt spells it, for apt packages only.</param>
/// <param name="Url">Where the publisher offers the file. A mirror may replace it; the digest decides.</param>
/// <param name="Size">The file's length in bytes, or null if it is not known yet.</param>
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
    /// <summary>The maximum size of a file without a stated length: far more than any tool needs.</summary>
    public const long LargestBytes = 1L << 30;

    /// <summary>
    /// Whether the digest was only seen in places other than the publisher's: good enough to reject a file, but not to trust
    /// one.
    /// </summary>
    public bool IsCandidate =>
        Verified.All(confirmation => confirmation.Kind == VerificationKind.Stated)
        && Verified.Sum(confirmation => confirmation.Count) < 2;

    /// <summary>The file's name: the last segment of the URL's path.</summary>
    public string FileName => Uri.UnescapeDataString(Url[(Url.LastIndexOf('/') + 1)..]);
}

/// <summary>One confirmation of a pinned digest.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Source">The source: a URL, a key's fingerprint, or <c>owner/name/path@commit</c>; null if unknown.</param>
/// <param name="Count">The number of matching places; more than one only for <see cref="VerificationKind.Stated"/>.</param>
public sealed record Verification(VerificationKind Kind, string? Source, int Count = 1)
{
    /// <summary>Who vouched for the signer's identity, which is then <see cref="Source"/>; null for a key.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whether someone signed.</summary>
    public bool IsSigned =>
        Kind
            is VerificationKind.Signature
                or VerificationKind.Sigstore
                or VerificationKind.Attestation
                or VerificationKind.Provenance
                or VerificationKind.Minisign;
}

/// <summary>How a pinned digest was confirmed.</summary>
public enum VerificationKind
{
    /// <summary>The publisher's checksum file states the digest.</summary>
    ChecksumFile,

    /// <summary>GitHub states the digest of the release asset.</summary>
    GitHubDigest,

    /// <summary>The checksum file has a valid OpenPGP signature of the pinned key.</summary>
    Signature,

    /// <summary>The package index of the publisher's apt repository states the digest.</summary>
    AptIndex,

    /// <summary>The pipeline downloaded and hashed the file.</summary>
    Hashed,

    /// <summary>
    /// Other public material states the digest: package recipes, build files. Nothing was downloaded from the
    /// publisher.
    /// </summary>
    Stated,

    /// <summary>A Sigstore bundle by a keyless certificate covers the file or the checksum file.</summary>
    Sigstore,

    /// <summary>GitHub's attestation names the file's digest.</summary>
    Attestation,

    /// <summary>A SLSA provenance in a Sigstore bundle names the file's digest.</summary>
    Provenance,

    /// <summary>A minisign signature covers the checksum file.</summary>
    Minisign,
}

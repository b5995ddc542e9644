namespace Jumpbox.Tools;

/// <summary>In which way a pinned digest was confirmed.</summary>
public enum VerificationKind
{
    /// <summary>The publisher's checksum file states the digest.</summary>
    ChecksumFile,

    /// <summary>GitHub states the digest of the release asset.</summary>
    GitHubDigest,

    /// <summary>The checksum file carries a good OpenPGP signature of the pinned key.</summary>
    Signature,

    /// <summary>The package index of the publisher's apt repository states the digest.</summary>
    AptIndex,

    /// <summary>The file was downloaded and hashed by us.</summary>
    Hashed,

    /// <summary>Other public material states the digest: package recipes, build files. Nothing was fetched from the publisher.</summary>
    Stated,
}

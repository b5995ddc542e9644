namespace Jumpbox.Tools;

/// <summary>
/// The packages of Ubuntu's archive that an image may need for what it asks for: those and everything that they depend on, from
/// an empty machine, as apt resolved it at one time of the archive. A build installs those of them that the base image lacks.
/// </summary>
/// <param name="Suite">The Ubuntu code name.</param>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Snapshot">The time of the archive.</param>
/// <param name="Names">What was asked for, in the order of the names.</param>
/// <param name="Packages">The packages, in the order of their names.</param>
public sealed record LockedPackageSet(
    string Suite,
    string Architecture,
    string Snapshot,
    IReadOnlyList<string> Names,
    IReadOnlyList<LockedPackage> Packages
)
{
    /// <summary>Whether this is the answer to a request.</summary>
    /// <param name="request">The request.</param>
    public bool Answers(PackageRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Suite == request.Suite && Architecture == request.Architecture && Names.SequenceEqual(request.Names);
    }
}

/// <summary>One pinned package of Ubuntu's archive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version as apt spells it, with its epoch.</param>
/// <param name="Architecture"><c>amd64</c>, <c>arm64</c> or <c>all</c>.</param>
/// <param name="Path">The file's path below the archive's address.</param>
/// <param name="Size">The file's length in bytes.</param>
/// <param name="Sha256">The file's SHA-256, from the signed index of the archive.</param>
public sealed record LockedPackage(
    string Name,
    string Version,
    string Architecture,
    string Path,
    long Size,
    string Sha256
);

using System.Text.RegularExpressions;
using Jumpbox.Evidence.Log;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// Who built an installed package. dpkg does not store the archive, and apt's lists are deleted from an image; but Ubuntu gives every
/// binary package that it builds a maintainer with one of its own addresses. Source: wiki.ubuntu.com/DebianMaintainerField. A rebuild in a
/// personal archive may keep that one. Its version may say so by convention (help.launchpad.net/Packaging/PPA/BuildingASourcePackage);
/// otherwise apt's lists decide, which the last step in the build machine compares with what is installed.
/// </summary>
internal static partial class PackageOrigin
{
    /// <summary>The publisher of a package of which nothing says who built it.</summary>
    public const string Unknown = "unknown";

    /// <summary>What the validation prints for each package of a machine that is not Ubuntu, where a maintainer says nothing.</summary>
    public const string NotUbuntu = "-";

    private const string PersonalArchive = "launchpad.net";
    private static readonly string[] Ubuntu = ["ubuntu.com", "canonical.com"];

    /// <summary>
    /// The domain of who built it, or <see cref="Unknown"/>, if nothing shows that Ubuntu's archive did; null if it did.
    /// </summary>
    /// <param name="package">The package.</param>
    /// <param name="standsIn">Whether a machine that is not Ubuntu stands in for one, as LocalAzure's does.</param>
    /// <param name="origin">What apt's lists say of it; null if they have it in Ubuntu's archive, or nothing says what they had.</param>
    public static string? Other(LogPackage package, bool standsIn = false, LogOrigin? origin = null) =>
        package.Maintainer == NotUbuntu && standsIn ? null
        : package.Maintainer is "" or NotUbuntu ? Unknown
        : !Ubuntu.Any(own =>
            package.Maintainer == own || package.Maintainer.EndsWith($".{own}", StringComparison.Ordinal)
        )
            ? package.Maintainer
        : origin is { Archives: [var archive, ..] } ? archive
        : Ppa().IsMatch(package.Version) ? PersonalArchive
        : origin is null || IsSuperseded(package, origin) ? null
        : Unknown;

    // The archive keeps the newest version only, so that an older one of the base image is in no list. Advisories for that are Ubuntu's. What
    // is newer than everything there was not built for it.
    private static bool IsSuperseded(LogPackage package, LogOrigin origin) =>
        origin.SourceVersions.Any(version =>
            DpkgVersion.IsVersion(version)
            && DpkgVersion.Compare(package.SourceVersion.Length > 0 ? package.SourceVersion : package.Version, version)
                <= 0
        );

    [GeneratedRegex("(?<![a-z])ppa(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Ppa();
}

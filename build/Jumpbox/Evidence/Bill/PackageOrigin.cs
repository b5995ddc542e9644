using System.Text.RegularExpressions;
using Jumpbox.Evidence.Log;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// Who built an installed package. dpkg does not store the archive, and apt's lists are deleted from an image; but Ubuntu gives every
/// binary package that it builds a maintainer with one of its own addresses. Source: wiki.ubuntu.com/DebianMaintainerField. A rebuild in a
/// personal archive may keep that one; its version says so by convention (help.launchpad.net/Packaging/PPA/BuildingASourcePackage).
/// </summary>
internal static partial class PackageOrigin
{
    private const string PersonalArchive = "launchpad.net";
    private static readonly string[] Ubuntu = ["ubuntu.com", "canonical.com"];

    /// <summary>The domain of who built it, if that is not Ubuntu's archive; null if it is, or nothing says that it is not.</summary>
    /// <param name="package">The package.</param>
    public static string? Other(LogPackage package) =>
        package.Maintainer is not ("" or "-")
        && !Ubuntu.Any(own =>
            package.Maintainer == own || package.Maintainer.EndsWith($".{own}", StringComparison.Ordinal)
        )
            ? package.Maintainer
        : Ppa().IsMatch(package.Version) ? PersonalArchive
        : null;

    [GeneratedRegex("(?<![a-z])ppa(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Ppa();
}

using System.Text.RegularExpressions;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// What the short names of licences in Debian's copyright files mean. Source: Debian, "Machine-readable debian/copyright file",
/// version 1.0, section 7.1; https://spdx.org/licenses/.
/// </summary>
internal static partial class DebianLicenceNames
{
    /// <summary>The beginning of the id of a licence that the SPDX License List does not have.</summary>
    public const string OwnPrefix = "LicenseRef-debian-";

    // Names that differ from the id by more than case.
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Expat"] = "MIT",
        ["MIT/X11"] = "MIT",
        ["Apache-1"] = "Apache-1.0",
        ["Apache-2"] = "Apache-2.0",
        // Debian's file common-licenses/Artistic is Perl's.
        ["Artistic"] = "Artistic-1.0-Perl",
        ["Artistic-1"] = "Artistic-1.0-Perl",
        ["Artistic-2"] = "Artistic-2.0",
        ["BSD-2"] = "BSD-2-Clause",
        ["BSD-3"] = "BSD-3-Clause",
        ["BSL"] = "BSL-1.0",
        ["CC0"] = "CC0-1.0",
        ["CDDL"] = "CDDL-1.0",
        ["CDDL-1"] = "CDDL-1.0",
        ["CPL"] = "CPL-1.0",
        ["CPL-1"] = "CPL-1.0",
        ["EFL"] = "EFL-2.0",
        ["FreeType"] = "FTL",
        ["MPL-1"] = "MPL-1.0",
        ["MPL-2"] = "MPL-2.0",
        ["PSF-2"] = "Python-2.0",
        ["Python"] = "Python-2.0",
        ["ZPL-2"] = "ZPL-2.0",
    };

    /// <summary>Returns the id of the SPDX License List, or an id of the form <c>LicenseRef-debian-NAME</c>.</summary>
    /// <param name="name">The short name, with or without an exception, which gives more rights and takes none.</param>
    public static string Of(string name)
    {
        string bare = Exception().Replace(name.Trim(), "");
        return Gnu(bare) ?? Known.GetValueOrDefault(bare) ?? LicenceIds.Find(bare) ?? OwnPrefix + Escaped(name);
    }

    // Without a version, any version: more is denied rather than less.
    private static string? Gnu(string name)
    {
        if (GnuName().Match(name) is not { Success: true } match)
        {
            return null;
        }
        string family = match.Groups["family"].Value.ToUpperInvariant();
        string version = match.Groups["version"].Value;
        bool isAny = version.Length == 0;
        bool isLater = isAny || match.Groups["later"].Success;
        string first = family switch
        {
            "LGPL" => "2.0",
            "GFDL" => "1.1",
            _ => "1.0",
        };
        string number =
            isAny ? first
            : version.Contains('.', StringComparison.Ordinal) ? version
            : version + ".0";
        string free = match.Groups["free"].Success ? "-no-invariants" : "";
        return LicenceIds.Find($"{family}-{number}{free}{(isLater ? "-or-later" : "-only")}");
    }

    private static string Escaped(string name)
    {
        string id = string.Concat(name.Trim().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-'));
        return id.Length == 0 ? "unnamed" : id;
    }

    [GeneratedRegex(
        @"\A(?<family>A?GPL|LGPL|GFDL)(?<free>-NIV)?(-?v?(?<version>[0-9]+(\.[0-9]+)?))?(?<later>\+|-or-later)?(-only)?\z",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex GnuName();

    [GeneratedRegex(@"[ -]with[ -].*exceptions?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Exception();
}

using System.Numerics;
using System.Text.RegularExpressions;

namespace Jumpbox.Evidence.Gate;

/// <summary>
/// What the id of a licence means: a family of licences and a version of it, or that version and all later ones. Source:
/// https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/; the GNU ids are explained in
/// https://spdx.org/licenses/ (deprecated ids).
/// </summary>
/// <param name="Family">The licence without its version, in lower case.</param>
/// <param name="Version">The parts of its version; empty for a licence that has none.</param>
/// <param name="OrLater">Whether later versions are included.</param>
internal sealed partial record LicenceTerm(string Family, IReadOnlyList<BigInteger> Version, bool OrLater)
{
    private const string Own = "licenseref-";
    private const string Only = "-only";
    private const string Later = "-or-later";

    /// <summary>Reads an id.</summary>
    /// <param name="id">An id of the SPDX License List, deprecated or not, optionally with a plus, or a LicenseRef.</param>
    public static LicenceTerm Of(string id)
    {
        string text = id.ToLowerInvariant();
        if (text.StartsWith(Own, StringComparison.Ordinal))
        {
            return new LicenceTerm(text, [], OrLater: false);
        }
        bool later = text.EndsWith('+') || text.EndsWith(Later, StringComparison.Ordinal);
        text = Without(Without(Without(text, "+"), Later), Only);
        text = Without(text, "-no-copyleft-exception");
        // A deprecated id of a licence with an exception, which gives more rights and takes none: GPL-2.0-with-GCC-exception.
        int with = text.IndexOf("-with-", StringComparison.Ordinal);
        text = with > 0 ? Without(text[..with], "+") : text;
        Match match = Versioned().Match(text);
        return match.Success
            ? new LicenceTerm(
                $"{match.Groups["name"].Value}{match.Groups["rest"].Value}",
                [
                    .. match
                        .Groups["version"]
                        .Value.Split('.')
                        .Select(part => BigInteger.Parse(part, System.Globalization.CultureInfo.InvariantCulture)),
                ],
                later
            )
            : new LicenceTerm(text, [], OrLater: false);
    }

    /// <summary>Whether some licence is meant by both.</summary>
    /// <param name="other">The other one.</param>
    public bool Overlaps(LicenceTerm other)
    {
        if (Family != other.Family)
        {
            return false;
        }
        int order = Compare(Version, other.Version);
        return order == 0 || (order < 0 ? OrLater : other.OrLater);
    }

    private static int Compare(IReadOnlyList<BigInteger> left, IReadOnlyList<BigInteger> right)
    {
        for (int at = 0; at < Math.Max(left.Count, right.Count); at++)
        {
            int order = Part(left, at).CompareTo(Part(right, at));
            if (order != 0)
            {
                return order;
            }
        }
        return 0;
    }

    private static BigInteger Part(IReadOnlyList<BigInteger> version, int at) =>
        at < version.Count ? version[at] : BigInteger.Zero;

    private static string Without(string text, string end) =>
        text.EndsWith(end, StringComparison.Ordinal) ? text[..^end.Length] : text;

    [GeneratedRegex(@"^(?<name>.*?)-(?<version>[0-9]+(\.[0-9]+)+)(?<rest>-.*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Versioned();
}

using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// The order of the versions of Python distributions. Source: Python Packaging User Guide, "Version specifiers", sections "Normalization"
/// and "Summary of permitted suffixes and relative ordering".
/// </summary>
public static partial class PythonVersion
{
    private const int LocalPart = 3;

    // Before and after every number that a part can have.
    private static readonly BigInteger Before = -1;
    private static readonly BigInteger After = BigInteger.Pow(10, 400);

    /// <summary>Compares two versions: less than 0 if the first is older; null if one of them is not a version.</summary>
    public static int? Compare(string left, string right) =>
        Form().Match(left.Trim()) is { Success: true } first && Form().Match(right.Trim()) is { Success: true } second
            ? Compare(Key(first), Key(second))
            : null;

    private static int Compare(BigInteger[][] left, BigInteger[][] right)
    {
        for (int part = 0; part < left.Length; part++)
        {
            for (int at = 0; at < Math.Max(left[part].Length, right[part].Length); at++)
            {
                // A release is filled up with zeros; a longer local label is newer than its beginning.
                BigInteger missing = part == LocalPart ? -2 : 0;
                int order = (at < left[part].Length ? left[part][at] : missing).CompareTo(
                    at < right[part].Length ? right[part][at] : missing
                );
                if (order != 0)
                {
                    return order;
                }
            }
        }
        return 0;
    }

    // The epoch, the release, what comes before or after it, the local label.
    private static BigInteger[][] Key(Match version)
    {
        Group pre = version.Groups["pre"];
        Group post = version.Groups["post"];
        Group dev = version.Groups["dev"];
        Group postNumber = version.Groups["bare"].Success ? version.Groups["bare"] : version.Groups["postn"];
        bool isPost = post.Success || version.Groups["bare"].Success;
        BigInteger phase =
            pre.Success
                ? char.ToLowerInvariant(pre.Value[0]) switch
                {
                    'a' => 1,
                    'b' => 2,
                    _ => 3,
                }
            : !isPost && dev.Success ? 0
            : 4;
        return
        [
            [Number(version.Groups["epoch"])],
            [.. version.Groups["release"].Value.Split('.').Select(Number)],
            [
                phase,
                pre.Success ? Number(version.Groups["pren"]) : 0,
                isPost ? Number(postNumber) : Before,
                dev.Success ? Number(version.Groups["devn"]) : After,
            ],
            [.. Local(version.Groups["local"].Value)],
        ];
    }

    // Letters are before numbers, and none is before both.
    private static IEnumerable<BigInteger> Local(string label) =>
        label
            .Split(['.', '-', '_'], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word =>
                word.All(char.IsAsciiDigit)
                    ? [1, Number(word)]
                    : (BigInteger[])[0, .. word.ToLowerInvariant().Select(letter => (BigInteger)(letter + 1)), 0]
            );

    private static BigInteger Number(Group group) => group.Length == 0 ? 0 : Number(group.Value);

    private static BigInteger Number(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\Av?((?<epoch>[0-9]{1,300})!)?(?<release>[0-9]{1,300}(\.[0-9]{1,300})*)"
            + @"([-_.]?(?<pre>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<pren>[0-9]{0,300}))?"
            + @"(-(?<bare>[0-9]{1,300})|[-_.]?(?<post>post|rev|r)[-_.]?(?<postn>[0-9]{0,300}))?"
            + @"([-_.]?(?<dev>dev)[-_.]?(?<devn>[0-9]{0,300}))?(\+(?<local>[a-z0-9]+([-_.][a-z0-9]+)*))?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();
}

using System.Text;
using System.Text.RegularExpressions;

namespace Jumpbox.Tools;

/// <summary>
/// The allowed text in catalogue and lock. The values are used in shell scripts that run as root and in file names, so each
/// format allows only what its kind of value needs; everything else is refused, regardless of later quoting.
/// </summary>
public static partial class PinText
{
    /// <summary>The format of a version, for messages.</summary>
    public const string VersionExpected =
        "a version of ASCII letters, digits and . + - _, beginning with a digit, at most 64 long";

    /// <summary>The format of a tag, for messages.</summary>
    public const string TagExpected =
        "a git tag of ASCII letters, digits and . + - _ /, without .. or //, at most 128 long";

    /// <summary>The format of a URL, for messages.</summary>
    public const string UrlExpected =
        "an https URL with a host name, no port, user, query or fragment, and a plain path without .. segments";

    /// <summary>Whether the text is a tool's version.</summary>
    public static bool IsVersion(string text) =>
        Version().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal);

    /// <summary>Whether the text is a Debian package's version.</summary>
    public static bool IsPackageVersion(string text) => PackageVersion().IsMatch(text);

    /// <summary>Whether the text is a Debian package's version, with its epoch.</summary>
    public static bool IsDebianVersion(string text) => DebianVersion().IsMatch(text);

    /// <summary>Whether the text is a Git tag.</summary>
    public static bool IsTag(string text) =>
        Tag().IsMatch(text)
        && !text.Contains("..", StringComparison.Ordinal)
        && !text.Contains("//", StringComparison.Ordinal)
        && !text.EndsWith('/');

    /// <summary>Whether the text is a SHA-256 of 64 lower-case hexadecimal digits.</summary>
    public static bool IsSha256(string text) => Sha256().IsMatch(text);

    /// <summary>Whether the text is a Git commit id.</summary>
    public static bool IsCommit(string text) => Commit().IsMatch(text);

    /// <summary>Whether the text is an OpenPGP fingerprint.</summary>
    public static bool IsFingerprint(string text) => Fingerprint().IsMatch(text);

    /// <summary>Whether the text is vendor and product of a CPE name, with a colon between them.</summary>
    public static bool IsCpeProduct(string text) => CpeProduct().IsMatch(text);

    /// <summary>Whether the text is the version of a Python, without its patch.</summary>
    public static bool IsPython(string text) => PythonMinor().IsMatch(text);

    /// <summary>Whether the text is a tool's name.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>Whether the text is the name of a Debian package. Source: Debian Policy Manual, 5.6.1.</summary>
    public static bool IsDebianName(string text) => DebianName().IsMatch(text);

    /// <summary>Whether the text is a GitHub repository as owner/name.</summary>
    public static bool IsRepository(string text) =>
        Repository().IsMatch(text)
        && !text.Contains("..", StringComparison.Ordinal)
        && !text.EndsWith("/.", StringComparison.Ordinal);

    /// <summary>Whether the text is a host name.</summary>
    public static bool IsHost(string text) => Host().IsMatch(text);

    /// <summary>Whether the text is a publisher, offer or SKU.</summary>
    public static bool IsImagePart(string text) => ImagePart().IsMatch(text);

    /// <summary>Whether the text is a time of Ubuntu's snapshot service.</summary>
    public static bool IsSnapshot(string text) =>
        Snapshot().IsMatch(text)
        && DateOnly.TryParseExact(
            text[..8],
            "yyyyMMdd",
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None,
            out _
        );

    /// <summary>Whether the text is a Debian architecture.</summary>
    public static bool IsArchitecture(string text) => text is "amd64" or "arm64";

    /// <summary>Whether the text is a relative path inside an archive.</summary>
    public static bool IsArchivePath(string text) => ArchivePath().IsMatch(text) && !HasDotSegment(text);

    /// <summary>Whether the text is the path of a package below the address of an archive.</summary>
    public static bool IsPoolPath(string text) => PoolPath().IsMatch(text) && !HasDotSegment(text);

    /// <summary>Whether the text is an absolute path to install to.</summary>
    public static bool IsInstallPath(string text) => InstallPath().IsMatch(text) && !HasDotSegment(text);

    /// <summary>Whether the text is one line of printable ASCII, for descriptions and arguments.</summary>
    public static bool IsLine(string text) => Line().IsMatch(text);

    /// <summary>Whether the text is a URL as described by <see cref="UrlExpected"/>.</summary>
    public static bool IsUrl(string text)
    {
        Match match = Url().Match(text);
        return match.Success
            && IsHost(match.Groups["host"].Value)
            && IsPlainPath(match.Groups["path"].Value.Replace("%2F", "/", StringComparison.Ordinal));
    }

    /// <summary>Creates a value safe to display: control and non-ASCII characters as \uXXXX, at most 80 characters.</summary>
    public static string Show(string text)
    {
        StringBuilder shown = new();
        foreach (char c in text.Length > 80 ? string.Concat(text.AsSpan(0, 77), "...") : text)
        {
            _ = c is >= ' ' and <= '~' ? shown.Append(c) : shown.Append($"\\u{(int)c:x4}");
        }
        return shown.ToString();
    }

    // An escaped slash separates segments too, once a mirror or a server has decoded it.
    private static bool IsPlainPath(string path) =>
        !HasDotSegment(path) && !path.Contains("//", StringComparison.Ordinal);

    private static bool HasDotSegment(string path) => path.Split('/').Any(segment => segment is "." or "..");

    [GeneratedRegex(@"\A3\.[0-9]{1,2}\z")]
    private static partial Regex PythonMinor();

    [GeneratedRegex(@"\A[0-9][0-9A-Za-z.+_-]{0,63}\z")]
    private static partial Regex Version();

    // Debian's grammar for versions, without the epoch. Source: Debian Policy Manual, 5.6.12.
    [GeneratedRegex(@"\A[0-9][0-9A-Za-z.+~-]{0,95}\z")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(@"\A([0-9]{1,9}:)?[0-9][0-9A-Za-z.+~-]{0,95}\z")]
    private static partial Regex DebianVersion();

    [GeneratedRegex(@"\A[0-9A-Za-z][0-9A-Za-z.+_/-]{0,127}\z")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Sha256();

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex Commit();

    [GeneratedRegex(@"\A[0-9A-F]{40}\z")]
    private static partial Regex Fingerprint();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,79}:[a-z0-9][a-z0-9._-]{0,79}\z")]
    private static partial Regex CpeProduct();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9+.-]{1,99}\z")]
    private static partial Regex DebianName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Repository();

    [GeneratedRegex(@"\A(?=.{4,253}\z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,79}\z")]
    private static partial Regex ImagePart();

    [GeneratedRegex(
        @"\A20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]Z\z"
    )]
    private static partial Regex Snapshot();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}\z")]
    private static partial Regex ArchivePath();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._+~/-]{0,299}\z")]
    private static partial Regex PoolPath();

    [GeneratedRegex(@"\A/(?:[A-Za-z0-9._-]+/)*[A-Za-z0-9._-]+\z")]
    private static partial Regex InstallPath();

    [GeneratedRegex(@"\A[ -~]{1,400}\z")]
    private static partial Regex Line();

    // Of the percent escapes only / ~ and + are needed: release tags with a slash, Debian's versions.
    [GeneratedRegex(@"\Ahttps://(?<host>[a-z0-9.-]+)(?<path>/(?:[A-Za-z0-9._~+/-]|%2F|%7E|%2B){1,500})\z")]
    private static partial Regex Url();
}

using Jumpbox.Evidence.Bill;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// A package URL in its parts, decoded. Source: package-url/purl-spec, "How to parse a purl string in its components".
/// </summary>
/// <param name="Type">The type in lower case.</param>
/// <param name="Namespace">The namespace; may be empty.</param>
/// <param name="Name">The name.</param>
/// <param name="Version">The version; may be empty.</param>
/// <param name="Qualifiers">The qualifiers by their keys in lower case.</param>
internal sealed record PurlParts(
    string Type,
    string Namespace,
    string Name,
    string Version,
    IReadOnlyDictionary<string, string> Qualifiers
)
{
    private const string Scheme = "pkg:";

    /// <summary>The part of the package that is meant; empty for all of it.</summary>
    public string Subpath { get; private init; } = "";

    /// <summary>The namespace and the name, as Go and osv-scalibr name a package.</summary>
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    /// <summary>Reads a package URL; null if it is none.</summary>
    public static PurlParts? Parse(string? text)
    {
        if (text?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is not true)
        {
            return null;
        }
        string[] ends = text[Scheme.Length..].Split('#', 2);
        string[] halves = ends[0].Split('?', 2);
        string path = halves[0].Trim('/');
        int at = path.LastIndexOf('@');
        // An @ before the last slash belongs to a namespace.
        string version = at > path.LastIndexOf('/') ? path[(at + 1)..] : "";
        string[] parts = (version.Length > 0 ? path[..at] : path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2
            ? null
            : new PurlParts(
                parts[0].ToLowerInvariant(),
                string.Join('/', parts[1..^1].Select(Uri.UnescapeDataString)),
                Uri.UnescapeDataString(parts[^1]),
                Uri.UnescapeDataString(version),
                Pairs(halves.Length > 1 ? halves[1] : "")
            )
            {
                Subpath = ends.Length > 1 ? ends[1] : "",
            };
    }

    /// <summary>Whether this is the same component as another one that may say more: everything that this one states agrees.</summary>
    /// <param name="other">The other one.</param>
    public bool Covers(PurlParts other) =>
        Type == other.Type
        && FullName.Equals(other.FullName, StringComparison.OrdinalIgnoreCase)
        && (Version.Length == 0 || Version == other.Version)
        && (Subpath.Length == 0 || Subpath == other.Subpath)
        && Qualifiers.All(pair => IsSame(pair.Key, pair.Value, other.Qualifiers.GetValueOrDefault(pair.Key)));

    // Canonical's own statements say noble where scanners need ubuntu-24.04. Source: canonical/ubuntu-security-notices, vex/cve.
    private static bool IsSame(string key, string ours, string? theirs) =>
        ours == theirs
        || (
            key.Equals("distro", StringComparison.OrdinalIgnoreCase)
            && UbuntuRelease.VersionOf(ours) is { } version
            && theirs == $"ubuntu-{version}"
        );

    private static Dictionary<string, string> Pairs(string text)
    {
        Dictionary<string, string> pairs = new(StringComparer.OrdinalIgnoreCase);
        foreach (string pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = pair.Split('=', 2);
            pairs[sides[0]] = sides.Length > 1 ? Uri.UnescapeDataString(sides[1]) : "";
        }
        return pairs;
    }
}

namespace Jumpbox.Tests.Sbom.Rules;

/// <summary>A package URL, read as its specification says: package-url/purl-spec, "How to parse a purl string".</summary>
internal sealed record Purl(string Type, string Path, string Version, IReadOnlyDictionary<string, string> Qualifiers)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public static Purl Parse(string text)
    {
        string[] halves = text.Split('?', 2);
        string rest = halves[0]["pkg:".Length..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        int at = rest.LastIndexOf('@');
        string path = at < 0 ? rest[(slash + 1)..] : rest[(slash + 1)..at];
        return new Purl(
            rest[..slash],
            string.Join('/', path.Split('/').Select(Uri.UnescapeDataString)),
            at < 0 ? "" : Uri.UnescapeDataString(rest[(at + 1)..]),
            halves.Length == 1
                ? new Dictionary<string, string>()
                : halves[1]
                    .Split('&')
                    .Select(pair => pair.Split('=', 2))
                    .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]))
        );
    }
}

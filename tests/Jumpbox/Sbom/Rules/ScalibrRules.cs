using System.Text.Json.Nodes;

namespace Jumpbox.Tests.Sbom.Rules;

/// <summary>
/// How osv-scalibr, and so osv-scanner, reads a bill, written again from its sources: google/osv-scalibr c2094f2, purl/ecosystem,
/// inventory/osvecosystem, vulnmatch/internal/osvutil. It has the name of a Debian package from its URL and does not look for a
/// source.
/// </summary>
internal static class ScalibrRules
{
    // "Releases" of its map of Ubuntu's versions and code names.
    private static readonly Dictionary<string, string> Releases = new()
    {
        ["22.04"] = "22.04:LTS",
        ["24.04"] = "24.04:LTS",
        ["noble"] = "24.04:LTS",
    };

    public static ScannerKey? Of(JsonNode component) =>
        (string?)component["purl"] is { } url && Purl.Parse(url) is var purl
            ? purl.Type switch
            {
                "deb" when purl.Path.StartsWith("ubuntu/", StringComparison.Ordinal) => new ScannerKey(
                    "Ubuntu" + Release(purl),
                    purl.Name,
                    purl.Version
                ),
                "golang" => new ScannerKey("Go", purl.Path, purl.Version.TrimStart('v')),
                "pypi" => new ScannerKey("PyPI", purl.Name, purl.Version),
                "cargo" => new ScannerKey("crates.io", purl.Name, purl.Version),
                _ => null,
            }
            : null;

    private static string Release(Purl purl) =>
        purl.Qualifiers.GetValueOrDefault("distro") is { } distro
        && Releases.GetValueOrDefault(distro[(distro.LastIndexOf('-') + 1)..]) is { } release
            ? $":{release}"
            : "";
}

using System.Text.Json.Nodes;

namespace Jumpbox.Tests.Sbom.Rules;

/// <summary>
/// How Trivy reads a bill, written again from its sources: aquasecurity/trivy dc3c56e, pkg/sbom/spdx/unmarshal.go,
/// pkg/sbom/cyclonedx/unmarshal.go, pkg/sbom/io/decode.go, pkg/detector/ospkg/ubuntu, pkg/detector/library.
/// </summary>
internal static class TrivyRules
{
    private const string Property = "aquasecurity:trivy:";
    private const string BuiltFrom = "built package from: ";

    /// <summary>The family and name of the operating system; of none, no Debian package is checked, and of two a random one.</summary>
    public static string? System(JsonNode bill)
    {
        JsonNode[] systems =
        [
            .. (bill["packages"] ?? bill["components"])!
                .AsArray()
                .Where(one =>
                    Id(one!).StartsWith("SPDXRef-OperatingSystem", StringComparison.Ordinal)
                    || (string?)one!["type"] == "operating-system"
                )!,
        ];
        return systems.Length == 1
            ? $"{systems[0]["name"]} {systems[0]["versionInfo"] ?? systems[0]["version"]}"
            : null;
    }

    public static ScannerKey? OfSpdx(JsonNode package, string system)
    {
        string id = Id(package);
        string? lists = ((string?)package["annotations"]?[0]?["comment"])?.Split(": ")[^1];
        string? from = (string?)package["sourceInfo"];
        string[] source =
            from?.StartsWith(BuiltFrom, StringComparison.Ordinal) == true ? from[BuiltFrom.Length..].Split(' ') : [];
        return id.StartsWith("SPDXRef-Application", StringComparison.Ordinal) && lists is not null ? null
            : id.StartsWith("SPDXRef-Package", StringComparison.Ordinal)
                ? Key(
                    (string)package["name"]!,
                    (string?)package["externalRefs"]?[0]?["referenceLocator"],
                    source.ElementAtOrDefault(0),
                    source.ElementAtOrDefault(1),
                    system
                )
            : null;
    }

    public static ScannerKey? OfCycloneDx(JsonNode component, string system)
    {
        string? Find(string name) =>
            (string?)
                (component["properties"]?.AsArray() ?? [])
                    .FirstOrDefault(one => (string?)one!["name"] == Property + name)
                    ?["value"];
        return (string?)component["type"] == "library"
            ? Key((string)component["name"]!, (string?)component["purl"], Find("SrcName"), Find("SrcVersion"), system)
            : null;
    }

    private static ScannerKey? Key(string name, string? url, string? source, string? sourceVersion, string system)
    {
        Purl? purl = url is null ? null : Purl.Parse(url);
        return purl?.Type switch
        {
            // Advisories are by source; the package's own version counts if the source has none.
            "deb" => new ScannerKey(system, source ?? name, sourceVersion ?? purl.Version),
            "golang" => new ScannerKey("go", name, purl.Version),
            "cargo" => new ScannerKey("cargo", name, purl.Version),
            "pypi" => new ScannerKey("pip", name.ToLowerInvariant().Replace('_', '-').Replace('.', '-'), purl.Version),
            _ => null,
        };
    }

    private static string Id(JsonNode package) => (string?)package["SPDXID"] ?? "";
}

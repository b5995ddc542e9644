using System.Text.Json.Nodes;

namespace Jumpbox.Tests.Sbom.Rules;

/// <summary>
/// How Grype reads a bill, written again from its sources: anchore/grype 4562c55, grype/distro/distro.go,
/// grype/pkg/purl_provider.go, grype/matcher (dpkg, golang, python, rust, stock); anchore/syft bf82010, which decodes for it,
/// syft/format/internal/spdxutil/helpers and cyclonedxutil/helpers.
/// </summary>
internal static class GrypeRules
{
    private static readonly string[] NoPackages =
    [
        "container",
        "operating-system",
        "file",
        "device",
        "platform",
        "data",
    ];

    public static IEnumerable<ScannerKey> OfSpdx(JsonNode package) =>
        Keys(
            (string)package["name"]!,
            (string?)package["versionInfo"] ?? "",
            References(package, "purl").FirstOrDefault(),
            References(package, "cpe23Type").FirstOrDefault()
        );

    public static IEnumerable<ScannerKey> OfCycloneDx(JsonNode component) =>
        NoPackages.Contains((string?)component["type"])
            ? []
            : Keys(
                (string)component["name"]!,
                (string?)component["version"] ?? "",
                (string?)component["purl"],
                (string?)component["cpe"]
            );

    private static IEnumerable<ScannerKey> Keys(string name, string version, string? url, string? cpe)
    {
        Purl? purl = url is null ? null : Purl.Parse(url);
        switch (purl?.Type)
        {
            // Without a distribution there is no database to look in. Everything before the first hyphen is its type.
            case "deb" when purl.Qualifiers.GetValueOrDefault("distro")?.Split('-', 2) is [{ } distro, { } release]:
                string[] upstream = purl.Qualifiers.GetValueOrDefault("upstream", name).Split('@', 2);
                yield return new($"{distro}:distro:{distro}:{release}", name, version);
                if (upstream[0] != name)
                {
                    yield return new(
                        $"{distro}:distro:{distro}:{release}",
                        upstream[0],
                        upstream.Length == 2 ? upstream[1] : version
                    );
                }
                break;
            case "golang" when !version.StartsWith("(devel)", StringComparison.Ordinal):
                yield return new("go", name, version);
                break;
            case "cargo":
                yield return new("rust", name, version);
                break;
            case "pypi":
                yield return new("python", name.ToLowerInvariant().Replace('_', '-').Replace('.', '-'), version);
                break;
            // The type is unknown: only the name of the National Vulnerability Database counts.
            case null or "generic" or "github" when cpe is not null:
                string[] parts = cpe.Split(':');
                yield return new("nvd:cpe", $"{parts[3]}:{parts[4]}", parts[5] is "*" or "-" ? version : parts[5]);
                break;
        }
    }

    private static IEnumerable<string> References(JsonNode package, string type) =>
        (package["externalRefs"]?.AsArray() ?? [])
            .Where(one => (string?)one!["referenceType"] == type)
            .Select(one => (string)one!["referenceLocator"]!);
}

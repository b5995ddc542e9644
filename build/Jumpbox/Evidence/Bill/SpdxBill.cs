using System.Text.Json.Nodes;

namespace Jumpbox.Evidence.Bill;

/// <summary>One package of an SPDX document; unknown values are NOASSERTION.</summary>
/// <param name="Id">Its identifier in the document.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Purpose">What it is, as SPDX names it.</param>
internal sealed record SpdxPackage(string Id, string Name, string Version, string Purpose)
{
    private const string Unknown = "NOASSERTION";

    public string? Location { get; init; }

    public string? Sha256 { get; init; }

    public string? Licence { get; init; }

    public string? LicenceComment { get; init; }

    public string? FileName { get; init; }

    public string? Homepage { get; init; }

    public string? Url { get; init; }

    public string? Source { get; init; }

    public JsonObject ToJson()
    {
        JsonObject package = new()
        {
            ["SPDXID"] = Id,
            ["name"] = Name,
            ["versionInfo"] = Version,
            ["primaryPackagePurpose"] = Purpose,
            ["downloadLocation"] = Location ?? Unknown,
            ["filesAnalyzed"] = false,
            ["licenseConcluded"] = Unknown,
            ["licenseDeclared"] = Licence ?? Unknown,
            ["copyrightText"] = Unknown,
            ["supplier"] = Unknown,
        };
        Set(package, "licenseComments", LicenceComment);
        Set(package, "packageFileName", FileName);
        Set(package, "homepage", Homepage);
        Set(package, "sourceInfo", Source);
        if (Sha256 is not null)
        {
            package["checksums"] = new JsonArray(
                new JsonObject { ["algorithm"] = "SHA256", ["checksumValue"] = Sha256 }
            );
        }
        if (Url is not null)
        {
            package["externalRefs"] = new JsonArray(
                new JsonObject
                {
                    ["referenceCategory"] = "PACKAGE-MANAGER",
                    ["referenceType"] = "purl",
                    ["referenceLocator"] = Url,
                }
            );
        }
        return package;
    }

    private static void Set(JsonObject package, string name, string? value)
    {
        if (value is not null)
        {
            package[name] = value;
        }
    }
}

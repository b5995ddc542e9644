using System.Text.Json.Nodes;

namespace Jumpbox.Evidence.Bill;

/// <summary>Writes an inventory as SPDX 2.3; unknown values are NOASSERTION. Source: SPDX specification 2.3.</summary>
internal sealed class SpdxBill(SoftwareInventory inventory, string created)
{
    private const string Unknown = "NOASSERTION";
    private const string Creator = "Tool: aks-jumpbox";

    /// <summary>The packages; the document without its identity, which is derived from them.</summary>
    public JsonArray Packages() =>
        [.. new[] { inventory.Image, inventory.BaseImage }.Concat(inventory.Parts).Select(Package)];

    public JsonObject Document(JsonArray packages, Guid identity)
    {
        string name = inventory.Image.Name;
        JsonObject document = new()
        {
            ["spdxVersion"] = "SPDX-2.3",
            ["dataLicense"] = "CC0-1.0",
            ["SPDXID"] = "SPDXRef-DOCUMENT",
            ["name"] = name,
            ["documentNamespace"] = $"https://spdx.org/spdxdocs/{Uri.EscapeDataString(name)}-{identity}",
            ["creationInfo"] = new JsonObject { ["created"] = created, ["creators"] = new JsonArray(Creator) },
            ["packages"] = packages,
            ["relationships"] = new JsonArray([
                Relationship("SPDXRef-DOCUMENT", "DESCRIBES", inventory.Image.Id),
                Relationship(inventory.Image.Id, "DESCENDANT_OF", inventory.BaseImage.Id),
                .. inventory.Contains.Select(one => Relationship(one.From.Id, "CONTAINS", one.To.Id)),
            ]),
        };
        if (inventory.OwnLicences.Count > 0)
        {
            document["hasExtractedLicensingInfos"] = new JsonArray([.. inventory.OwnLicences.Select(Named)]);
        }
        return document;
    }

    private JsonObject Package(BillComponent part)
    {
        JsonObject package = new()
        {
            ["SPDXID"] = part.Id,
            ["name"] = part.Name,
            ["versionInfo"] = part.Version,
            ["primaryPackagePurpose"] = part.Kind switch
            {
                BillKind.Image or BillKind.BaseImage or BillKind.OperatingSystem => "OPERATING_SYSTEM",
                BillKind.Tool or BillKind.Command => "APPLICATION",
                _ => "LIBRARY",
            },
            ["downloadLocation"] = part.Location ?? Unknown,
            ["filesAnalyzed"] = false,
            ["licenseConcluded"] = Unknown,
            ["licenseDeclared"] = part.Licence ?? Unknown,
            ["copyrightText"] = Unknown,
            ["supplier"] = Unknown,
        };
        Set(package, "licenseComments", part.LicenceComment);
        Set(package, "packageFileName", part.FileName);
        Set(package, "homepage", part.Homepage);
        Set(package, "sourceInfo", part.Source);
        Set(package, "comment", part.NotLookedInto is { } rest ? $"Not looked into: {rest}." : null);
        if (part.Sha256 is not null)
        {
            package["checksums"] = new JsonArray(
                new JsonObject { ["algorithm"] = "SHA256", ["checksumValue"] = part.Sha256 }
            );
        }
        JsonObject[] references =
        [
            .. Reference("PACKAGE-MANAGER", "purl", part.Url),
            .. Reference("SECURITY", "cpe23Type", part.Cpe),
        ];
        if (references.Length > 0)
        {
            package["externalRefs"] = new JsonArray([.. references]);
        }
        if (part.Lists is not null)
        {
            // Without it Trivy ignores a tool and takes its modules for orphans. Source: aquasecurity/trivy, sbom/spdx/unmarshal.go.
            package["annotations"] = new JsonArray(
                new JsonObject
                {
                    ["annotationDate"] = created,
                    ["annotationType"] = "OTHER",
                    ["annotator"] = Creator,
                    ["comment"] = $"Type: {part.Lists}",
                }
            );
        }
        return package;
    }

    private static IEnumerable<JsonObject> Reference(string category, string type, string? locator) =>
        locator is null
            ? []
            :
            [
                new JsonObject
                {
                    ["referenceCategory"] = category,
                    ["referenceType"] = type,
                    ["referenceLocator"] = locator,
                },
            ];

    private static JsonObject Relationship(string from, string kind, string to) =>
        new()
        {
            ["spdxElementId"] = from,
            ["relationshipType"] = kind,
            ["relatedSpdxElement"] = to,
        };

    private static JsonObject Named(string licence) =>
        new()
        {
            ["licenseId"] = licence,
            ["extractedText"] =
                licence == DebianLicences.More
                    ? "More licences than the list of packages has room for: see the copyright file in /usr/share/doc."
                    : "Named so in the copyright file of the package in /usr/share/doc, which has the text.",
        };

    private static void Set(JsonObject package, string name, string? value)
    {
        if (value is not null)
        {
            package[name] = value;
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Customizer;
using Jumpbox.Evidence.Log;
using Jumpbox.Files;

namespace Jumpbox.Evidence.Bill;

/// <summary>
/// The software bill of materials of an image, as SPDX 2.3: the image, its base image, the tools as rendered, and the
/// packages that the validation listed. Equal inputs give equal bytes.
/// Source: SPDX specification 2.3 and its JSON schema.
/// </summary>
public sealed class SoftwareBill
{
    /// <summary>The file's name in the artifacts folder.</summary>
    public const string FileName = "sbom.spdx.json";

    private readonly JsonObject _document;

    private SoftwareBill(JsonObject document, int packages)
    {
        _document = document;
        Count = packages;
    }

    /// <summary>The number of listed tools and packages, without the image itself.</summary>
    public int Count { get; }

    /// <summary>Creates the bill.</summary>
    /// <param name="image">The image's record.</param>
    /// <param name="contents">What was rendered into the template.</param>
    /// <param name="packages">The installed packages; empty if the log has no list.</param>
    public static SoftwareBill Create(ImageRecord image, RenderedContents contents, IReadOnlyList<LogPackage> packages)
    {
        SpdxIds ids = new();
        string name = image.ImageId[(image.ImageId.LastIndexOf('/') + 1)..];
        SpdxPackage whole = new(ids.Next("Image", name), name, image.ContentHash, "OPERATING_SYSTEM")
        {
            Source = $"built from commit {image.Commit}{(image.Dirty ? " with changes" : "")}, lock {image.LockDigest}",
        };
        SpdxPackage start = new(
            ids.Next("BaseImage", image.BaseImage.Offer),
            image.BaseImage.ToString(),
            image.BaseImage.Version,
            "OPERATING_SYSTEM"
        );
        BillContents inside = new(ids, contents);
        SpdxPackage? system = inside.OperatingSystem();
        SpdxPackage[] tools = [.. inside.Tools()];
        SpdxPackage[] debs = [.. inside.Packages(packages)];
        SpdxPackage[] parts = [.. tools, .. debs];
        JsonArray relationships =
        [
            Relationship("SPDXRef-DOCUMENT", "DESCRIBES", whole.Id),
            Relationship(whole.Id, "DESCENDANT_OF", start.Id),
            .. system is null ? [] : new[] { Relationship(whole.Id, "CONTAINS", system.Id) },
            .. tools.Select(tool => Relationship(whole.Id, "CONTAINS", tool.Id)),
            .. debs.Select(deb => Relationship((system ?? whole).Id, "CONTAINS", deb.Id)),
        ];
        IEnumerable<SpdxPackage> systems = system is null ? [whole, start] : [whole, start, system];
        JsonArray all = [.. systems.Concat(parts).Select(part => part.ToJson())];
        JsonObject document = new()
        {
            ["spdxVersion"] = "SPDX-2.3",
            ["dataLicense"] = "CC0-1.0",
            ["SPDXID"] = "SPDXRef-DOCUMENT",
            ["name"] = name,
            ["documentNamespace"] = $"https://spdx.org/spdxdocs/{Uri.EscapeDataString(name)}-{Identity(image, all)}",
            ["creationInfo"] = new JsonObject
            {
                ["created"] = image.Finished.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'",
                    CultureInfo.InvariantCulture
                ),
                ["creators"] = new JsonArray("Tool: aks-jumpbox"),
            },
            ["packages"] = all,
            ["relationships"] = relationships,
        };
        if (inside.OwnLicences.Count > 0)
        {
            document["hasExtractedLicensingInfos"] = new JsonArray([.. inside.OwnLicences.Select(Named)]);
        }
        return new SoftwareBill(document, parts.Length);
    }

    /// <summary>The bill as SPDX 2.3 JSON.</summary>
    public string ToJson() => EvidenceJson.Write(_document);

    /// <summary>Writes the bill atomically.</summary>
    /// <param name="path">The file; its folder is created.</param>
    public void WriteTo(string path) => AtomicFile.Write(path, ToJson());

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

    // Every bill needs a unique identity; deriving it from the content keeps equal bills equal.
    private static Guid Identity(ImageRecord image, JsonArray packages)
    {
        byte[] content = Encoding.UTF8.GetBytes($"{image.ImageId}\n{image.ContentHash}\n{packages.ToJsonString()}");
        return new Guid(SHA256.HashData(content).AsSpan(0, 16), bigEndian: true);
    }
}

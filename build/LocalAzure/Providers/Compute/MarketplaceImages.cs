using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The marketplace below /locations/{location}/publishers: publishers, offers, SKUs and versions, each a level of the world's
/// images. Unlike all other ARM lists, these are bare arrays.
/// </summary>
internal sealed class MarketplaceImages(ResourceContext context, int level)
    : ResourceType(
        context,
        $"Microsoft.Compute/locations/{string.Join('/', Levels.Take(level))}",
        ComputeVersions.Offers
    )
{
    /// <summary>Types in the path, from publishers to versions.</summary>
    public static readonly string[] Levels = ["publishers", "artifacttypes", "offers", "skus", "versions"];

    private static readonly string[] Keys = ["publisher", "", "offer", "sku"];

    public override string? ActionOf(ArmRequest request) => $"{Name}/read";

    protected override ArmResponse List(ArmRequest request)
    {
        List<JsonObject> below = Matching(request.Path);
        IOrderedEnumerable<string> names = (
            level == Levels.Length
                ? below.SelectMany(i => i["versions"].Items().Select(NameOf))
                : below.Select(i => i[Keys[level - 1]].Text() ?? "")
        )
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal);
        List<string> all = names.ToList();
        if (all.Count == 0)
        {
            throw NotFound(request.Path);
        }
        if (request.Option("$orderby") is { } order && order.Contains("desc", StringComparison.OrdinalIgnoreCase))
        {
            all.Reverse();
        }
        if (int.TryParse(request.Option("$top"), out int top) && top >= 0)
        {
            all = [.. all.Take(top)];
        }
        return ArmResponse.Ok(new JsonArray([.. all.Select(n => (JsonNode)Item(request.Path, n))]));
    }

    protected override ArmResponse Get(ArmRequest request)
    {
        ArmPath path = request.Path;
        JsonObject? image = level == Levels.Length ? Matching(path).FirstOrDefault() : null;
        JsonNode? version = image?["versions"].Items().FirstOrDefault(v => ArmPath.Same(NameOf(v), path.Name));
        if (version is null)
        {
            throw NotFound(path);
        }
        JsonObject properties = new()
        {
            ["hyperVGeneration"] = image!["generation"].Text() ?? "V2",
            ["architecture"] = image["architecture"].Text() ?? "x64",
            ["osDiskImage"] = new JsonObject { ["operatingSystem"] = "Linux", ["sizeInGb"] = 31 },
            ["automaticOSUpgradeProperties"] = new JsonObject { ["automaticOSUpgradeSupported"] = true },
            ["dataDiskImages"] = new JsonArray(),
            ["imageDeprecationStatus"] = new JsonObject { ["imageState"] = version.At("state").Text() ?? "Active" },
        };
        if (version.At("deprecation").Text() is { } date)
        {
            properties.Ensure("imageDeprecationStatus")["scheduledDeprecationTime"] = date;
        }
        if (image["plan"].Text() is { } plan)
        {
            properties["plan"] = new JsonObject
            {
                ["name"] = plan,
                ["publisher"] = image["publisher"].Text(),
                ["product"] = image["offer"].Text(),
            };
        }
        JsonObject body = Item(ArmPath.Parse(path.Id[..path.Id.LastIndexOf('/')]), NameOf(version));
        body["properties"] = properties;
        return ArmResponse.Ok(body);
    }

    /// <summary>Refuses the image of a machine that the world does not have. The text is quoted in hashicorp/packer#10600.</summary>
    /// <exception cref="ArmException">404.</exception>
    public static void Check(ResourceStore store, JsonObject reference)
    {
        string[] names = ["publisher", "offer", "sku", "version"];
        string[] wanted = [.. names.Select(name => reference[name].Text()).OfType<string>()];
        bool isOffered = WorldSettings
            .Section(store, "images")
            .Items()
            .Where(image => names[..3].All(name => ArmPath.Same(image.At(name).Text(), reference[name].Text())))
            .SelectMany(image => image.At("versions").Items())
            .Any(version =>
                ArmPath.Same(reference["version"].Text(), "latest") || ArmPath.Same(NameOf(version), wanted[^1])
            );
        if (wanted.Length == names.Length && !isOffered)
        {
            throw new ArmException(
                404,
                "PlatformImageNotFound",
                $"The platform image '{string.Join(':', wanted)}' is not available. Verify that all fields in the storage profile are "
                    + "correct. For more details about storage profile information, please refer to https://aka.ms/storageprofile",
                "imageReference"
            );
        }
    }

    private List<JsonObject> Matching(ArmPath path) =>
        [
            .. WorldSettings
                .Section(Context.Store, "images")
                .Items()
                .OfType<JsonObject>()
                .Where(i =>
                    Enumerable
                        .Range(1, Math.Min(path.Names.Count - 1, 4))
                        .All(n => Keys[n - 1].Length == 0 || ArmPath.Same(i[Keys[n - 1]].Text(), path.Names[n]))
                ),
        ];

    private static JsonObject Item(ArmPath collection, string name) =>
        new()
        {
            ["location"] = Regions.Normalize(collection.Names[0]),
            ["name"] = name,
            ["id"] = $"{collection.Id}/{name}",
        };

    private static string NameOf(JsonNode version) => version.Text() ?? version.At("name").Text() ?? "";

    private static ArmException NotFound(ArmPath path) =>
        new(
            404,
            path.Types.Count == 6 && !path.IsCollection ? "PlatformImageNotFound" : "NotFound",
            $"The platform image '{string.Join(':', path.Names.Skip(1).Where(n => !ArmPath.Same(n, "vmimage")))}' is not "
                + "available. Verify that all fields in the storage profile are correct."
        );
}

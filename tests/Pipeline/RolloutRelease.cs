using System.Globalization;
using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>
/// Releases of a gallery for the target Rollout. They are in the world from the start, because LocalAzure's own images are never
/// released.
/// </summary>
internal static class RolloutRelease
{
    private const string Own = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups";

    public const string Group = $"{Own}/rg-jumpboxes";
    public const string Subnet =
        $"{Own}/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder/subnets/snet-build";
    public const string Definition =
        $"{Own}/rg-jumpbox-images/providers/Microsoft.Compute/galleries/gal/images/jumpbox";

    /// <summary>The settings, as <c>section.key=value</c>.</summary>
    public static string[] Settings(string kind) =>
        [
            "image.distribute.kind=gallery",
            $"image.distribute.galleryImageId={Definition}",
            "gate.unsigned=accept",
            $"rollout.kind={kind}",
            "rollout.resourceGroup=rg-jumpboxes",
            $"rollout.subnetId={Subnet}",
            "rollout.login=keys",
            "rollout.users.ops=ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3Q1rOVZxYy4Gz0nq1m8o2b5vV2iYpX0k1l2m3n4o5p ops",
        ];

    /// <summary>The resources of the world.</summary>
    public static IEnumerable<JsonObject> Resources(params string[] versions)
    {
        const string definition =
            """{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","architecture":"x64","identifier":{"publisher":"p","offer":"o","sku":"s"} }""";
        yield return Resource(Group, "{}");
        yield return new JsonObject
        {
            ["id"] = $"{Own[..Own.LastIndexOf('/')]}/providers/Microsoft.Security/pricings/VirtualMachines",
            ["properties"] = new JsonObject { ["pricingTier"] = "Standard", ["subPlan"] = "P2" },
        };
        yield return Resource(Definition[..Definition.IndexOf("/images/", StringComparison.Ordinal)], "{}");
        yield return Resource(Definition, definition);
        string day = DateTimeOffset.UtcNow.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (string number in versions)
        {
            JsonObject version = Resource(
                $"{Definition}/versions/{number}",
                $$"""
                {"provisioningState":"Succeeded","storageProfile":{"osDiskImage":{"sizeInGB":30} },
                "publishingProfile":{"publishedDate":"{{day}}T10:00:00Z","excludeFromLatest":false,"targetRegions":[{"name":"East US 2"}]} }
                """
            );
            version["tags"] = new JsonObject
            {
                ["jumpbox:owner"] = "aks-jumpbox@rg-imagebuilders-eastus2",
                ["jumpbox:contentHash"] = new string(number[^1], 64),
                ["jumpbox:run"] = $"{day}T0{number[^1]}:00:00.0000000Z",
                ["jumpbox:released"] = $"{day}T12:00:00Z",
            };
            yield return version;
        }
    }

    private static JsonObject Resource(string id, string properties)
    {
        JsonObject resource = new() { ["id"] = id, ["location"] = "eastus2" };
        if (properties != "{}")
        {
            resource["properties"] = JsonNode.Parse(properties);
        }
        return resource;
    }
}

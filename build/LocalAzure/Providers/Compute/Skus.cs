using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// GET /subscriptions/{id}/providers/Microsoft.Compute/skus with $filter=location eq '…': the sizes in the world.
/// </summary>
internal sealed partial class Skus(ResourceContext context, string location)
    : ResourceType(context, "Microsoft.Compute/skus", ComputeVersions.Skus)
{
    protected override ArmResponse List(ArmRequest request)
    {
        string? region = LocationOf(request.Option("$filter"));
        return ArmResponse.List(
            WorldSettings
                .Section(Context.Store, "sizes")
                .Items()
                .OfType<JsonObject>()
                .Where(s => region is null || Offers(s, region))
                .Select(s => Render(s, region ?? location))
        );
    }

    private static string? LocationOf(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return null;
        }
        return Filter().Match(filter) is { Success: true } match
            ? Regions.Normalize(match.Groups[1].Value)
            : throw new ArmException(
                400,
                "InvalidFilterInQueryString",
                $"Invalid $filter '{filter}' specified in the query string. SKUs take location eq '…'."
            );
    }

    // A size without regions is offered in all of them.
    private static bool Offers(JsonObject size, string location) =>
        size["locations"] is not JsonArray regions
        || regions.Any(r => ArmPath.Same(Regions.Normalize(r.Text() ?? ""), location));

    private static JsonObject Render(JsonObject size, string location)
    {
        JsonArray restrictions = new();
        if (size["restricted"].Text() is { } reason)
        {
            restrictions.Add(
                new JsonObject
                {
                    ["type"] = "Location",
                    ["values"] = new JsonArray(location),
                    ["restrictionInfo"] = new JsonObject { ["locations"] = new JsonArray(location) },
                    ["reasonCode"] = reason,
                }
            );
        }
        string name = size["name"].Text() ?? "";
        return new JsonObject
        {
            ["resourceType"] = "virtualMachines",
            ["name"] = name,
            ["tier"] = "Standard",
            ["size"] = name.Replace("Standard_", "", StringComparison.Ordinal),
            ["family"] = size["family"].Text(),
            ["locations"] = new JsonArray(location),
            ["locationInfo"] = new JsonArray(
                new JsonObject { ["location"] = location, ["zones"] = new JsonArray("1", "2", "3") }
            ),
            ["capabilities"] = new JsonArray([
                Capability("vCPUs", (size["cores"].Number() ?? 2).ToString(CultureInfo.InvariantCulture)),
                Capability("MemoryGB", (size["memoryGB"].Number() ?? 8).ToString(CultureInfo.InvariantCulture)),
                Capability("HyperVGenerations", size["generations"].Text() ?? "V1,V2"),
                Capability("CpuArchitectureType", size["architecture"].Text() ?? "x64"),
                Capability("PremiumIO", "True"),
                .. Room(size),
            ]),
            ["restrictions"] = restrictions,
        };
    }

    // A size with room for an ephemeral OS disk in its cache or on its temporary disk, as azure-compute-docs lists the sizes.
    private static IEnumerable<JsonObject> Room(JsonObject size)
    {
        long cache = size["cacheGB"].Number() ?? 0;
        long temporary = size["temporaryGB"].Number() ?? 0;
        yield return Capability("EphemeralOSDiskSupported", cache + temporary > 0 ? "True" : "False");
        yield return Capability("CachedDiskBytes", (cache << 30).ToString(CultureInfo.InvariantCulture));
        yield return Capability("MaxResourceVolumeMB", (temporary << 10).ToString(CultureInfo.InvariantCulture));
        // Only a size without it has this capability: azure-compute-docs, trusted-launch-faq.md.
        if (size["trustedLaunch"].Flag() == false)
        {
            yield return Capability("TrustedLaunchDisabled", "True");
        }
    }

    private static JsonObject Capability(string name, string value) => new() { ["name"] = name, ["value"] = value };

    [GeneratedRegex(@"^\s*location\s+eq\s+'([^']*)'\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Filter();
}

using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>GET /subscriptions/{id}/providers/{namespace}/locations/{location}/usages: the world's quotas.</summary>
internal sealed class Usages(ResourceContext context, string ns, string section, IReadOnlyList<string> versions)
    : ResourceType(context, $"{ns}/locations/usages", versions)
{
    protected override ArmResponse List(ArmRequest request)
    {
        Regions.Check(Regions.Normalize(request.Path.Parent!.Name), Name);
        return ArmResponse.List(
            WorldSettings
                .Section(Context.Store, "quotas")
                .At(section)
                .Items()
                .OfType<JsonObject>()
                .Select(q => new JsonObject
                {
                    ["id"] = $"{request.Path.Id}/{q["name"].Text()}",
                    ["unit"] = "Count",
                    ["currentValue"] = q["current"].Number() ?? 0,
                    ["limit"] = q["limit"].Number() ?? 0,
                    ["name"] = new JsonObject
                    {
                        ["value"] = q["name"].Text(),
                        ["localizedValue"] = q["display"].Text() ?? q["name"].Text(),
                    },
                })
        );
    }
}

using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>GET /subscriptions/{id}/providers/{namespace}/locations/{location}/usages: the world's quotas.</summary>
/// <param name="context">The services.</param>
/// <param name="ns">The namespace.</param>
/// <param name="section">The section of the quotas.</param>
/// <param name="versions">The API versions.</param>
/// <param name="taken">How much of a quota clients have taken since the world began; null for nothing.</param>
internal sealed class Usages(
    ResourceContext context,
    string ns,
    string section,
    IReadOnlyList<string> versions,
    Func<string, int>? taken = null
) : ResourceType(context, $"{ns}/locations/usages", versions)
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
                    ["currentValue"] = (q["current"].Number() ?? 0) + (taken?.Invoke(q["name"].Text() ?? "") ?? 0),
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

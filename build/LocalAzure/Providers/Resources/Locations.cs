using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>GET /subscriptions/{id}/locations.</summary>
internal sealed class Locations(ResourceContext context)
    : ResourceType(context, "Microsoft.Resources/subscriptions/locations", ResourcesVersions.Subscriptions)
{
    public override string? ActionOf(ArmRequest request) => "Microsoft.Resources/subscriptions/locations/read";

    protected override ArmResponse List(ArmRequest request) =>
        ArmResponse.List(
            Regions.DisplayNames.Select(display => new JsonObject
            {
                ["id"] = $"/subscriptions/{request.Path.SubscriptionId}/locations/{Regions.Normalize(display)}",
                ["name"] = Regions.Normalize(display),
                ["type"] = "Region",
                ["displayName"] = display,
                ["regionalDisplayName"] = display,
                ["metadata"] = new JsonObject { ["regionType"] = "Physical", ["regionCategory"] = "Recommended" },
            })
        );
}

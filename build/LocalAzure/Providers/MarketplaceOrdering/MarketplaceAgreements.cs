using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.MarketplaceOrdering;

/// <summary>
/// The terms of a marketplace plan: read, accepted with PUT, or with the action sign on the plan's agreement.
/// </summary>
internal sealed class MarketplaceAgreements(ResourceContext context)
    : ResourceType(
        context,
        "Microsoft.MarketplaceOrdering/offerTypes/publishers/offers/plans/agreements",
        MarketplaceOrderingVersions.All
    )
{
    public override string? ActionOf(ArmRequest request) => request.Method == "GET" ? $"{Name}/read" : $"{Name}/write";

    protected override ArmResponse Get(ArmRequest request) => ArmResponse.Ok(Render(request.Path));

    protected override ArmResponse Put(ArmRequest request)
    {
        bool accepted =
            request.RequireBody().At("properties", "accepted").Flag()
            ?? throw new ArmException(400, "BadRequest", "properties.accepted must be true or false.");
        Context.Store.Put(
            new StoredResource(KeyOf(request.Path), "~agreement", new JsonObject { ["accepted"] = accepted })
        );
        return ArmResponse.Ok(Render(request.Path));
    }

    private JsonObject Render(ArmPath path) =>
        new()
        {
            ["id"] = path.Id,
            ["name"] = path.Name,
            ["type"] = "Microsoft.MarketplaceOrdering/offertypes",
            ["properties"] = new JsonObject
            {
                ["publisher"] = path.Names[1],
                ["product"] = path.Names[2],
                ["plan"] = path.Names[3],
                ["accepted"] = Context.Store.Find(KeyOf(path))?.Body["accepted"].Flag() ?? false,
                ["signature"] = "LOCALAZURE",
            },
        };

    private static string KeyOf(ArmPath path) => $"~agreement{path.Key}";
}

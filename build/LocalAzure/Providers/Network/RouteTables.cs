using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

internal sealed class RouteTables(ResourceContext context, PermissionCheck permissions, Routes routes)
    : NetworkType(context, permissions, "Microsoft.Network/routeTables")
{
    private readonly InlineChildren _own = new(context.Store, "routes", routes);

    public override JsonObject Render(StoredResource resource)
    {
        JsonObject body = resource.Body.Copy();
        _own.AddTo(body, resource);
        JsonArray subnets = ReferencesTo(resource.Id, Subnets.TypeName, "routeTable");
        if (subnets.Count > 0)
        {
            body.Ensure("properties")["subnets"] = subnets;
        }
        return body;
    }

    public override void CheckForm(ArmRequest request, JsonObject body) => _own.CheckForm(request, body);

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        _own.RemoveFrom(document);
        document.Ensure("properties").Remove("subnets");
        document.Ensure("properties")["disableBgpRoutePropagation"] ??= false;
        document.Ensure("properties")["resourceGuid"] = GuidOf(existing);
    }

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        _own.Store(request, body, stored);
        Foresight.Apart(() => routes.CheckPrefixes(stored.Id));
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        CheckUnused(
            existing,
            "InUseRouteTableCannotBeDeleted",
            "Route table",
            ReferencesTo(existing.Id, Subnets.TypeName, "routeTable")
        );
}

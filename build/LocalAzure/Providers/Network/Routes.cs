using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Routes, as child resources and in the body of their table.</summary>
internal sealed class Routes(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, "Microsoft.Network/routeTables/routes")
{
    private static readonly string[] Hops =
    [
        "VirtualNetworkGateway",
        "VnetLocal",
        "Internet",
        "VirtualAppliance",
        "None",
    ];

    protected override bool IsTracked => false;

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        JsonNode? properties = body["properties"];
        string? hop = properties.At("nextHopType").Text();
        if (!Hops.Contains(hop, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArmException(
                400,
                "InvalidRequestFormat",
                $"Route {request.Path.Id} has the next hop type '{hop}'. It must be one of {string.Join(", ", Hops)}.",
                "properties.nextHopType"
            );
        }
        if (ArmPath.Same(hop, "VirtualAppliance") && properties.At("nextHopIpAddress").Text() is null)
        {
            throw new ArmException(
                400,
                "RouteNextHopIpAddressRequired",
                $"Route {request.Path.Id} leads to a virtual appliance and needs properties.nextHopIpAddress.",
                "properties.nextHopIpAddress"
            );
        }
        // A destination may also be a service tag, which has no slash.
        if (
            properties.At("addressPrefix").Text() is not { Length: > 0 } prefix
            || prefix.Contains('/', StringComparison.Ordinal)
            || !request.Caller.IsSystem && !ServiceTagNames.IsForRoutes(prefix)
        )
        {
            AddressPrefix.Parse(properties.At("addressPrefix").Text(), request.Path.Id);
        }
    }

    /// <exception cref="ArmException">400: two routes of a table have the same destination.</exception>
    public void CheckPrefixes(string tableId)
    {
        Dictionary<string, string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (StoredResource route in Context.Store.Under($"{tableId}/routes/"))
        {
            string prefix = route.Body.At("properties", "addressPrefix").Text() ?? "";
            if (!seen.TryAdd(prefix, route.Name))
            {
                // kubernetes-sigs/cloud-provider-azure#657.
                throw new ArmException(
                    400,
                    "RouteConflict",
                    $"Route: {route.Name} conflicts with Route: {seen[prefix]}. Routes cannot have the same AddressPrefix."
                );
            }
        }
    }

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        if (!request.IsInline)
        {
            Foresight.Apart(() => CheckPrefixes(ArmPath.Parse(stored.Id).Parent!.Id));
        }
    }

    protected override void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) => document.Remove("systemData");
}

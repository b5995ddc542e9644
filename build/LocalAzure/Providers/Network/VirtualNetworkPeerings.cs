using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Peerings: Connected when both networks have one to each other.</summary>
internal sealed class VirtualNetworkPeerings(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, "Microsoft.Network/virtualNetworks/virtualNetworkPeerings")
{
    protected override bool IsTracked => false;

    public override JsonObject Render(StoredResource resource)
    {
        JsonObject body = resource.Body.Copy();
        JsonObject properties = body.Ensure("properties");
        string own = ArmPath.Parse(resource.Id).Parent!.Id;
        string remote = RemoteOf(resource.Body) ?? "";
        bool mutual = Context
            .Store.Under($"{remote}/virtualNetworkPeerings/")
            .Any(p => ArmPath.Same(RemoteOf(p.Body), own));
        // A remote network in a subscription that this world does not have counts as peered.
        properties["peeringState"] = mutual || Context.Store.Find(remote) is null ? "Connected" : "Initiated";
        properties["peeringSyncLevel"] = "FullyInSync";
        if (Context.Store.Find(remote)?.Body.At("properties", "addressSpace") is { } space)
        {
            properties["remoteAddressSpace"] = space.DeepClone();
            properties["remoteVirtualNetworkAddressSpace"] = space.DeepClone();
        }
        return body;
    }

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (RemoteOf(body) is null)
        {
            throw new ArmException(
                400,
                "InvalidRequestFormat",
                $"The peering {request.Path.Id} needs properties.remoteVirtualNetwork.id.",
                "properties.remoteVirtualNetwork"
            );
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (request.Caller.IsSystem)
        {
            return;
        }
        base.Check(request, body, existing);
        CheckReference(
            request,
            body.At("properties", "remoteVirtualNetwork"),
            "Microsoft.Network/virtualNetworks/peer/action"
        );
        string own = request.Path.Parent!.Id;
        List<AddressPrefix> remote = SpaceOf(RemoteOf(body)!);
        if (SpaceOf(own).Exists(mine => remote.Exists(theirs => theirs.Overlaps(mine))))
        {
            throw new ArmException(
                400,
                "VnetAddressSpacesOverlap",
                $"Cannot create or update peering {request.Path.Id}. Virtual networks {own} and {RemoteOf(body)} cannot be peered "
                    + "because their address spaces overlap."
            );
        }
    }

    private List<AddressPrefix> SpaceOf(string network) =>
        [
            .. Context
                .Store.Find(network)
                ?.Body.At("properties", "addressSpace", "addressPrefixes")
                .Items()
                .Select(p => AddressPrefix.Parse(p.Text(), network))
                ?? [],
        ];

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        document.Remove("systemData");
        JsonObject properties = document.Ensure("properties");
        properties["allowVirtualNetworkAccess"] ??= true;
        properties["allowForwardedTraffic"] ??= false;
        properties["allowGatewayTransit"] ??= false;
        properties["useRemoteGateways"] ??= false;
        properties["resourceGuid"] = GuidOf(existing);
    }

    private static string? RemoteOf(JsonObject body) => body.At("properties", "remoteVirtualNetwork", "id").Text();
}

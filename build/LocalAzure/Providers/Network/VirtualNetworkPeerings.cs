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

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
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
        if (!request.Caller.IsSystem)
        {
            CheckReference(
                request,
                body.At("properties", "remoteVirtualNetwork"),
                "Microsoft.Network/virtualNetworks/peer/action"
            );
        }
    }

    protected override void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) => document.Remove("systemData");

    private static string? RemoteOf(JsonObject body) => body.At("properties", "remoteVirtualNetwork", "id").Text();
}

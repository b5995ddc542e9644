using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>
/// Peerings: Connected when both networks have one to each other, and Disconnected once the other one, or its network, was deleted. A PUT
/// begins again.
/// </summary>
internal sealed class VirtualNetworkPeerings(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings";
    private const string Lost = "disconnected";

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
        properties["peeringState"] =
            IsDisconnected(resource) ? "Disconnected"
            : mutual || Context.Store.Find(remote) is null ? "Connected"
            : "Initiated";
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
        CheckCounterpart(request, own, RemoteOf(body)!);
        CheckOther(request, own, RemoteOf(body)!);
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

    // hashicorp/terraform#18091, hashicorp/terraform-provider-azurerm#14051
    private void CheckCounterpart(ArmRequest request, string own, string remote)
    {
        if (To(Context.Store, own).FirstOrDefault(p => IsBelow(p, remote) && IsDisconnected(p)) is { } other)
        {
            throw new ArmException(
                400,
                "RemotePeeringIsDisconnected",
                $"Cannot create or update peering {request.Path.Id} because remote peering {other.Id} referencing parent virtual network "
                    + $"{own} is in Disconnected state. Update or re-create the remote peering to get it back to Initiated state. "
                    + "Peering gets Disconnected when remote vnet or remote peering is deleted and re-created."
            );
        }
    }

    // One peering leads to a network: the error's name, in clients that expect it.
    private void CheckOther(ArmRequest request, string own, string remote)
    {
        if (
            To(Context.Store, remote).FirstOrDefault(p => IsBelow(p, own) && !ArmPath.Same(p.Id, request.Path.Id)) is
            { } other
        )
        {
            throw new ArmException(
                400,
                "AnotherPeeringAlreadyReferencesRemoteVnet",
                $"Peering {other.Id} already references remote virtual network {remote}. Cannot add another peering {request.Path.Id} "
                    + "referencing the same remote virtual network."
            );
        }
    }

    protected override void Deleted(StoredResource resource) =>
        Disconnect(Context.Store, ArmPath.Parse(resource.Id).Parent!.Id, RemoteOf(resource.Body));

    /// <summary>Ends the peerings with a network that is deleted, or those of one network whose counterpart is.</summary>
    /// <param name="store">The cloud.</param>
    /// <param name="network">The network that they lead to.</param>
    /// <param name="of">The network that has them; null for all.</param>
    public static void Disconnect(ResourceStore store, string network, string? of = null)
    {
        foreach (StoredResource peering in To(store, network).Where(p => of is null || IsBelow(p, of)).ToList())
        {
            store.Update(peering.Id, (_, hidden) => hidden[Lost] = true);
        }
    }

    private static IEnumerable<StoredResource> To(ResourceStore store, string network) =>
        store.OfType(TypeName).Where(peering => ArmPath.Same(RemoteOf(peering.Body), network));

    private static bool IsBelow(StoredResource peering, string network) =>
        ArmPath.Same(ArmPath.Parse(peering.Id).Parent!.Id, network);

    private static bool IsDisconnected(StoredResource peering) => peering.Hidden.At(Lost).Flag() == true;

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
        hidden.Remove(Lost);
        JsonObject properties = document.Ensure("properties");
        properties["allowVirtualNetworkAccess"] ??= true;
        properties["allowForwardedTraffic"] ??= false;
        properties["allowGatewayTransit"] ??= false;
        properties["useRemoteGateways"] ??= false;
        properties["resourceGuid"] = GuidOf(existing);
    }

    private static string? RemoteOf(JsonObject body) => body.At("properties", "remoteVirtualNetwork", "id").Text();
}

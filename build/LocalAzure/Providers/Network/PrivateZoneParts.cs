using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>The links of a private DNS zone with virtual networks, or its records of one type.</summary>
internal sealed class PrivateZoneParts(ResourceContext context, PermissionCheck permissions, string name)
    : NetworkType(context, permissions, $"{PrivateZones.TypeName}/{name}")
{
    public const string Links = "virtualNetworkLinks";

    protected override bool IsTracked => name == Links;

    // A name in a zone, the zone itself, or all others.
    protected override string NamePattern => name == Links ? base.NamePattern : @"^(@|[A-Za-z0-9_*.-]{1,63})$";

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (name == Links)
        {
            CheckReference(
                request,
                body.At("properties", "virtualNetwork"),
                "Microsoft.Network/virtualNetworks/join/action"
            );
            Foresight.Apart(() => CheckOther(request, body));
        }
    }

    // ansible-collections/azure#813 for a second link of the zone, MicrosoftDocs/azure-aks-docs#212 for a zone of the same
    // name in another group.
    private void CheckOther(ArmRequest request, JsonObject body)
    {
        string network = body.At("properties", "virtualNetwork", "id").Text() ?? "";
        ArmPath zone = request.Path.Parent!;
        StoredResource? other = Context
            .Store.OfType(Name)
            .FirstOrDefault(link =>
                !ArmPath.Same(link.Id, request.Path.Id)
                && ArmPath.Same(ArmPath.Parse(link.Id).Parent!.Name, zone.Name)
                && ArmPath.Same(link.Body.At("properties", "virtualNetwork", "id").Text(), network)
            );
        if (other is null)
        {
            return;
        }
        throw ArmPath.Same(ArmPath.Parse(other.Id).Parent!.Id, zone.Id)
            ? new ArmException(
                409,
                "Conflict",
                $"Private zone '{zone.Name}' is already linked to the virtual network '{network}'."
            )
            : new ArmException(
                400,
                "BadRequest",
                "A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual "
                    + $"network with '{zone.Name}' and '{ArmPath.Parse(other.Id).Parent!.Name}' zones."
            );
    }
}

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
        }
    }
}

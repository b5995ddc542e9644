using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>The connections of a virtual hub with virtual networks, or its routing intent.</summary>
internal sealed class VirtualHubParts(
    ResourceContext context,
    PermissionCheck permissions,
    string name,
    string reference
) : NetworkType(context, permissions, $"{VirtualHubs.TypeName}/{name}")
{
    protected override bool IsTracked => false;

    // A routing intent has no single reference, and refers to its next hops by id.
    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing) =>
        CheckReference(request, body.At("properties", reference), null);
}

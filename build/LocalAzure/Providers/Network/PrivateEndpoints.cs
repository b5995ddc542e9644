using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Private endpoints: each takes an address of its subnet.</summary>
internal sealed class PrivateEndpoints(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, "Microsoft.Network/privateEndpoints")
{
    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing) =>
        CheckReference(
            request,
            body.At("properties", "subnet"),
            "Microsoft.Network/virtualNetworks/subnets/join/action"
        );
}

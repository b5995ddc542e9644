using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;

namespace LocalAzure.Providers.Resources;

/// <summary>GET /tenants: the one that issues the tokens.</summary>
internal sealed class Tenants(ControlPlane plane)
    : ResourceType(plane, "Microsoft.Resources/tenants", Subscriptions.Versions)
{
    public override string? ActionOf(ArmRequest request) => null;

    protected override ArmResponse List(ArmRequest request) =>
        ArmResponse.List([
            new JsonObject
            {
                ["id"] = $"/tenants/{Plane.Options.Home.TenantId}",
                ["tenantId"] = Plane.Options.Home.TenantId,
                ["displayName"] = "LocalAzure",
                ["tenantCategory"] = "Home",
            },
        ]);
}

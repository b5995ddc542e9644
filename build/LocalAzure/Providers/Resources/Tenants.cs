using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>GET /tenants: the tenant that issues the tokens.</summary>
internal sealed class Tenants(ResourceContext context, string tenantId)
    : ResourceType(context, "Microsoft.Resources/tenants", ResourcesVersions.Subscriptions)
{
    public override string? ActionOf(ArmRequest request) => null;

    protected override ArmResponse List(ArmRequest request) =>
        ArmResponse.List([
            new JsonObject
            {
                ["id"] = $"/tenants/{tenantId}",
                ["tenantId"] = tenantId,
                ["displayName"] = "LocalAzure",
                ["tenantCategory"] = "Home",
            },
        ]);
}

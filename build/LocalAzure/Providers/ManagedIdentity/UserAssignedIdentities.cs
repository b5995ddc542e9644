using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.ManagedIdentity;

/// <summary>User-assigned identities. The principal of a new one replicates to the directory with a delay.</summary>
internal sealed class UserAssignedIdentities(ResourceContext context, string tenantId, PrincipalDirectory directory)
    : StoredType(context, "Microsoft.ManagedIdentity/userAssignedIdentities")
{
    // Naming rules of Microsoft.ManagedIdentity: 3 to 128 letters, digits, hyphens, underscores.
    protected override string NamePattern => "^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$";

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonNode? before = existing?.Body["properties"];
        JsonObject properties = new()
        {
            ["tenantId"] = tenantId,
            ["principalId"] = before.At("principalId").Text() ?? Guid.NewGuid().ToString(),
            ["clientId"] = before.At("clientId").Text() ?? Guid.NewGuid().ToString(),
        };
        document["properties"] = properties;
        document.Remove("etag");
        if (existing is null)
        {
            directory.Add(
                new Principal(
                    properties["principalId"].Text()!,
                    "ServicePrincipal",
                    document["name"].Text(),
                    properties["clientId"].Text()
                ),
                request.Caller.IsSystem ? TimeSpan.Zero : Context.Durations.PrincipalReplication
            );
        }
    }

    protected override void Deleted(StoredResource resource) =>
        directory.Remove(resource.Body.At("properties", "principalId").Text() ?? "");
}

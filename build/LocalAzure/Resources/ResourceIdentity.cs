using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>
/// The member <c>identity</c> of a resource. As in Azure, ARM adds the principals: <c>principalId</c> and <c>clientId</c> of each
/// user-assigned identity, <c>principalId</c> and <c>tenantId</c> of the resource's own.
/// </summary>
internal static class ResourceIdentity
{
    private static readonly string[] Members = ["principalId", "clientId"];

    private const string Type = "Microsoft.ManagedIdentity/userAssignedIdentities";

    /// <summary>The user-assigned identities in the body that do not exist.</summary>
    public static IEnumerable<string> Missing(ResourceStore store, JsonNode? body) =>
        Assigned(body).Select(i => i.Key).Where(id => store.Find(id)?.Type != Type);

    /// <exception cref="ArmException">400: a user-assigned identity does not exist.</exception>
    public static void Check(ResourceStore store, ArmPath path, JsonObject body)
    {
        if (Missing(store, body).FirstOrDefault() is { } missing)
        {
            // The form of this error is quoted in reports; ARM asks the identity service before the resource's own.
            throw new ArmException(
                400,
                "FailedIdentityOperation",
                $"Identity operation for resource '{path.Id}' failed with error 'Failed to perform resource identity operation. "
                    + $"Status: 'BadRequest'. Response: '{{\"error\":{{\"code\":\"BadRequest\",\"message\":\"Resource "
                    + $"'{missing}' was not found.\"}}}}'.'."
            );
        }
    }

    /// <summary>Adds the principals to a document that is about to be stored.</summary>
    public static void Fill(ResourceContext context, JsonObject document, JsonObject hidden, ArmPath path)
    {
        foreach ((string? id, JsonNode? _) in Assigned(document).ToList())
        {
            if (context.Store.Find(id)?.Body["properties"] is { } known)
            {
                document["identity"]!["userAssignedIdentities"]![id] = new JsonObject(
                    Members
                        .Where(name => known.At(name) is not null)
                        .Select(name => KeyValuePair.Create(name, known.At(name)?.DeepClone()))
                );
            }
        }
        if (
            document["identity"] is JsonObject identity
            && identity["type"].Text()?.Contains("SystemAssigned", StringComparison.OrdinalIgnoreCase) == true
        )
        {
            string principal = hidden["principalId"].Text() ?? Guid.NewGuid().ToString();
            hidden["principalId"] = principal;
            new PrincipalDirectory(context.Store, context.Agenda).Add(
                new Principal(principal, "ServicePrincipal", path.Name),
                TimeSpan.Zero
            );
            identity["principalId"] = principal;
            identity["tenantId"] = context
                .Store.Find($"/subscriptions/{path.SubscriptionId}")
                ?.Body["tenantId"]
                ?.DeepClone();
        }
    }

    private static JsonObject Assigned(JsonNode? body) =>
        body.At("identity", "userAssignedIdentities") as JsonObject ?? [];
}

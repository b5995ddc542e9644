using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>Rules common to the types of Microsoft.Authorization.</summary>
internal static class AuthorizationRules
{
    public const string GuidPattern = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";

    /// <summary>These types have their timestamps in properties and no systemData or ETag.</summary>
    public static void Stamp(ResourceContext context, ArmRequest request, JsonObject document, StoredResource? existing)
    {
        document.Remove("systemData");
        document.Remove("etag");
        JsonObject properties = document.Ensure("properties");
        JsonNode? before = existing?.Body["properties"];
        string now = Operations.Stamp(context.Now);
        properties["createdOn"] = before.At("createdOn").Text() ?? now;
        properties["updatedOn"] = now;
        properties["createdBy"] = before.At("createdBy").Text() ?? request.Caller.ObjectId;
        properties["updatedBy"] = request.Caller.ObjectId;
    }
}

using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>Rules common to the types of Microsoft.Authorization.</summary>
internal static class AuthorizationRules
{
    /// <exception cref="ArmException">400: the name is not a GUID.</exception>
    public static void CheckGuid(string name, string code, string what)
    {
        if (!Guid.TryParseExact(name, "D", out _))
        {
            throw new ArmException(400, code, $"The {what} ID '{name}' is not valid. The {what} ID must be a GUID.");
        }
    }

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

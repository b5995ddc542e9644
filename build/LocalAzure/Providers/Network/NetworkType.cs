using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Common to the types of Microsoft.Network: polling style, references and join permissions.</summary>
internal abstract class NetworkType(ResourceContext context, PermissionCheck permissions, string name)
    : StoredType(context, name, NetworkVersions.All)
{
    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    /// <summary>
    /// Throws for a reference to a resource that does not exist (InvalidResourceReference) or that the caller cannot join
    /// (LinkedAuthorizationFailed), like Azure for linked resources.
    /// </summary>
    protected void CheckReference(ArmRequest request, JsonNode? reference, string? join)
    {
        if (reference.At("id").Text() is not { } id)
        {
            return;
        }
        if (Context.Store.Find(id) is null)
        {
            throw new ArmException(
                400,
                "InvalidResourceReference",
                $"Resource {id} referenced by resource {request.Path.Id} was not found. Please make sure that the "
                    + "referenced resource exists, and that both resources are in the same region."
            );
        }
        if (join is not null && !permissions.IsAllowed(request.Caller, join, id))
        {
            throw new ArmException(
                403,
                "LinkedAuthorizationFailed",
                $"The client '{request.Caller.ObjectId}' with object id '{request.Caller.ObjectId}' has permission to "
                    + $"perform action '{Name}/write' on scope '{request.Path.Id}'; however, it does not have permission "
                    + $"to perform action(s) '{join}' on the linked scope(s) '{id}' (respectively) or the linked scope(s) "
                    + "are invalid."
            );
        }
    }

    /// <summary>References to the documents of a type with this id in a property.</summary>
    protected JsonArray ReferencesTo(string id, string type, params string[] property) =>
        new([
            .. Context
                .Store.OfType(type)
                .Where(r => ArmPath.Same(r.Body["properties"].At([.. property, "id"]).Text(), id))
                .Select(r => (JsonNode)new JsonObject { ["id"] = r.Id }),
        ]);

    /// <summary>Throws when other resources still refer to the resource to delete.</summary>
    protected static void CheckUnused(StoredResource existing, string code, string what, JsonArray users)
    {
        if (users.Count > 0)
        {
            throw new ArmException(
                400,
                code,
                $"{what} {existing.Id} cannot be deleted because it is in use by the following resources: "
                    + $"{string.Join(", ", users.Select(u => u.At("id").Text()))}."
            );
        }
    }
}

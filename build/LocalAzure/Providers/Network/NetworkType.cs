using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>What the types of Microsoft.Network share: polling style, references and who may join what.</summary>
internal abstract class NetworkType(ResourceContext context, PermissionCheck permissions, string name)
    : StoredType(context, name, NetworkVersions.All)
{
    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    /// <summary>
    /// Refuses a reference to what does not exist (InvalidResourceReference), and one that the caller may not join
    /// (LinkedAuthorizationFailed), as Azure does for linked resources.
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

    /// <summary>Documents of a type whose property names an id, as references to it.</summary>
    protected JsonArray ReferencesTo(string id, string type, params string[] property) =>
        new([
            .. Context
                .Store.OfType(type)
                .Where(r => ArmPath.Same(r.Body["properties"].At([.. property, "id"]).Text(), id))
                .Select(r => (JsonNode)new JsonObject { ["id"] = r.Id }),
        ]);

    /// <summary>Refuses the deletion of what others still refer to.</summary>
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

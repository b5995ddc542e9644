using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Storage;

/// <summary>Storage accounts and their keys. Names are globally unique.</summary>
internal sealed class StorageAccounts(ResourceContext context) : StoredType(context, TypeName, StorageVersions.All)
{
    public const string TypeName = "Microsoft.Storage/storageAccounts";

    protected override string NamePattern => "^[a-z0-9]{3,24}$";

    public override JsonObject Render(StoredResource resource)
    {
        // The port may change on a restart, so the address is not stored.
        JsonObject body = resource.Body.Copy();
        body.Ensure("properties")["primaryEndpoints"] = new JsonObject
        {
            ["blob"] = Blobs.Endpoint(Context, resource.Name),
        };
        return body;
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (existing is null && Context.Store.OfType(TypeName).Any(a => a.Name == request.Path.Name))
        {
            throw new ArmException(
                409,
                "StorageAccountAlreadyTaken",
                $"The storage account named {request.Path.Name} is already taken."
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        if (hidden["keys"] is null)
        {
            hidden["keys"] = new JsonArray(NewKey(), NewKey());
        }
        document.Ensure("properties")["primaryLocation"] = document["location"]?.DeepClone();
    }

    protected override ArmResponse Act(ArmRequest request, string action)
    {
        StoredResource account = Find(request.Path) ?? throw NotFound(request.Path);
        if (!ArmPath.Same(action, "listKeys"))
        {
            throw Unsupported(request);
        }
        IEnumerable<JsonNode> keys = account
            .Hidden.At("keys")
            .Items()
            .Select(
                (key, i) =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["keyName"] = $"key{i + 1}",
                            ["value"] = key.DeepClone(),
                            ["permissions"] = "FULL",
                        }
            );
        return ArmResponse.Ok(new JsonObject { ["keys"] = new JsonArray([.. keys]) });
    }

    private static JsonNode NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
}

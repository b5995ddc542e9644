using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>Composes the document of a resource from the request and the existing document.</summary>
internal static class ResourceDocument
{
    private static readonly string[] CarriedOver =
    [
        "tags",
        "sku",
        "kind",
        "identity",
        "zones",
        "plan",
        "extendedLocation",
    ];

    /// <summary>Returns the document and its hidden part, which only the server knows.</summary>
    public static (JsonObject Document, JsonObject Hidden) Compose(
        ResourceContext context,
        string type,
        ArmRequest request,
        JsonObject body,
        StoredResource? existing,
        string? location
    )
    {
        string id = existing?.Id ?? CanonicalId(context.Store, type, request.Path);
        JsonObject document = new()
        {
            ["id"] = id,
            ["name"] = id[(id.LastIndexOf('/') + 1)..],
            ["type"] = type,
        };
        if (location is not null)
        {
            document["location"] = location;
        }
        foreach (string name in CarriedOver)
        {
            if (body[name] is { } value)
            {
                document[name] = value.DeepClone();
            }
        }
        document["etag"] = $"W/\"{Guid.NewGuid()}\"";
        document["systemData"] = SystemData(context, request.Caller, existing);
        document["properties"] = body["properties"].Object()?.Copy() ?? [];
        JsonObject hidden = existing?.Hidden?.Copy() ?? [];
        ResourceIdentity.Fill(context, document, hidden, request.Path);
        return (document, hidden);
    }

    private static JsonObject SystemData(ResourceContext context, Caller caller, StoredResource? existing)
    {
        string now = Operations.Stamp(context.Now);
        JsonObject? created = existing?.Body["systemData"].Object();
        return new JsonObject
        {
            ["createdBy"] = created?["createdBy"].Text() ?? caller.ObjectId,
            ["createdByType"] = created?["createdByType"].Text() ?? "Application",
            ["createdAt"] = created?["createdAt"].Text() ?? now,
            ["lastModifiedBy"] = caller.ObjectId,
            ["lastModifiedByType"] = "Application",
            ["lastModifiedAt"] = now,
        };
    }

    private static string CanonicalId(ResourceStore store, string type, ArmPath path)
    {
        string scope = path.Scope;
        if (path.ResourceGroup is { } group && path.Segments.Count > 4)
        {
            StoredResource? stored = store.Find($"/subscriptions/{path.SubscriptionId}/resourceGroups/{group}");
            scope = stored is null || path.Scope.Length > stored.Id.Length ? scope : stored.Id;
        }
        string[] types = type[(type.IndexOf('/') + 1)..].Split('/');
        string pairs = string.Join('/', types.Zip(path.Names, (t, n) => $"{t}/{n}"));
        return path.InProvider ? $"{scope}/providers/{type[..type.IndexOf('/')]}/{pairs}" : "/" + pairs;
    }
}

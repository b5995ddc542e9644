using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// POST {gallery}/share: adds or removes subscriptions and tenants. Source: azure-rest-api-specs, Compute/Gallery/models.tsp,
/// SharingUpdate; the limits: azure-compute-docs, azure-compute-gallery.md.
/// </summary>
internal static class GallerySharing
{
    private const int MostSubscriptions = 30;
    private const int MostTenants = 5;

    /// <exception cref="ArmException">The change is refused.</exception>
    public static void Change(ResourceStore store, StoredResource gallery, JsonObject body)
    {
        string? kind = body["operationType"].Text();
        string permissions = gallery.Body.At("properties", "sharingProfile", "permissions").Text() ?? "Private";
        if (kind is not ("Add" or "Remove" or "Reset" or "EnableCommunity"))
        {
            throw Refused(
                $"The operationType '{kind}' is not one of Add, Remove, Reset, EnableCommunity.",
                "operationType"
            );
        }
        string needed = kind == "EnableCommunity" ? "Community" : "Groups";
        if (kind != "Reset" && permissions != needed)
        {
            throw Refused(
                $"The operation {kind} needs a gallery whose sharingProfile.permissions is {needed}; it is {permissions}.",
                "sharingProfile"
            );
        }
        if (
            kind is "Add" or "EnableCommunity"
            && store.Under($"{gallery.Id}/images/").FirstOrDefault(IsEncrypted) is { } version
        )
        {
            throw Refused(
                $"'{version.Id}' is encrypted with customer-managed keys and cannot be shared.",
                "sharingProfile"
            );
        }
        List<(string Type, string Id)> now =
            kind == "Reset" ? [] : [.. Members(gallery.Body.At("properties", "sharingProfile"))];
        List<(string Type, string Id)> given = [.. Members(body)];
        if (kind == "Add")
        {
            now = [.. now.Concat(given).DistinctBy(one => $"{one.Type}/{one.Id}".ToLowerInvariant())];
        }
        else if (kind == "Remove")
        {
            now = [.. now.Where(one => !given.Any(other => Same(one, other)))];
        }
        Limit(now, "Subscriptions", MostSubscriptions);
        Limit(now, "AADTenants", MostTenants);
        JsonArray groups =
        [
            .. now.GroupBy(one => one.Type)
                .Select(group => new JsonObject
                {
                    ["type"] = group.Key,
                    ["ids"] = new JsonArray([.. group.Select(one => (JsonNode)one.Id)]),
                }),
        ];
        store.Update(
            gallery.Id,
            (document, _) => document.Ensure("properties").Ensure("sharingProfile")["groups"] = groups
        );
    }

    private static IEnumerable<(string Type, string Id)> Members(JsonNode? holder) =>
        holder
            .At("groups")
            .Items()
            .SelectMany(group => group["ids"].Items().Select(id => (group["type"].Text() ?? "", id.Text() ?? "")));

    private static bool Same((string Type, string Id) one, (string Type, string Id) other) =>
        ArmPath.Same(one.Type, other.Type) && ArmPath.Same(one.Id, other.Id);

    private static bool IsEncrypted(StoredResource resource) =>
        resource.Type == GalleryVersions.TypeName && Encryption.IsUsedBy(resource);

    private static void Limit(List<(string Type, string Id)> members, string type, int most)
    {
        int count = members.Count(one => ArmPath.Same(one.Type, type));
        if (count > most)
        {
            throw Refused($"A gallery is shared with at most {most} {type}, not {count}.", "groups");
        }
    }

    private static ArmException Refused(string message, string target) => new(400, "InvalidParameter", message, target);
}

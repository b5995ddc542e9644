using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>
/// An array in a parent's body whose items are resources, such as the subnets of a virtual network. They are stored as
/// children; the parent's body is composed when it is read.
/// </summary>
internal sealed class InlineChildren(ResourceStore store, string property, StoredType children)
{
    private readonly string _segment = children.Name[(children.Name.LastIndexOf('/') + 1)..];

    /// <summary>Removes the array from the stored document of the parent.</summary>
    public void RemoveFrom(JsonObject document) => (document["properties"] as JsonObject)?.Remove(property);

    /// <summary>Replaces the children by those in the body. A body without the array leaves them unchanged.</summary>
    public void Store(ArmRequest request, JsonObject body, StoredResource parent)
    {
        if (body.At("properties", property) is not JsonArray items)
        {
            return;
        }
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonNode? item in items)
        {
            if (item is not JsonObject child || child["name"].Text() is not { } name)
            {
                throw new ArmException(
                    400,
                    "InvalidRequestFormat",
                    $"Each of properties.{property} must be an object with a name.",
                    $"properties.{property}"
                );
            }
            if (!names.Add(name))
            {
                throw new ArmException(
                    400,
                    "DuplicateResourceName",
                    $"Resource {parent.Id} has two child resources with the same name ({name})."
                );
            }
        }
        foreach (StoredResource gone in Below(parent.Id).Where(c => !names.Contains(c.Name)))
        {
            children.RemoveWithin(request, gone);
        }
        foreach (JsonObject child in items.OfType<JsonObject>())
        {
            ArmPath path = ArmPath.Parse($"{parent.Id}/{_segment}/{child["name"].Text()}");
            children.Store(request with { Method = "PUT", Path = path, Body = child, IsInline = true });
        }
    }

    /// <summary>Adds the children to a copy of the parent's body.</summary>
    public void AddTo(JsonObject body, string parentId) =>
        body.Ensure("properties")[property] = new JsonArray([
            .. Below(parentId).Select(c => (JsonNode)children.Render(c).Copy()),
        ]);

    private IEnumerable<StoredResource> Below(string parentId) =>
        store.Under($"{parentId}/{_segment}/").Where(c => c.Type == children.Name);
}

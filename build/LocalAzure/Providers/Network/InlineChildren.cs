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

    /// <summary>Validates each child by itself.</summary>
    /// <exception cref="ArmException">400: a child has no name or a name twice, or its type refuses it.</exception>
    public void CheckForm(ArmRequest request, JsonObject body)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonNode? item in body.At("properties", property) as JsonArray ?? [])
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
                    $"Resource {request.Path.Id} has two child resources with the same name ({name})."
                );
            }
            Foresight.Apart(() => children.CheckForm(For(request, request.Path.Id, child), child));
        }
    }

    /// <summary>Replaces the children by those in the body. A body without the array leaves them unchanged.</summary>
    public void Store(ArmRequest request, JsonObject body, StoredResource parent)
    {
        if (body.At("properties", property) is not JsonArray items)
        {
            return;
        }
        List<JsonObject> given = items.OfType<JsonObject>().ToList();
        List<string> names = given.ConvertAll(c => c["name"].Text()!);
        foreach (
            StoredResource old in Below(parent.Id).Where(c => !names.Contains(c.Name, StringComparer.OrdinalIgnoreCase))
        )
        {
            children.RemoveWithin(request, old);
        }
        given.ForEach(child => children.Store(For(request, parent.Id, child)));
        store.Update(parent.Id, (_, hidden) => hidden[Order] = new JsonArray([.. names.Select(n => (JsonNode)n)]));
    }

    /// <summary>Adds the children to a copy of the parent's body: in the order of its last PUT, then those created since.</summary>
    public void AddTo(JsonObject body, StoredResource parent)
    {
        List<string> order = (parent.Hidden?[Order]).Items().Select(n => n.Text()!).ToList();
        body.Ensure("properties")[property] = new JsonArray([
            .. Below(parent.Id)
                .OrderBy(c => order.FindIndex(n => ArmPath.Same(n, c.Name)) is >= 0 and var at ? at : int.MaxValue)
                .Select(c => (JsonNode)children.Render(c).Copy()),
        ]);
    }

    private string Order => $"order of {property}";

    private ArmRequest For(ArmRequest request, string parentId, JsonObject child) =>
        request with
        {
            Method = "PUT",
            Path = ArmPath.Parse($"{parentId}/{_segment}/{child["name"].Text()}"),
            Body = child,
            IsInline = true,
        };

    private IEnumerable<StoredResource> Below(string parentId) =>
        store.Under($"{parentId}/{_segment}/").Where(c => c.Type == children.Name);
}

using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Compute;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>GET /subscriptions/{id}/resources, and of a resource group, with $filter and $expand.</summary>
internal sealed class GenericResources(
    ResourceContext context,
    PermissionCheck permissions,
    TypeCatalogue types,
    string scopeType
) : ResourceType(context, $"{scopeType}/resources", ResourcesVersions.ResourceGroups)
{
    private static readonly string[] Shown =
    [
        "id",
        "name",
        "type",
        "location",
        "kind",
        "sku",
        "identity",
        "tags",
        "plan",
        "zones",
    ];

    // The list has what the caller can see; it is never refused.
    public override string? ActionOf(ArmRequest request) => null;

    protected override ArmResponse List(ArmRequest request)
    {
        Func<StoredResource, bool> filter = ResourceFilter.Parse(request.Option("$filter"));
        string[] expand = (request.Option("$expand") ?? "").Split(',', StringSplitOptions.TrimEntries);
        string scope = request.Path.Parent!.Id;
        return ArmResponse.List(
            Context
                .Store.Walk($"{scope}/")
                .Where(r => IsTracked(r) && filter(r))
                .Where(r => permissions.IsAllowed(request.Caller, $"{r.Type}/read", r.Id))
                .Select(r => Render(r, expand))
        );
    }

    private bool IsTracked(StoredResource resource) =>
        resource.Body["location"] is not null
        && resource.Type != ResourceGroups.TypeName
        // Instances are no resources of the resource manager.
        && resource.Type != ScaleSetMachines.TypeName
        && types.Find(resource.Type) is not null;

    private static JsonObject Render(StoredResource resource, string[] expand)
    {
        JsonObject shown = new();
        foreach (string name in Shown)
        {
            if (resource.Body[name] is { } value)
            {
                shown[name] = value.DeepClone();
            }
        }
        foreach (
            (string? option, string? from) in new[] { ("createdTime", "createdAt"), ("changedTime", "lastModifiedAt") }
        )
        {
            if (expand.Contains(option) && resource.Body.At("systemData", from) is { } time)
            {
                shown[option] = time.DeepClone();
            }
        }
        if (expand.Contains("provisioningState"))
        {
            shown["provisioningState"] =
                resource.Body.At("properties", "provisioningState")?.DeepClone() ?? "Succeeded";
        }
        return shown;
    }
}

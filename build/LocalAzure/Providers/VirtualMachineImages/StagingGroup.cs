using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Storage;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// The staging resource group of a template: created and deleted together with the template, or provided by the user, who
/// keeps the group but loses its contents.
/// </summary>
internal sealed class StagingGroup(ResourceStore store, PermissionCheck permissions, Inside inside)
{
    public const string TemplateTag = "imageTemplateName";
    public const string TemplateGroupTag = "imageTemplateResourceGroupName";
    private const int LongestStem = 43;

    /// <summary>
    /// Creates the group or uses the provided one, creates the storage account in it, and returns the group's id.
    /// </summary>
    /// <exception cref="ArmException">The provided group cannot be used.</exception>
    public string Open(StoredResource template, Caller identity)
    {
        ArmPath path = ArmPath.Parse(template.Id);
        JsonNode? properties = template.Body["properties"];
        string? brought = properties.At("stagingResourceGroup").Text();
        bool own = string.IsNullOrEmpty(brought);
        string id = own
            ? $"/subscriptions/{path.SubscriptionId}/resourceGroups/{NameFor(path)}"
            : brought!.TrimEnd('/');
        string location = template.Body["location"].Text()!;
        StoredResource? existing = own ? null : store.Find(id);
        if (existing is not null)
        {
            CheckProvided(existing, template, location, identity);
        }
        JsonObject tags = TagsFor(path, properties.At("managedResourceTags").Object(), existing?.Body["tags"].Object());
        inside.Put(id, new JsonObject { ["location"] = location, ["tags"] = tags });
        string canonical = store.Find(id)!.Id;
        store.Update(
            template.Id,
            (body, hidden) =>
            {
                body.Ensure("properties")["exactStagingResourceGroup"] = canonical;
                hidden["ownsStaging"] = existing is null;
            }
        );
        string account = $"{canonical}/providers/Microsoft.Storage/storageAccounts/{RandomName()}";
        inside.Put(
            account,
            new JsonObject
            {
                ["location"] = location,
                ["kind"] = "StorageV2",
                ["sku"] = new JsonObject { ["name"] = "Standard_LRS", ["tier"] = "Standard" },
                ["tags"] = ResourceTags(properties.At("managedResourceTags").Object()),
            }
        );
        return canonical;
    }

    /// <summary>Deletes the group, or only its contents if the user provided it.</summary>
    public void Close(StoredResource template)
    {
        if (template.Body.At("properties", "exactStagingResourceGroup").Text() is not { } group)
        {
            return;
        }
        if (template.Hidden?["ownsStaging"].Flag() == true)
        {
            inside.Remove(group);
            return;
        }
        foreach (StoredResource below in store.Under(group + "/").Where(IsContent))
        {
            store.Remove(below.Id);
        }
        store.Update(
            group,
            (body, _) =>
            {
                foreach (string name in new[] { TemplateTag, TemplateGroupTag, "createdBy" })
                {
                    body["tags"].Object()?.Remove(name);
                }
            }
        );
    }

    /// <summary>The storage account with the logs; null when someone deleted it.</summary>
    public static StoredResource? Account(ResourceStore store, string group) =>
        store
            .Under($"{group}/providers/Microsoft.Storage/storageAccounts/")
            .FirstOrDefault(r => r.Type == StorageAccounts.TypeName);

    public static JsonObject ResourceTags(JsonObject? managed)
    {
        JsonObject tags = managed?.Copy() ?? [];
        tags["createdBy"] = "AzureVMImageBuilder";
        return tags;
    }

    // IT_<group>_<template> cut to 43 characters, and _<GUID>. Only the form is documented; the length is that of published
    // names such as IT_rg-avd-cit-infrastructure_AVD-GoldenImag_<GUID>.
    private static string NameFor(ArmPath template)
    {
        string stem = $"IT_{template.ResourceGroup}_{template.Name}";
        return $"{(stem.Length <= LongestStem ? stem : stem[..LongestStem])}_{Guid.NewGuid()}";
    }

    private static string RandomName() => Guid.NewGuid().ToString("N")[..24];

    private static JsonObject TagsFor(ArmPath template, JsonObject? managed, JsonObject? existing)
    {
        JsonObject tags = existing?.Copy() ?? [];
        foreach ((string? name, JsonNode? value) in ResourceTags(managed))
        {
            tags[name] = value?.DeepClone();
        }
        tags[TemplateTag] = template.Name;
        tags[TemplateGroupTag] = template.ResourceGroup;
        return tags;
    }

    private void CheckProvided(StoredResource group, StoredResource template, string location, Caller identity)
    {
        ArmPath path = ArmPath.Parse(template.Id);
        if (!ArmPath.Same(group.Body["location"].Text(), location))
        {
            throw Bad(
                $"The staging resource group '{group.Name}' is in '{group.Body["location"].Text()}'; it must be in the "
                    + $"template's region '{location}'."
            );
        }
        if (store.Under(group.Id + "/").Any(r => IsContent(r) && !r.Type.StartsWith('~')))
        {
            throw Bad($"The staging resource group '{group.Name}' must be empty.");
        }
        if (group.Body.At("tags", TemplateTag).Text() is { } other && !ArmPath.Same(other, path.Name))
        {
            throw Bad($"The staging resource group '{group.Name}' is already used by the image template '{other}'.");
        }
        if (!permissions.IsAllowed(identity, $"{StorageAccounts.TypeName}/write", group.Id))
        {
            throw Bad(
                $"The identity of the image template needs the role Contributor on the staging resource group '{group.Name}'."
            );
        }
    }

    // Role assignments and locks are on the group, not in it: otherwise the identity's role assignment would be content.
    // A group's role assignments and its history of deployments are not resources in it.
    private static bool IsContent(StoredResource resource) =>
        !resource.Type.StartsWith("Microsoft.Authorization/", StringComparison.OrdinalIgnoreCase)
        && !resource.Type.StartsWith(Deployments.Deployments.TypeName, StringComparison.OrdinalIgnoreCase);

    private static ArmException Bad(string message) => new(400, "BadStagingResourceGroup", message);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>ARM's checks for resources of any type, before those of the provider.</summary>
internal static class ResourceRules
{
    public static void CheckName(string type, string pattern, string name)
    {
        if (!Regex.IsMatch(name, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            throw new ArmException(
                400,
                "InvalidResourceName",
                $"Resource name '{name}' is invalid. A name of type '{type}' matches {pattern}.",
                "name"
            );
        }
    }

    public static void CheckPreconditions(ArmRequest request, StoredResource? existing)
    {
        string? etag = existing?.Body["etag"].Text();
        bool refused =
            request.IfNoneMatch == "*" && existing is not null
            || request.IfMatch is { } wanted && (existing is null || wanted != "*" && wanted != etag);
        if (refused)
        {
            throw new ArmException(
                412,
                "PreconditionFailed",
                $"The condition of the request was not met: the resource '{request.Path.Id}' "
                    + (existing is null ? "does not exist." : $"has the ETag {etag}.")
            );
        }
    }

    /// <summary>A write needs its group, and one that is not being deleted. The text is quoted in Azure/azure-cli#21121.</summary>
    /// <exception cref="ArmException">404 or 409.</exception>
    public static void CheckGroup(ResourceStore store, ArmRequest request)
    {
        if (request.Path is not { InProvider: true, ResourceGroup: { } group })
        {
            return;
        }
        StoredResource found =
            store.Find($"/subscriptions/{request.Path.SubscriptionId}/resourceGroups/{group}")
            ?? throw new ArmException(404, "ResourceGroupNotFound", $"Resource group '{group}' could not be found.");
        if (
            request.Method is "PUT" or "PATCH"
            || request.Method == "POST" && ArmPath.Same(request.Path.Type, "Microsoft.Resources/deployments")
        )
        {
            CheckLasting(request, found);
        }
    }

    /// <exception cref="ArmException">409: the group is being deleted.</exception>
    public static void CheckLasting(ArmRequest request, StoredResource? group)
    {
        if (!request.Caller.IsSystem && group?.Body.At("properties", "provisioningState").Text() == "Deleting")
        {
            throw new ArmException(
                409,
                "ResourceGroupBeingDeleted",
                $"The resource group '{group.Name}' is in deprovisioning state and cannot perform this operation."
            );
        }
    }

    /// <summary>
    /// What an extension resource, such as a lock, is on must exist. The resource manager looks at the outermost resource only
    /// (Azure/azure-powershell#12225 and #3771, Azure/azure-cli#15243).
    /// </summary>
    /// <exception cref="ArmException">404.</exception>
    public static void CheckTarget(ResourceStore store, ArmPath path)
    {
        ArmPath target = ArmPath.Parse(path.Scope);
        while (target is { Types.Count: > 1, Parent: { } outer })
        {
            target = outer;
        }
        if (target is { InProvider: true, IsCollection: false } && store.Find(target.Id) is null)
        {
            throw ArmException.NoResource(target);
        }
    }

    public static void CheckParent(ResourceStore store, string type, ArmPath path)
    {
        CheckTarget(store, path);
        if (path is { InProvider: true, Types.Count: > 1, Parent: { } parent } && store.Find(parent.Id) is null)
        {
            throw new ArmException(
                404,
                "ParentResourceNotFound",
                $"Failed to perform 'write' on resource(s) of type '{type[(type.IndexOf('/') + 1)..]}', because the "
                    + $"parent resource '{parent.Id}' could not be found."
            );
        }
    }

    /// <summary>What a body is made from, by its id, must exist.</summary>
    /// <exception cref="ArmException">404.</exception>
    public static void DemandFound(ResourceStore store, JsonNode? source)
    {
        if (source.Text() is { Length: > 0 } id && store.Find(id) is null)
        {
            throw ArmException.NoResource(ArmPath.Parse(id));
        }
    }

    /// <summary>The text is quoted in learntocloud/networking-lab#8.</summary>
    /// <exception cref="ArmException">409: the resource has a child of a type that must be deleted before it.</exception>
    public static void RefuseWithChildren(ResourceStore store, StoredResource existing, string childType)
    {
        if (store.Under(existing.Id + "/").FirstOrDefault(r => r.Type == childType) is { } child)
        {
            string nested = child.Id[(child.Id.LastIndexOf("/providers/", StringComparison.Ordinal) + 11)..];
            throw new ArmException(
                409,
                "CannotDeleteResource",
                $"Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '{nested}'. Please "
                    + "delete all nested resources before deleting this resource."
            );
        }
    }

    public static void CheckRegistered(ResourceStore store, ArmPath path)
    {
        if (
            path.SubscriptionId is { } subscription
            && !ProviderRegistrations.IsRegistered(store, subscription, path.Namespace)
        )
        {
            throw new ArmException(
                409,
                "MissingSubscriptionRegistration",
                $"The subscription is not registered to use namespace '{path.Namespace}'. See "
                    + "https://aka.ms/rps-not-found for how to register subscriptions.",
                path.Namespace
            );
        }
    }

    public static string LocationOf(ArmPath path, JsonObject body, StoredResource? existing)
    {
        if (body["location"] is { } given && given.GetValueKind() != JsonValueKind.String)
        {
            throw new ArmException(
                400,
                "InvalidRequestContent",
                "The request content was invalid and could not be deserialized: 'Error converting value "
                    + $"{given.ToJsonString()} to type 'string'. Path 'location'.'.",
                "location"
            );
        }
        string? asked = body["location"].Text();
        string? known = existing?.Body["location"].Text();
        if (string.IsNullOrWhiteSpace(asked))
        {
            return known
                ?? throw new ArmException(
                    400,
                    "LocationRequired",
                    "The location property is required for this definition.",
                    "location"
                );
        }
        string location = Regions.Normalize(asked);
        Regions.Check(location, path.Type);
        if (known is null || known == location)
        {
            return location;
        }
        throw path.InProvider
            ? new ArmException(
                409,
                "InvalidResourceLocation",
                $"The resource '{path.Name}' already exists in location '{known}' in resource group "
                    + $"'{path.ResourceGroup}'. A resource with the same name cannot be created in location '{location}'. "
                    + "Please select a new resource name."
            )
            // Azure/azure-cli#22242.
            : new ArmException(
                409,
                "InvalidResourceGroupLocation",
                $"Invalid resource group location '{asked}'. The Resource group already exists in location '{known}'."
            );
    }
}

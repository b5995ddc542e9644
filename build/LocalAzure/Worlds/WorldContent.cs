using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Resources;
using LocalAzure.Resources;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Worlds;

/// <summary>Puts what a world describes into the store: subscriptions, principals, registrations, sections and resources.</summary>
internal static class WorldContent
{
    private const string Owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

    /// <exception cref="LocalAzureException">A resource breaks a rule.</exception>
    public static void Put(ControlPlane plane, WorldDocument world)
    {
        foreach (string id in world.Subscriptions)
        {
            Subscribe(plane, id, world.OperatorIsOwner);
        }
        foreach ((string? principal, string? type) in world.Principals)
        {
            plane.Directory.Add(principal, type, TimeSpan.Zero);
        }
        foreach (StoredResource subscription in plane.Store.OfType("Microsoft.Resources/subscriptions"))
        {
            foreach ((string? ns, string? state) in world.Providers)
            {
                ResourceProviders.Set(plane, subscription.Name, ns, state);
            }
        }
        foreach ((string? name, JsonNode? settings) in world.Settings)
        {
            WorldSettings.Put(plane.Store, name, settings);
        }
        foreach (string id in world.Without)
        {
            foreach (StoredResource gone in plane.Store.Under(id + "/"))
            {
                plane.Store.Remove(gone.Id);
            }
            plane.Store.Remove(id);
        }
        foreach (JsonObject resource in world.Resources)
        {
            Store(plane, resource);
        }
    }

    private static void Subscribe(ControlPlane plane, string id, bool operatorIsOwner)
    {
        string subscription = $"/subscriptions/{id}";
        plane.Store.Put(
            new StoredResource(
                subscription,
                "Microsoft.Resources/subscriptions",
                new JsonObject
                {
                    ["id"] = subscription,
                    ["subscriptionId"] = id,
                    ["tenantId"] = plane.Options.Home.TenantId,
                    ["displayName"] = "LocalAzure sample",
                    ["state"] = "Enabled",
                    ["authorizationSource"] = "RoleBased",
                    ["subscriptionPolicies"] = new JsonObject
                    {
                        ["locationPlacementId"] = "Public_2014-09-01",
                        ["quotaId"] = "PayAsYouGo_2014-09-01",
                        ["spendingLimit"] = "Off",
                    },
                }
            )
        );
        string owner = $"{subscription}/providers/{PermissionCheck.Assignments}/{Owner}";
        if (operatorIsOwner && plane.Store.Find(owner) is null)
        {
            JsonObject assignment = new()
            {
                ["id"] = owner,
                ["properties"] = new JsonObject
                {
                    ["roleDefinitionId"] = $"{subscription}/providers/{PermissionCheck.Definitions}/{Owner}",
                    ["principalId"] = SampleWorld.Operator,
                    ["principalType"] = "User",
                },
            };
            Store(plane, assignment);
        }
    }

    private static void Store(ControlPlane plane, JsonObject resource)
    {
        ArmPath path = ArmPath.Parse(resource["id"].Text()!);
        if (plane.Types.Find(path.Type) is not StoredType type || path.IsCollection)
        {
            throw new LocalAzureException(
                $"The world has the resource '{path.Id}' of type '{path.Type}', which LocalAzure does not model. "
                    + "docs/localazure.md lists what it models."
            );
        }
        try
        {
            type.Store(new ArmRequest("PUT", path, type.ApiVersions[^1], Caller.System) { Body = resource });
        }
        catch (ArmException e)
        {
            throw new LocalAzureException(
                $"The world's resource '{path.Id}' is refused: {e.Error.Code}: {e.Error.Message}",
                e
            );
        }
    }
}

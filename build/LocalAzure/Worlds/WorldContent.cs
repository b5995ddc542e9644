using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Worlds;

/// <summary>Stores the content of a world: subscriptions, principals, registrations, sections and resources.</summary>
internal sealed class WorldContent(
    ResourceStore store,
    PrincipalDirectory directory,
    TypeCatalogue types,
    string tenantId
)
{
    private const string Owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

    /// <exception cref="LocalAzureException">A resource breaks a rule.</exception>
    public void Put(WorldDocument world)
    {
        foreach (string id in world.Subscriptions)
        {
            Subscribe(id, world.OperatorIsOwner);
        }
        foreach ((string? principal, string? type) in world.Principals)
        {
            directory.Add(new Principal(principal, type), TimeSpan.Zero);
        }
        foreach (StoredResource subscription in store.OfType("Microsoft.Resources/subscriptions"))
        {
            foreach ((string? ns, string? state) in world.Providers)
            {
                ProviderRegistrations.Set(store, subscription.Name, ns, state);
            }
        }
        foreach ((string? name, JsonNode? settings) in world.Settings)
        {
            WorldSettings.Put(store, name, settings);
        }
        foreach (string id in world.Without)
        {
            foreach (StoredResource gone in store.Under(id + "/"))
            {
                store.Remove(gone.Id);
            }
            store.Remove(id);
        }
        foreach (JsonObject resource in world.Resources)
        {
            Store(resource);
        }
    }

    private void Subscribe(string id, bool operatorIsOwner)
    {
        string subscription = $"/subscriptions/{id}";
        store.Put(
            new StoredResource(
                subscription,
                "Microsoft.Resources/subscriptions",
                new JsonObject
                {
                    ["id"] = subscription,
                    ["subscriptionId"] = id,
                    ["tenantId"] = tenantId,
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
        if (operatorIsOwner && store.Find(owner) is null)
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
            Store(assignment);
        }
    }

    private void Store(JsonObject resource)
    {
        ArmPath path = ArmPath.Parse(resource["id"].Text()!);
        if (types.Find(path.Type) is not StoredType type || path.IsCollection)
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

using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Store;

namespace LocalAzure.Worlds;

/// <summary>Fills an empty store.</summary>
internal static class WorldLoader
{
    private const string Owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

    public static Task FillAsync(ControlPlane plane, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (plane.Store.Find("~server/world") is not null)
        {
            return Task.CompletedTask;
        }
        plane.Store.Transact(() =>
        {
            var subscription = $"/subscriptions/{SampleWorld.Subscription}";
            plane.Store.Put(
                new StoredResource(
                    subscription,
                    "Microsoft.Resources/subscriptions",
                    new JsonObject
                    {
                        ["id"] = subscription,
                        ["subscriptionId"] = SampleWorld.Subscription,
                        ["tenantId"] = SampleWorld.Tenant,
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
            RoleCatalogue.Fill(plane.Store);
            var assignment = $"{subscription}/providers/{PermissionCheck.Assignments}/{Owner}";
            plane.Store.Put(
                new StoredResource(
                    assignment,
                    PermissionCheck.Assignments,
                    new JsonObject
                    {
                        ["id"] = assignment,
                        ["name"] = Owner,
                        ["type"] = PermissionCheck.Assignments,
                        ["properties"] = new JsonObject
                        {
                            ["roleDefinitionId"] = $"{subscription}/providers/{PermissionCheck.Definitions}/{Owner}",
                            ["principalId"] = SampleWorld.Operator,
                            ["principalType"] = "User",
                            ["scope"] = subscription,
                        },
                    }
                )
            );
            plane.Store.Put(new StoredResource("~server/world", "~server", []));
        });
        return Task.CompletedTask;
    }
}

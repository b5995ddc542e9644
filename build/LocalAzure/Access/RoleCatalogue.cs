using System.Text.Json.Nodes;
using LocalAzure.Store;

namespace LocalAzure.Access;

/// <summary>
/// Azure's built-in roles that are relevant to image building. Ids and actions as in learn.microsoft.com,
/// role-based-access-control/built-in-roles.
/// </summary>
internal static class RoleCatalogue
{
    private static readonly string[] NotContributor =
    [
        "Microsoft.Authorization/*/Delete",
        "Microsoft.Authorization/*/Write",
        "Microsoft.Authorization/elevateAccess/Action",
        "Microsoft.Blueprint/blueprintAssignments/write",
        "Microsoft.Blueprint/blueprintAssignments/delete",
        "Microsoft.Compute/galleries/share/action",
    ];

    private static readonly (
        string Id,
        string Name,
        string[] Actions,
        string[] NotActions,
        string[] DataActions
    )[] Roles =
    [
        ("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", ["*"], [], []),
        ("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor", ["*"], NotContributor, []),
        ("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", ["*/read"], [], []),
        (
            "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
            "User Access Administrator",
            ["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"],
            [],
            []
        ),
        (
            "4d97b98b-1d4f-4787-a291-c67834d212e7",
            "Network Contributor",
            [
                "Microsoft.Authorization/*/read",
                "Microsoft.Network/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
            ],
            [],
            []
        ),
        (
            "f1a07417-d97a-45cb-824c-7a7467783830",
            "Managed Identity Operator",
            [
                "Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
                "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
            ],
            [],
            []
        ),
        (
            "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59",
            "Managed Identity Contributor",
            [
                "Microsoft.ManagedIdentity/userAssignedIdentities/*",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
            ],
            [],
            []
        ),
        (
            "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
            "Virtual Machine Contributor",
            [
                "Microsoft.Compute/virtualMachines/*",
                "Microsoft.Compute/disks/*",
                "Microsoft.Network/*/read",
                "Microsoft.Network/virtualNetworks/subnets/join/action",
                "Microsoft.Resources/deployments/*",
                "Microsoft.Resources/subscriptions/resourceGroups/read",
            ],
            [],
            []
        ),
        (
            "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
            "Storage Blob Data Reader",
            [
                "Microsoft.Storage/storageAccounts/blobServices/containers/read",
                "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
            ],
            [],
            ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"]
        ),
        (
            "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
            "Storage Blob Data Contributor",
            [
                "Microsoft.Storage/storageAccounts/blobServices/containers/*",
                "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
            ],
            [],
            ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"]
        ),
    ];

    public static void Fill(ResourceStore store)
    {
        foreach ((string Id, string Name, string[] Actions, string[] NotActions, string[] DataActions) role in Roles)
        {
            string id = $"/providers/{PermissionCheck.Definitions}/{role.Id}";
            store.Put(
                new StoredResource(
                    id,
                    PermissionCheck.Definitions,
                    new JsonObject
                    {
                        ["id"] = id,
                        ["name"] = role.Id,
                        ["type"] = PermissionCheck.Definitions,
                        ["properties"] = new JsonObject
                        {
                            ["roleName"] = role.Name,
                            ["type"] = "BuiltInRole",
                            ["description"] = "",
                            ["assignableScopes"] = new JsonArray("/"),
                            ["permissions"] = new JsonArray(
                                new JsonObject
                                {
                                    ["actions"] = Strings(role.Actions),
                                    ["notActions"] = Strings(role.NotActions),
                                    ["dataActions"] = Strings(role.DataActions),
                                    ["notDataActions"] = new JsonArray(),
                                }
                            ),
                        },
                    }
                )
            );
        }
    }

    private static JsonArray Strings(string[] values) => new([.. values.Select(v => (JsonNode)v)]);
}

using System.Text.Json.Nodes;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>
/// Built-in definitions that are relevant to image building. Ids and rules as in the public azure-policy repository.
/// </summary>
internal static class PolicyCatalogue
{
    private static readonly (string Id, string Name, string Mode, string Rule)[] BuiltIn =
    [
        (
            "e56962a6-4747-49cd-b67b-bf8b01975c4c",
            "Allowed locations",
            "Indexed",
            """{"if":{"allOf":[{"field":"location","notIn":"[parameters('listOfAllowedLocations')]"},{"field":"location","notEquals":"global"}]},"then":{"effect":"deny"}}"""
        ),
        (
            "a08ec900-254a-4555-9bf5-e42af04b5c5c",
            "Allowed resource types",
            "All",
            """{"if":{"not":{"field":"type","in":"[parameters('listOfResourceTypesAllowed')]"}},"then":{"effect":"deny"}}"""
        ),
        (
            "6c112d4e-5bc7-47ae-a041-ea2d9dccd749",
            "Not allowed resource types",
            "All",
            """{"if":{"field":"type","in":"[parameters('listOfResourceTypesNotAllowed')]"},"then":{"effect":"deny"}}"""
        ),
        (
            "871b6d14-10aa-478d-b590-94f262ecfa99",
            "Require a tag on resources",
            "Indexed",
            """{"if":{"field":"[concat('tags[', parameters('tagName'), ']')]","exists":"false"},"then":{"effect":"deny"}}"""
        ),
        (
            "96670d01-0a4d-4649-9c89-2d3abc0a5025",
            "Require a tag on resource groups",
            "All",
            """{"if":{"allOf":[{"field":"type","equals":"Microsoft.Resources/subscriptions/resourceGroups"},{"field":"[concat('tags[', parameters('tagName'), ']')]","exists":"false"}]},"then":{"effect":"deny"}}"""
        ),
        (
            "8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54",
            "Storage accounts should prevent shared key access",
            "Indexed",
            """{"if":{"allOf":[{"field":"type","equals":"Microsoft.Storage/storageAccounts"},{"field":"Microsoft.Storage/storageAccounts/allowSharedKeyAccess","notEquals":false}]},"then":{"effect":"[parameters('effect')]"}}"""
        ),
    ];

    public static void Fill(ResourceStore store)
    {
        foreach ((string? id, string? name, string? mode, string? rule) in BuiltIn)
        {
            string path = $"/providers/{PolicyDefinitions.TypeName}/{id}";
            store.Put(
                new StoredResource(
                    path,
                    PolicyDefinitions.TypeName,
                    new JsonObject
                    {
                        ["id"] = path,
                        ["name"] = id,
                        ["type"] = PolicyDefinitions.TypeName,
                        ["properties"] = new JsonObject
                        {
                            ["displayName"] = name,
                            ["policyType"] = "BuiltIn",
                            ["mode"] = mode,
                            ["policyRule"] = JsonNode.Parse(rule),
                        },
                    }
                )
            );
        }
    }
}

using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Storage;

namespace LocalAzure.Providers.Network;

/// <summary>
/// What a private endpoint's connection must say: one part of the resource that it leads to. Sources: Azure/azure-cli#15136,
/// hashicorp/terraform-provider-azurerm#5820, Azure/azure-cli#16750; the parts of a storage account are in Azure Private Link's
/// "Private-link resource".
/// </summary>
internal static class PrivateLinkRules
{
    private static readonly string[] StorageParts = ["blob", "table", "queue", "file", "web", "dfs"];

    /// <exception cref="ArmException">400: no part, more than one, or one that a storage account does not have.</exception>
    public static void Check(ArmPath endpoint, JsonNode connection)
    {
        string id = $"{endpoint.Id}/privateLinkServiceConnections/{connection.At("name").Text()}";
        if (connection.At("properties", "privateLinkServiceId").Text() is not { } target)
        {
            return;
        }
        string type = ArmPath.Parse(target).Type;
        string[] parts =
        [
            .. connection.At("properties", "groupIds").Items().Select(part => part.Text()).OfType<string>(),
        ];
        if (ArmPath.Same(type, "Microsoft.Network/privateLinkServices"))
        {
            return;
        }
        if (parts.Length == 0)
        {
            Foresight.Read(connection.At("properties", "groupIds"));
            throw new ArmException(
                400,
                "MissingParameterOnPrivateLinkServiceConnection",
                $"Private link service connection {id} is missing required parameter 'group Id'."
            );
        }
        if (parts.Length > 1)
        {
            throw new ArmException(
                400,
                "OnlyOneGroupIdPermitted",
                $"Private link service connection {id} has the following group Ids: {string.Join(", ", parts)}. Only one group Id is "
                    + $"permitted when connecting to a first-party resource ({target})."
            );
        }
        if (ArmPath.Same(type, StorageAccounts.TypeName) && !StorageParts.Contains(PartOf(parts[0])))
        {
            throw new ArmException(
                400,
                "InvalidValuesForRequestParameters",
                $"Call to {StorageAccounts.TypeName} failed. Error message: Values for request parameters are invalid: GroupId: {parts[0]}."
            );
        }
    }

    private static string PartOf(string group) =>
        group.EndsWith("_secondary", StringComparison.Ordinal) ? group[..^"_secondary".Length] : group;
}

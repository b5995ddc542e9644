namespace Jumpbox.Cleaning;

/// <summary>The Azure CLI command to delete manually what the pipeline could not delete.</summary>
public static class RemovalCommand
{
    /// <summary>Returns the command for a resource.</summary>
    /// <param name="id">The resource's id.</param>
    public static string For(string id)
    {
        string[] parts = id.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string name = parts.Length > 0 ? parts[^1] : "";
        if (Has(id, "/roleAssignments/"))
        {
            return $"az role assignment delete --ids {id}";
        }
        if (Has(id, "/roleDefinitions/"))
        {
            return $"az role definition delete --name {name} --scope /subscriptions/{parts[1]}";
        }
        if (Has(id, "/Microsoft.Resources/deployments/"))
        {
            return parts is [_, _, "resourceGroups", var group, ..]
                ? $"az deployment group delete --resource-group {group} --name {name}"
                : $"az deployment sub delete --name {name}";
        }
        return parts.Length == 4
            ? $"az group delete --subscription {parts[1]} --name {name}"
            : $"az resource delete --ids {id}";
    }

    private static bool Has(string id, string part) => id.Contains(part, StringComparison.OrdinalIgnoreCase);
}

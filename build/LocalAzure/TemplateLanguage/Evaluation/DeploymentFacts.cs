using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>What scope and deployment functions tell.</summary>
internal sealed record DeploymentFacts
{
    public required string TenantId { get; init; }

    /// <summary>The deployment's scope: empty for a tenant, else a management group, subscription or resource group.</summary>
    public required string Scope { get; init; }

    public required string DeploymentName { get; init; }

    /// <summary>Region of the deployment's record; null at a resource group.</summary>
    public string? DeploymentLocation { get; init; }

    /// <summary>What is known of the subscription.</summary>
    public JsonObject? Subscription { get; init; }

    /// <summary>What is known of the resource group.</summary>
    public JsonObject? ResourceGroup { get; init; }

    /// <summary>What is known of the management group.</summary>
    public JsonObject? ManagementGroup { get; init; }

    /// <summary>False when members that are not known above may yet exist.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>The principal that deploys.</summary>
    public string DeployerObjectId { get; init; } = "";

    public DateTimeOffset Now { get; init; }

    public Func<Guid> NewGuid { get; init; } = Guid.NewGuid;

    public string? SubscriptionId => PartAfter("subscriptions");

    public string? ResourceGroupName => PartAfter("resourceGroups");

    private string? PartAfter(string name)
    {
        string[] parts = Scope.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int at = Array.FindIndex(parts, p => p.Equals(name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : null;
    }
}

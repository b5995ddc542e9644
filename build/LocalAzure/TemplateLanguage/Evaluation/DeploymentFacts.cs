using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>The values of scope and deployment functions.</summary>
internal sealed record DeploymentFacts
{
    public required string TenantId { get; init; }

    /// <summary>The deployment's scope: empty for a tenant, else a management group, subscription or resource group.</summary>
    public required string Scope { get; init; }

    public required string DeploymentName { get; init; }

    /// <summary>The location of the deployment; null at a resource group.</summary>
    public string? DeploymentLocation { get; init; }

    /// <summary>The known properties of the subscription.</summary>
    public JsonObject? Subscription { get; init; }

    /// <summary>The known properties of the resource group.</summary>
    public JsonObject? ResourceGroup { get; init; }

    /// <summary>Whether the resource group exists: the location and the tags of one to come are not known.</summary>
    public bool HasGroup { get; init; } = true;

    /// <summary>The known properties of the management group.</summary>
    public JsonObject? ManagementGroup { get; init; }

    /// <summary>False when there may be members that are not known here.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>The principal of the deployment.</summary>
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

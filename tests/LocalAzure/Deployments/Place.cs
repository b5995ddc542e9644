using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;

namespace LocalAzure.Tests.Deployments;

/// <summary>Where both evaluations pretend to deploy. A subscription deployment has no resource group.</summary>
public sealed record Place(string? ResourceGroup)
{
    public const string Tenant = "11111111-1111-1111-1111-111111111111";
    public const string Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    public const string Location = "eastus2";
    public const string Deployment = "corpus";

    public static Place Of(JsonObject template) =>
        new(
            template["$schema"]!
                .GetValue<string>()
                .Contains("subscriptionDeploymentTemplate", StringComparison.OrdinalIgnoreCase)
                ? null
                : "rg-corpus"
        );

    /// <summary>As little as Bicep knows of a cloud that it does not ask.</summary>
    internal DeploymentFacts Facts =>
        FactsOf(
            ResourceGroup is null
                ? $"/subscriptions/{Subscription}"
                : $"/subscriptions/{Subscription}/resourceGroups/{ResourceGroup}"
        ) with
        {
            DeploymentName = Deployment,
        };

    internal DeploymentFacts FactsOf(string scope)
    {
        DeploymentFacts facts = new()
        {
            TenantId = Tenant,
            Scope = scope,
            DeploymentName = "",
            DeploymentLocation = Location,
            IsComplete = false,
        };
        string? subscription = facts.SubscriptionId;
        return facts with
        {
            Subscription = new JsonObject
            {
                ["id"] = $"/subscriptions/{subscription}",
                ["subscriptionId"] = subscription,
                ["tenantId"] = Tenant,
            },
            ResourceGroup = facts.ResourceGroupName is { } group ? GroupOf(scope, group) : null,
        };
    }

    private JsonObject GroupOf(string scope, string group)
    {
        JsonObject known = new()
        {
            ["id"] = scope,
            ["name"] = group,
            ["type"] = "Microsoft.Resources/resourceGroups",
        };
        if (group == ResourceGroup)
        {
            known["location"] = Location;
        }
        return known;
    }
}

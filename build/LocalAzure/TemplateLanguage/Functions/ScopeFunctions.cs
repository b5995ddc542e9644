using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>Scopes, deployment, environment, parameters, variables.</summary>
internal static class ScopeFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new("subscription", 0, 0, Scope) { MemberOf = Member },
        new("resourceGroup", 0, 0, Scope) { MemberOf = Member },
        new("managementGroup", 0, 0, Scope) { MemberOf = Member },
        new("tenant", 0, 0, Scope) { MemberOf = Member },
        new("deployment", 0, 0, (_, context) => new ValueExpression(Deployment(context.Frame))),
        new("deployer", 0, 0, Scope) { MemberOf = Member },
        new("environment", 0, 0, Environment),
        new("parameters", 1, 1, (call, context) => context.Frame.Parameter(Name(call, context), context)),
        new("variables", 1, 1, (call, context) => context.Frame.Variable(Name(call, context), context.HidesSecrets)),
    ];

    /// <summary>The known object that a scope function returns; null for other functions.</summary>
    private static JsonObject? Known(CallExpression call, EvaluationContext context)
    {
        DeploymentFacts facts = context.Frame.Facts;
        return call.Name.ToUpperInvariant() switch
        {
            "SUBSCRIPTION" => facts.Subscription,
            "RESOURCEGROUP" => facts.ResourceGroup,
            "MANAGEMENTGROUP" => facts.ManagementGroup,
            "TENANT" => new JsonObject { ["tenantId"] = facts.TenantId },
            "DEPLOYER" when facts.IsComplete => new JsonObject
            {
                ["objectId"] = facts.DeployerObjectId,
                ["tenantId"] = facts.TenantId,
                ["userPrincipalName"] = "",
            },
            _ => null,
        };
    }

    private static ValueExpression? Member(CallExpression call, string name, EvaluationContext context) =>
        Known(call, context) is { } known && known.TryMember(name, out JsonNode? value)
            ? new ValueExpression(value)
            : null;

    private static Expression Scope(CallExpression call, EvaluationContext context)
    {
        JsonObject? known = Known(call, context);
        DeploymentFacts facts = context.Frame.Facts;
        if (!facts.IsComplete && (known is not null || Names.Same(call.Name, "deployer")))
        {
            return call;
        }
        if (!facts.HasGroup && known is not null && Names.Same(call.Name, "resourceGroup"))
        {
            return new DeclaredExpression(known, call);
        }
        return known is not null
            ? new ValueExpression(known)
            : throw new TemplateException(
                $"The template function '{call.Name}' is not expected at this location: the deployment's scope "
                    + $"'{context.Frame.Facts.Scope}' has none. Please see https://aka.ms/arm-functions for usage details."
            );
    }

    private static JsonObject Deployment(TemplateFrame frame)
    {
        JsonObject result = new() { ["name"] = frame.Facts.DeploymentName };
        if (frame.Facts.DeploymentLocation is { } location)
        {
            result["location"] = location;
        }
        result["properties"] = new JsonObject
        {
            ["template"] = frame.Template.Json.DeepClone(),
            ["parameters"] = frame.GivenParameters.DeepClone(),
            ["mode"] = "Incremental",
            ["provisioningState"] = "Accepted",
        };
        return result;
    }

    private static Expression Environment(CallExpression call, EvaluationContext context) =>
        context.Frame.Facts.IsComplete ? new ValueExpression(JsonNode.Parse(PublicCloud)) : call;

    private static string Name(CallExpression call, EvaluationContext context) =>
        Evaluator.Reduce(call.Arguments[0], context) is ValueExpression { Value: var value }
        && value.IsText(out string? name)
            ? name
            : throw TemplateException.NotYetKnown(
                $"The argument of the function '{call.Name}' must be a string known at the start."
            );

    // learn.microsoft.com, ARM template functions, environment: the public cloud.
    private const string PublicCloud = """
        {
          "name": "AzureCloud",
          "gallery": "https://gallery.azure.com/",
          "graph": "https://graph.windows.net/",
          "portal": "https://portal.azure.com",
          "graphAudience": "https://graph.windows.net/",
          "activeDirectoryDataLake": "https://datalake.azure.net/",
          "batch": "https://batch.core.windows.net/",
          "media": "https://rest.media.azure.net",
          "sqlManagement": "https://management.core.windows.net:8443/",
          "vmImageAliasDoc": "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json",
          "resourceManager": "https://management.azure.com/",
          "authentication": {
            "loginEndpoint": "https://login.microsoftonline.com/",
            "audiences": ["https://management.core.windows.net/", "https://management.azure.com/"],
            "tenant": "common",
            "identityProvider": "AAD"
          },
          "suffixes": {
            "acrLoginServer": ".azurecr.io",
            "azureDatalakeAnalyticsCatalogAndJob": "azuredatalakeanalytics.net",
            "azureDatalakeStoreFileSystem": "azuredatalakestore.net",
            "azureFrontDoorEndpointSuffix": "azurefd.net",
            "keyvaultDns": ".vault.azure.net",
            "sqlServerHostname": ".database.windows.net",
            "storage": "core.windows.net"
          }
        }
        """;
}

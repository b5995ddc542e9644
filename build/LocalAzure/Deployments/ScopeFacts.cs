using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Resources;
using LocalAzure.Resources;
using LocalAzure.Store;
using LocalAzure.TemplateLanguage.Evaluation;

namespace LocalAzure.Deployments;

/// <summary>What the store knows about a deployment's scope.</summary>
internal sealed class ScopeFacts(ResourceContext context, TypeCatalogue types)
{
    public DeploymentFacts Read(string scope, string name, string? location, Caller caller)
    {
        ArmPath path = ArmPath.Parse(scope);
        JsonObject? subscription = context.Store.Find($"/subscriptions/{path.SubscriptionId}")?.Body;
        JsonObject? group = null;
        bool hasGroup = true;
        if (path.ResourceGroup is { } groupName)
        {
            string id = $"/subscriptions/{path.SubscriptionId}/resourceGroups/{groupName}";
            hasGroup = context.Store.Find(id) is not null;
            group =
                context.Store.Find(id) is { } stored && types.Find(ResourceGroups.TypeName) is ResourceGroups type
                    ? type.Render(stored)
                    : new JsonObject
                    {
                        ["id"] = id,
                        ["name"] = groupName,
                        ["type"] = "Microsoft.Resources/resourceGroups",
                    };
        }
        return new DeploymentFacts
        {
            TenantId = subscription?["tenantId"].Text() ?? "",
            Scope = scope,
            DeploymentName = name,
            DeploymentLocation = location,
            Subscription = subscription is null ? null : Shown(subscription),
            ResourceGroup = group,
            HasGroup = hasGroup,
            DeployerObjectId = caller.ObjectId,
            Now = context.Now,
        };
    }

    private static JsonObject Shown(JsonObject subscription) =>
        new()
        {
            ["id"] = subscription["id"]?.DeepClone(),
            ["subscriptionId"] = subscription["subscriptionId"]?.DeepClone(),
            ["tenantId"] = subscription["tenantId"]?.DeepClone(),
            ["displayName"] = subscription["displayName"]?.DeepClone(),
        };
}

using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Insights;

/// <summary>
/// Associations of machines or scale sets with data collection rules: extension resources, which go with what they are on. Source:
/// Azure/bicep-types-az, Microsoft.Insights; the codes of the refusals are not documented.
/// </summary>
internal sealed class RuleAssociations(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.Insights/dataCollectionRuleAssociations";

    protected override bool IsTracked => false;

    /// <summary>The associations of a rule.</summary>
    public static IEnumerable<StoredResource> Of(ResourceStore store, string rule) =>
        store
            .OfType(TypeName)
            .Where(one => ArmPath.Same(one.Body.At("properties", "dataCollectionRuleId").Text(), rule));

    protected override ArmResponse List(ArmRequest request) =>
        ArmResponse.List(
            Context
                .Store.OfType(TypeName)
                .Where(one => ArmPath.Same(ArmPath.Parse(one.Id).Scope, request.Path.Scope))
                .Select(Render)
        );

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (request.Caller.IsSystem)
        {
            return;
        }
        if (Context.Store.Find(request.Path.Scope) is null)
        {
            throw ArmException.NoResource(ArmPath.Parse(request.Path.Scope));
        }
        string? rule = body.At("properties", "dataCollectionRuleId").Text();
        string? endpoint = body.At("properties", "dataCollectionEndpointId").Text();
        if (rule is null == endpoint is null)
        {
            throw new ArmException(
                400,
                "InvalidPayload",
                "An association has either dataCollectionRuleId or dataCollectionEndpointId.",
                "properties.dataCollectionRuleId"
            );
        }
        if (rule is not null && Context.Store.Find(rule)?.Type != DataCollectionRules.TypeName)
        {
            throw new ArmException(
                404,
                "ResourceNotFound",
                $"The data collection rule '{rule}' was not found.",
                "properties.dataCollectionRuleId"
            );
        }
    }
}

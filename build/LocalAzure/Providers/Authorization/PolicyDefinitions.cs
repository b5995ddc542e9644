using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>Policy definitions at a subscription, and the built-in ones at the root.</summary>
internal sealed class PolicyDefinitions(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.Authorization/policyDefinitions";

    protected override bool IsTracked => false;

    // policyDefinitions.json: 201, also for an existing one.
    protected override int StatusOfPut(bool isNew) => 201;

    protected override StoredResource? Find(ArmPath path) =>
        Context.Store.Find(path.Id) ?? Context.Store.Find($"/providers/{TypeName}/{path.Name}");

    protected override ArmException NotFound(ArmPath path) =>
        new(404, "PolicyDefinitionNotFound", $"The policy definition '{path.Name}' could not be found.");

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (
            body.At("properties", "policyRule", "if") is not JsonObject
            || body.At("properties", "policyRule", "then", "effect") is null
        )
        {
            throw new ArmException(
                400,
                "InvalidPolicyRule",
                "properties.policyRule must have 'if' and 'then' with an 'effect'.",
                "properties.policyRule"
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        document.Remove("etag");
        JsonObject properties = document.Ensure("properties");
        properties.Remove("provisioningState");
        properties["policyType"] ??= "Custom";
        properties["mode"] ??= "All";
    }
}

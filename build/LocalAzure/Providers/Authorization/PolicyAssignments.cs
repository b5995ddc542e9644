using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>Policy assignments at a subscription, group or resource.</summary>
internal sealed class PolicyAssignments(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.Authorization/policyAssignments";

    protected override bool IsTracked => false;

    // policyAssignments.json: 201, also for an existing one.
    protected override int StatusOfPut(bool isNew) => 201;

    protected override string NamePattern => "^[^<>*%&:?+/\\\\]{0,63}[^<>*%&:?+/\\\\. ]$";

    protected override ArmException NotFound(ArmPath path) =>
        new(404, "PolicyAssignmentNotFound", $"The policy assignment '{path.Name}' is not found.");

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        string? id = body.At("properties", "policyDefinitionId").Text();
        if (id is null || Context.Store.Find(id) is null)
        {
            throw new ArmException(
                404,
                "PolicyDefinitionNotFound",
                $"The policy definition '{id}' could not be found."
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        document.Remove("etag");
        JsonObject properties = document.Ensure("properties");
        properties.Remove("provisioningState");
        properties["scope"] = ArmPath.Parse(document["id"].Text()!).Scope;
        properties["enforcementMode"] ??= "Default";
    }
}

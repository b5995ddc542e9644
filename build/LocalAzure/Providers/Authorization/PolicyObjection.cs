using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>An assignment whose rule matches a resource.</summary>
internal sealed record PolicyObjection(
    StoredResource Assignment,
    JsonObject Definition,
    string Effect,
    (string Field, string Operator, JsonNode? Target)? Cause
)
{
    public JsonObject Identifiers() =>
        new()
        {
            ["policyAssignment"] = new JsonObject { ["name"] = Title(Assignment.Body), ["id"] = Assignment.Id },
            ["policyDefinition"] = new JsonObject { ["name"] = Title(Definition), ["id"] = Definition["id"].Text() },
        };

    public JsonObject Info() =>
        new()
        {
            ["policyDefinitionDisplayName"] = Title(Definition),
            ["policyDefinitionId"] = Definition["id"].Text(),
            ["policyDefinitionName"] = Definition["name"].Text(),
            ["policyDefinitionEffect"] = Effect,
            ["policyAssignmentId"] = Assignment.Id,
            ["policyAssignmentName"] = Assignment.Name,
            ["policyAssignmentDisplayName"] = Title(Assignment.Body),
            ["policyAssignmentScope"] = Assignment.Body.At("properties", "scope").Text(),
        };

    public JsonObject PolicyInfo() =>
        new() { ["policyDefinitionId"] = Definition["id"].Text(), ["policyAssignmentId"] = Assignment.Id };

    private static string? Title(JsonObject body) => body.At("properties", "displayName").Text() ?? body["name"].Text();
}

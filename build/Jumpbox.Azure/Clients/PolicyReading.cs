using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Checks;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// Reads the response of a policy restriction check: the evaluation of the content, and the restrictions of single fields.
/// Both may be about one assignment; then the field completes the evaluation.
/// </summary>
internal static class PolicyReading
{
    public static IReadOnlyList<PolicyObjection> Objections(JsonObject body, JsonObject resource)
    {
        List<PolicyObjection> fields =
        [
            .. from field in body.Objects("fieldRestrictions")
            from restriction in field.Objects("restrictions")
            select Field(field.Text("field") ?? "", restriction),
        ];
        List<PolicyObjection> judged =
        [
            .. body.Objects("contentEvaluationResult", "policyEvaluations")
                .Where(one => Is(one.Text("evaluationResult"), "NonCompliant"))
                .Select(one => Judged(one, fields)),
        ];
        // A missing required field is refused even without an evaluation of the content.
        judged.AddRange(
            fields.Where(field =>
                !judged.Exists(other =>
                    Is(other.Assignment, field.Assignment) && Is(other.Definition, field.Definition)
                ) && !Satisfied(resource, field)
            )
        );
        return judged;
    }

    private static PolicyObjection Judged(JsonObject evaluation, List<PolicyObjection> fields)
    {
        string assignment = evaluation.Text("policyInfo", "policyAssignmentId") ?? "";
        string definition = evaluation.Text("policyInfo", "policyDefinitionId") ?? "";
        PolicyObjection? field = fields.Find(one => Is(one.Assignment, assignment) && Is(one.Definition, definition));
        string? path = evaluation
            .Objects("evaluationDetails", "evaluatedExpressions")
            .Where(one => !Is(one.Text("path"), "type"))
            .Select(one => one.Text("path"))
            .LastOrDefault();
        return new(
            assignment,
            definition,
            evaluation.Text("effectDetails", "policyEffect") ?? "Deny",
            field?.Field ?? path,
            field?.Values ?? [],
            evaluation.Text("evaluationDetails", "reason") ?? field?.Message
        );
    }

    private static PolicyObjection Field(string name, JsonObject restriction)
    {
        IReadOnlyList<string> values = restriction.Texts("values");
        string effect =
            restriction.Text("policyEffect") ?? (restriction.Text("defaultValue") is null ? "Deny" : "Modify");
        return new(
            restriction.Text("policy", "policyAssignmentId") ?? "",
            restriction.Text("policy", "policyDefinitionId") ?? "",
            effect,
            name,
            values.Count > 0 ? values
                : restriction.Text("defaultValue") is { } value ? [value]
                : [],
            restriction.Text("reason")
        );
    }

    private static bool Satisfied(JsonObject resource, PolicyObjection field)
    {
        string? value = Value(resource, field.Field ?? "");
        return value is not null
            && (field.Values.Count == 0 || field.Values.Contains(value, StringComparer.OrdinalIgnoreCase));
    }

    private static string? Value(JsonObject resource, string field)
    {
        // Source: Azure Policy, the alias of the built-in definition "Allowed virtual machine size SKUs".
        if (Is(field, "Microsoft.Compute/virtualMachines/sku.name"))
        {
            return resource.Text("properties", "hardwareProfile", "vmSize");
        }
        string path = field.Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal);
        string type = resource.Text("type") ?? "";
        if (path.StartsWith(type + "/", StringComparison.OrdinalIgnoreCase))
        {
            path = "properties." + path[(type.Length + 1)..];
        }
        JsonNode? node = resource;
        foreach (string name in path.Split('.'))
        {
            node = node is JsonObject at ? at.FirstOrDefault(pair => Is(pair.Key, name)).Value : null;
        }
        return node?.ToString();
    }

    private static bool Is(string? left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

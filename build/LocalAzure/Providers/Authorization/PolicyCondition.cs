using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Access;
using LocalAzure.Arm;

namespace LocalAzure.Providers.Authorization;

/// <summary>
/// The condition of a policy rule: allOf, anyOf, not, and field with equals, in, like, contains, exists and their opposites.
/// Values may be parameters; any other condition is false.
/// </summary>
internal sealed partial class PolicyCondition(JsonNode? parameters)
{
    /// <summary>The last comparison that was true: field, operator and value.</summary>
    public (string Field, string Operator, JsonNode? Target)? Cause { get; private set; }

    public bool IsTrue(JsonNode? condition, JsonObject resource)
    {
        if (condition is not JsonObject rule)
        {
            return false;
        }
        if (rule["allOf"] is JsonArray all)
        {
            return all.All(c => IsTrue(c, resource));
        }
        if (rule["anyOf"] is JsonArray any)
        {
            return any.Any(c => IsTrue(c, resource));
        }
        if (rule["not"] is JsonObject not)
        {
            bool held = IsTrue(not, resource);
            Cause ??= Compare(not) is { } c && c.Field != "type" ? c : Cause;
            return !held;
        }
        return Compare(rule) is { } comparison && Test(comparison, resource);
    }

    /// <summary>The value, or the value of the parameter that it names.</summary>
    public JsonNode? Value(JsonNode? node)
    {
        if (node.Text() is not { } text)
        {
            return node;
        }
        if (Parameter().Match(text) is { Success: true } match)
        {
            return parameters.At(match.Groups[1].Value, "value");
        }
        if (Concatenation().Match(text) is { Success: true } parts)
        {
            return $"{parts.Groups[1].Value}{parameters.At(parts.Groups[2].Value, "value").Text()}{parts.Groups[3].Value}";
        }
        return node;
    }

    private bool Test((string Field, string Operator, JsonNode? Target) comparison, JsonObject resource)
    {
        JsonNode? actual = PolicyField.Read(resource, comparison.Field);
        (string? name, JsonNode? target) = (comparison.Operator, comparison.Target);
        bool negative = name.StartsWith("not", StringComparison.OrdinalIgnoreCase);
        string plain = negative ? name[3..].ToLowerInvariant() : name.ToLowerInvariant();
        bool held = plain switch
        {
            "equals" => Same(actual, target),
            "in" => target.Items().Any(t => Same(actual, t)),
            "like" => ActionPattern.Matches(Plain(target), Plain(actual)),
            "contains" => Plain(actual).Contains(Plain(target), StringComparison.OrdinalIgnoreCase),
            "exists" => (actual is not null) == (Plain(target).Equals("true", StringComparison.OrdinalIgnoreCase)),
            _ => false,
        };
        held = negative ? !held : held;
        if (held && comparison.Field != "type")
        {
            Cause = comparison;
        }
        return held;
    }

    private (string Field, string Operator, JsonNode? Target)? Compare(JsonObject rule) =>
        Value(rule["field"]).Text() is { } field
        && rule.FirstOrDefault(p => p.Key != "field") is { Key: { } name, Value: var target }
            ? (field, name, Value(target))
            : null;

    private static bool Same(JsonNode? a, JsonNode? b) => Plain(a).Equals(Plain(b), StringComparison.OrdinalIgnoreCase);

    private static string Plain(JsonNode? node) => node.Text() ?? node?.ToJsonString() ?? "";

    [GeneratedRegex(@"^\[parameters\('([^']+)'\)\]$", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^\[concat\('([^']*)',\s*parameters\('([^']+)'\),\s*'([^']*)'\)\]$", RegexOptions.IgnoreCase)]
    private static partial Regex Concatenation();
}

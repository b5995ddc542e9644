using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Faults;

/// <summary>What the members of a fault rule must be that say what it matches and how often it hits.</summary>
internal static class RuleMembers
{
    // Requests inside a deployment have no connection that could break.
    private static readonly string[] Inside = ["answer", "throttle", "delay", "stall", "loseRoleAssignment"];

    private static readonly string[] OfRequests = [.. Inside, "drop", "truncate", "garble"];

    private static readonly string[] Texts = ["image", "script"];

    private static readonly string[] Counts = ["nth", "times"];

    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"];

    /// <summary>The members that are wrong, or would have no effect with the rule's action.</summary>
    public static IEnumerable<string> Problems(JsonObject rule, string action)
    {
        bool isOfRequests = OfRequests.Contains(action);
        if (
            rule["method"] is { } method
            && !(isOfRequests && Methods.Contains(method.Text(), StringComparer.OrdinalIgnoreCase))
        )
        {
            yield return $"method must be one of {string.Join(", ", Methods)}, with {string.Join(", ", OfRequests)}";
        }
        if (rule["path"] is { } path && !((isOfRequests || MachineRuleReader.Actions.Contains(action)) && IsText(path)))
        {
            yield return $"path must be a text, with one of {string.Join(", ", OfRequests.Concat(MachineRuleReader.Actions))}";
        }
        foreach (string name in Texts.Where(name => rule[name] is { } node && !IsText(node)))
        {
            yield return $"{name} must be a text";
        }
        foreach (string name in Counts.Where(name => rule[name] is { } node && !FaultReader.IsWhole(node, least: 1)))
        {
            yield return $"{name} must be a whole number from 1 on";
        }
        if (
            rule["probability"] is { } probability
            && !(probability is JsonValue value && value.TryGetValue(out double chance) && chance is >= 0 and <= 1)
        )
        {
            yield return "probability must be a number between 0 and 1";
        }
        if (rule["in"] is { } place && !(place.Text() == "deployment" && Inside.Contains(action)))
        {
            yield return $"in must be \"deployment\", with one of {string.Join(", ", Inside)}";
        }
        if (
            rule["exitCode"] is { } code
            && !(action == "failCustomizer" && FaultReader.IsWhole(code, least: int.MinValue))
        )
        {
            yield return "exitCode must be a whole number, with failCustomizer";
        }
        if (
            rule["output"] is { } output
            && !(action == "failCustomizer" && output is JsonArray lines && lines.All(line => line.Text() is not null))
        )
        {
            yield return "output must be a list of lines, with failCustomizer";
        }
    }

    private static bool IsText(JsonNode node) => node.Text() is not null;
}

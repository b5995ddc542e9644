using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Faults;

/// <summary>Reads the actions of fault rules that concern machines.</summary>
internal static class MachineRuleReader
{
    /// <summary>Their names.</summary>
    public static readonly IReadOnlyList<string> Actions = ["health", "neverCreated", "runCommand"];

    // The states of the extension: Azure/applicationhealth-extension-linux, README.
    private static readonly string[] States = ["Healthy", "Unhealthy", "Unknown", "Initializing"];

    /// <summary>Reads an action; null for one of another kind, or with a wrong value.</summary>
    public static FaultRule? Read(string name, JsonNode? value) =>
        name switch
        {
            "health" when States.FirstOrDefault(one => ArmPath.Same(one, value.Text())) is { } state => new(
                FaultKind.Health
            )
            {
                Health = state,
            },
            "neverCreated" when value.Flag() == true => new(FaultKind.NeverCreated),
            "runCommand" when value.Text() == "never" => new(FaultKind.Script),
            "runCommand" when value is JsonObject answer && answer.All(part => IsPartOfAnswer(part.Key)) => new(
                FaultKind.Script
            )
            {
                End = new(
                    answer["exitCode"].Number() ?? 0,
                    answer["output"].Text() ?? "",
                    answer["error"].Text() ?? ""
                ),
            },
            _ => null,
        };

    /// <summary>What such an action must be; null for one of another kind.</summary>
    public static string? Expected(string name) =>
        name switch
        {
            "health" => $"one of {string.Join(", ", States)}",
            "neverCreated" => "true",
            "runCommand" => """never, or an object as {"exitCode":0,"output":"","error":""}""",
            _ => null,
        };

    /// <summary>Members of a rule that do not fit its action.</summary>
    public static IEnumerable<string> Misplaced(JsonObject rule, string action)
    {
        if (rule["script"] is not null && action != "runCommand")
        {
            yield return "script must be with runCommand";
        }
        if (rule["image"] is not null && action is not ("health" or "neverCreated"))
        {
            yield return "image must be with health or neverCreated";
        }
    }

    private static bool IsPartOfAnswer(string name) => name is "exitCode" or "output" or "error";
}

using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;

namespace LocalAzure.Faults;

/// <summary>Reads fault rules and collects every problem.</summary>
internal static class FaultReader
{
    private static readonly string[] Matching =
    [
        "method",
        "path",
        "in",
        "nth",
        "times",
        "probability",
        "exitCode",
        "output",
        "image",
        "script",
    ];

    private static readonly string[] Phases =
    [
        "Queued",
        "Building",
        "Customizing",
        "Optimizing",
        "Validating",
        "Distributing",
    ];

    private static readonly string[] Actions =
    [
        "answer",
        "delay",
        "drop",
        "truncate",
        "garble",
        "throttle",
        "stall",
        "loseRoleAssignment",
        "failCustomizer",
        "killBuildVm",
        "failBuild",
        "failReplication",
        .. MachineRuleReader.Actions,
    ];

    public static (int Seed, IReadOnlyList<FaultRule> Rules) Read(JsonNode? node, List<string> problems)
    {
        if (node is not JsonObject json || json["rules"] is not JsonArray rules)
        {
            problems.Add("there must be an object with a list 'rules'");
            return (0, []);
        }
        problems.AddRange(
            json.Select(p => p.Key)
                .Where(k => k is not ("seed" or "rules" or "$schema"))
                .Select(k => $"'{k}' is not known; expected are seed and rules")
        );
        if (json["seed"] is { } seed && !IsWhole(seed, int.MinValue))
        {
            problems.Add($"seed is {seed.ToJsonString()}; expected is a whole number");
        }
        List<FaultRule> read = rules.Select((r, i) => Rule(r, $"rules[{i}]", problems)).OfType<FaultRule>().ToList();
        return (json["seed"].Number() ?? 0, read);
    }

    private static FaultRule? Rule(JsonNode? node, string at, List<string> problems)
    {
        if (node is not JsonObject rule)
        {
            problems.Add($"{at} must be an object");
            return null;
        }
        problems.AddRange(
            rule.Select(p => p.Key)
                .Where(k => !Matching.Contains(k) && !Actions.Contains(k))
                .Select(k => $"{at}.{k} is not known")
        );
        List<string> actions = Actions.Where(a => rule[a] is not null).ToList();
        if (actions.Count != 1)
        {
            problems.Add($"{at} must have exactly one of {string.Join(", ", Actions)}");
            return null;
        }
        problems.AddRange(RuleMembers.Problems(rule, actions[0]).Select(problem => $"{at}.{problem}"));
        problems.AddRange(MachineRuleReader.Misplaced(rule, actions[0]).Select(problem => $"{at}.{problem}"));
        return Action(actions[0], rule, at, problems) is { } made
            ? made with
            {
                IsInside = rule["in"] is not null,
                Method = rule["method"].Text(),
                Path = rule["path"].Text() ?? "*",
                Image = rule["image"].Text() ?? "*",
                Script = rule["script"].Text() ?? "*",
                Nth = rule["nth"].Number(),
                Times = rule["times"].Number(),
                Probability =
                    rule["probability"] is JsonValue value && value.TryGetValue(out double chance) ? chance : 1,
            }
            : null;
    }

    private static FaultRule? Action(string name, JsonObject rule, string at, List<string> problems)
    {
        JsonNode? value = rule[name];
        if (MachineRuleReader.Read(name, value) is { } ofMachine)
        {
            return ofMachine;
        }
        switch (name)
        {
            case "answer" when IsAnswer(value) && value.At("status").Number() is (>= 200 and <= 599) and var status:
                return new(FaultKind.Answer)
                {
                    Status = status,
                    Body = value.At("body")?.DeepClone(),
                    Headers = value.At("headers").Object()?.ToDictionary(h => h.Key, h => h.Value.Text() ?? "") ?? [],
                };
            case "delay" when Seconds(value) is { } delay:
                return new(FaultKind.Delay) { Duration = delay };
            case "drop" when value.Text() is "before" or "after":
                return new(value.Text() == "before" ? FaultKind.DropBefore : FaultKind.DropAfter);
            case "truncate" when value.Number() is >= 0 and var bytes:
                return new(FaultKind.Truncate) { Bytes = bytes };
            case "garble" when value.Flag() == true:
                return new(FaultKind.Garble);
            case "throttle" when value.Number() is >= 0 and var seconds:
                return new(FaultKind.Answer)
                {
                    Status = 429,
                    Body = new ArmError(
                        "SubscriptionRequestsThrottled",
                        $"Number of requests for the subscription exceeded the limit. Please try again after '{seconds}' seconds."
                    ).Envelope(),
                    Headers = new Dictionary<string, string>
                    {
                        ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture),
                    },
                };
            case "stall" when value.Flag() == true || Seconds(value) is not null:
                return new(FaultKind.Stall) { Duration = Seconds(value) };
            case "loseRoleAssignment" when value.Flag() == true:
                return new(FaultKind.LoseRoleAssignment);
            case "failCustomizer" when value.Text() is { } step:
                return new(FaultKind.Step)
                {
                    Step = step,
                    ExitCode = rule["exitCode"].Number() ?? 1,
                    Output = [.. rule["output"].Items().Select(line => line.Text()).OfType<string>()],
                };
            case "killBuildVm" when value.Text() is { } step:
                return new(FaultKind.Step) { Step = step, ExitCode = FaultRule.Disconnected };
            case "failBuild"
                when value.At("message").Text() is { } message
                    && Phases.FirstOrDefault(p => ArmPath.Same(p, value.At("phase").Text())) is { } phase:
                return new(FaultKind.Build) { Phase = phase, Message = message };
            case "failReplication" when value.Text() is { } region && (region.Contains('*') || Regions.IsKnown(region)):
                return new(FaultKind.Replication) { Region = region };
            default:
                problems.Add($"{at}.{name} is {value!.ToJsonString()}; expected is {Expected(name)}");
                return null;
        }
    }

    private static string Expected(string name) =>
        name switch
        {
            "answer" => "an object with a status from 200 to 599, and perhaps a body and headers with texts, as "
                + """{"status":503,"body":{}}""",
            "delay" => "a number of seconds",
            "drop" => "before or after",
            "truncate" => "a number of bytes",
            "throttle" => "a whole number of seconds",
            "stall" => "true, or a number of seconds",
            "loseRoleAssignment" or "garble" => "true",
            "failBuild" => $"an object with a message and a phase, one of {string.Join(", ", Phases)}",
            "failReplication" => "the short name of a region; a star stands for any text",
            _ => MachineRuleReader.Expected(name) ?? "the name of a step; a star stands for any text",
        };

    private static bool IsAnswer(JsonNode? node) =>
        node is JsonObject answer
        && answer.All(part => part.Key is "status" or "body" or "headers")
        && (answer["headers"] is null || answer["headers"] is JsonObject headers && headers.All(IsHeader));

    // A token (RFC 9110, "Tokens"), and a text on one line.
    private static bool IsHeader(KeyValuePair<string, JsonNode?> header) =>
        header.Key.Length > 0
        && header.Key.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c))
        && header.Value.Text() is { } text
        && text.All(c => c is >= ' ' and <= '~');

    /// <summary>Whether a value is a whole number from a least one on.</summary>
    public static bool IsWhole(JsonNode node, int least) =>
        node is JsonValue value && value.TryGetValue(out int number) && number >= least;

    private static TimeSpan? Seconds(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<double>(out double seconds) && seconds is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : null;
}

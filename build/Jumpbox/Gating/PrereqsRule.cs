using System.Text.Json;
using Jumpbox.Evidence;
using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>Nothing that was known to be wrong was built upon.</summary>
internal sealed class PrereqsRule()
    : GateRule("prereqs", "Prereqs found no failure; what was skipped is recorded with its reason.")
{
    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        JsonElement prereqs = evidence.Json(EvidenceFiles.Prereqs);
        JsonElement[] checks = [.. prereqs.GetProperty("checks").EnumerateArray()];
        string[] failed =
        [
            .. checks.Where(check => TextOf(check, "status") == "fail").Select(check => TextOf(check, "id")),
        ];
        string[] skipped =
        [
            .. prereqs
                .GetProperty("skipped")
                .EnumerateObject()
                .Select(skip => $"{skip.Name} ({skip.Value.GetString()})"),
        ];
        bool unfounded = prereqs
            .GetProperty("skipped")
            .EnumerateObject()
            .Any(skip => string.IsNullOrWhiteSpace(skip.Value.GetString()));
        string told = $"{checks.Length} checks{(skipped.Length > 0 ? $", skipped: {string.Join(", ", skipped)}" : "")}";
        return checks.Length == 0 ? Fail("prereqs.json has no checks: run the target Prereqs.")
            : failed.Length > 0 ? Fail($"{told}, failed: {string.Join(", ", failed)}. Their cures are in prereqs.json.")
            : !prereqs.GetProperty("passed").GetBoolean() ? Fail($"{told}, and not passed: run the target Prereqs.")
            : unfounded ? Fail($"{told}: a skip has no reason. Give it one in the section skip of the settings.")
            : skipped.Length > 0 && !settings.AllowSkips ? Fail($"{told}, and gate.allowSkips is false.")
            : Pass(told);
    }
}

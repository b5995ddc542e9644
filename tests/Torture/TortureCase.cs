using System.Text.Json.Nodes;
using LocalAzure.Faults;

namespace Torture.Tests;

/// <summary>One request and what happens to it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Hardship">What happens.</param>
internal sealed record TortureCase(SeenRequest Request, Hardship Hardship)
{
    /// <summary>Names it, to run it again alone.</summary>
    public string Name => $"{Hardship} {Request}";

    public FaultPlan Faults()
    {
        JsonObject? rule = Hardship switch
        {
            Hardship.DropBefore => new() { ["drop"] = "before" },
            Hardship.DropAfter or Hardship.KilledAfter => new() { ["drop"] = "after" },
            Hardship.Throttled => new() { ["throttle"] = Request.IsEffect ? 1 : 0 },
            Hardship.Error500 => Answer(500),
            Hardship.Busy503 or Hardship.Outage => Answer(503),
            Hardship.TimedOut => new() { ["delay"] = 3000 },
            Hardship.Truncated => new() { ["truncate"] = 10 },
            Hardship.Malformed => new() { ["garble"] = true },
            Hardship.Stalled => new() { ["stall"] = 90 },
            Hardship.FalselyConfirmed => Answer(204),
            _ => null,
        };
        JsonArray rules = [];
        if (rule is not null)
        {
            rule["method"] = Request.Method;
            rule["path"] = Request.Path;
            if (Hardship != Hardship.Outage)
            {
                rule["nth"] = Request.Nth;
            }
            rules.Add(rule);
        }
        return FaultPlan.Parse(new JsonObject { ["rules"] = rules }.ToJsonString());
    }

    // The error tells a secret, as careless services do: nothing of it may be written anywhere.
    private static JsonObject Answer(int status) =>
        new()
        {
            ["answer"] = new JsonObject
            {
                ["status"] = status,
                ["body"] = new JsonObject
                {
                    ["error"] = new JsonObject
                    {
                        ["code"] = "InternalServerError",
                        ["message"] =
                            $"Authorization: Bearer {Judge.Secret} failed at https://x.blob.core.windows.net/a?sv=1&sig={Judge.Secret}&t=1",
                    },
                },
            },
        };
}

using System.Text.Json.Nodes;
using LocalAzure.Tests.Deployments;

namespace LocalAzure.Tests.Idioms;

/// <summary>Compares what came of an idiom with what its head and Microsoft's evaluation say.</summary>
internal static class IdiomJudge
{
    public static async Task TakesAsync(IdiomCloud cloud, Idiom idiom)
    {
        IdiomRun run = await cloud.RunAsync(idiom);
        Assert.True(run.Succeeded, $"{idiom.Name} is refused:\n{run.Problem}");
        Assert.True(run.Validated.Status == 200, $"validate disagrees: {run.Validated.Text}");
        Assert.True(run.WhatIf.Status == 200, $"what-if disagrees: {run.WhatIf.Text}");
        string[] wrong =
        [
            .. idiom.Outputs.SelectMany(o => JsonDifference.Between(o.Value, run.Outputs[o.Key], "head: " + o.Key)),
            .. await AgainstSnapshotAsync(cloud, idiom, run),
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));

        IdiomRun again = await cloud.RunAsync(idiom, "b");
        Assert.True(again.Succeeded != idiom.FailsAgain, $"The second deployment: {again.Problem}");
    }

    public static async Task RefusesAsync(IdiomCloud cloud, Idiom idiom)
    {
        IdiomRun run = await cloud.RunAsync(idiom);
        Assert.False(run.Succeeded, $"{idiom.Name} is accepted; Azure {idiom.Verdict}.");
        Assert.DoesNotContain(run.Codes, c => c.Contains("InternalServerError", StringComparison.Ordinal));
        string[] words = idiom.Verdict.Split(' ', ',', '(', ')', ':');
        Assert.True(
            !Array.Exists(words, IsCode) || run.Codes.Intersect(words, StringComparer.Ordinal).Any(),
            $"{idiom.Name} is refused by {string.Join(", ", run.Codes)}; Azure {idiom.Verdict}.\n{run.Problem}"
        );
        Assert.True(
            (run.Validated.Status >= 400) == run.IsEarly,
            $"validate says {run.Validated.Status}, and the deployment is {(run.IsEarly ? "" : "not ")}refused before it starts."
        );
    }

    // What the evaluation could not compute without a cloud is left in it as an expression.
    private static async Task<IEnumerable<string>> AgainstSnapshotAsync(IdiomCloud cloud, Idiom idiom, IdiomRun run)
    {
        JsonObject? snapshot = await cloud.SnapshotAsync(idiom);
        return (snapshot?["outputs"] as JsonObject ?? [])
            .Where(o => o.Value is not null && !o.Value.ToJsonString().Contains("\"[", StringComparison.Ordinal))
            .Where(o => !idiom.Outputs.ContainsKey(o.Key) && run.Outputs.ContainsKey(o.Key))
            .Where(o => !o.Value!.ToJsonString().Contains(Place.Tenant, StringComparison.Ordinal))
            .SelectMany(o => JsonDifference.Between(o.Value, run.Outputs[o.Key], "snapshot: " + o.Key));
    }

    private static bool IsCode(string word) =>
        word.Length > 5 && char.IsUpper(word[0]) && !word.Contains('-') && word.Skip(1).Any(char.IsUpper);
}

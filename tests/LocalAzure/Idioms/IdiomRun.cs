using System.Text.Json.Nodes;
using LocalAzure.Tests.Deployments;

namespace LocalAzure.Tests.Idioms;

/// <summary>What came of a deployment, and whether validate and what-if say the same before it.</summary>
internal sealed record IdiomRun(bool Succeeded, JsonNode? Error, JsonObject Outputs, Answer Validated, Answer WhatIf)
{
    /// <summary>All codes of the error, at any depth.</summary>
    public IEnumerable<string> Codes => CodesOf(Error);

    /// <summary>All codes of an error, at any depth.</summary>
    public static IEnumerable<string> CodesOf(JsonNode? error) => Walk(error).Select(e => (string?)e["code"] ?? "");

    public string Problem => string.Join('\n', Walk(Error).Select(e => $"{e["code"]}: {e["message"]}"));

    /// <summary>Whether the deployment was refused before it created anything.</summary>
    public bool IsEarly { get; private init; }

    public static async Task<IdiomRun> DeployAsync(
        LocalArm arm,
        string group,
        string name,
        JsonObject template,
        JsonObject parameters
    )
    {
        bool atSubscription = template["$schema"]!
            .ToString()
            .Contains("subscriptionDeploymentTemplate", StringComparison.OrdinalIgnoreCase);
        string scope = atSubscription ? LocalArm.Subscription : await GroupAsync(arm, group);
        JsonObject body = new()
        {
            ["properties"] = new JsonObject
            {
                ["mode"] = "Incremental",
                ["template"] = template.DeepClone(),
                ["parameters"] = parameters.DeepClone(),
            },
        };
        if (atSubscription)
        {
            body["location"] = "eastus2";
        }
        string id = Deploying.At(scope, name.Length > 64 ? name[..64] : name);
        string text = body.ToJsonString();
        Answer validated = await arm.PostAsync(id + "/validate", text, Deploying.Version);
        Answer whatIf = await arm.PostAsync(id + "/whatIf", text, Deploying.Version);
        Answer accepted = await arm.PutAsync(id, text, Deploying.Version);
        if (accepted.Status >= 400)
        {
            return new(false, accepted.Json?["error"], [], validated, whatIf) { IsEarly = true };
        }
        Answer done = await Deploying.EndAsync(arm, id, Deploying.Version);
        JsonObject outputs = new(
            (done.Json!["properties"]!["outputs"] as JsonObject ?? []).Select(o =>
                KeyValuePair.Create(o.Key, o.Value!["value"]?.DeepClone())
            )
        );
        return new(done.State == "Succeeded", done.Json["properties"]!["error"], outputs, validated, whatIf);
    }

    private static async Task<string> GroupAsync(LocalArm arm, string group)
    {
        string id = $"{LocalArm.Subscription}/resourceGroups/{group}";
        return (await arm.GetAsync(id, Deploying.Version)).Status == 200 ? id : await Deploying.GroupAsync(arm, group);
    }

    private static IEnumerable<JsonNode> Walk(JsonNode? error) =>
        error is null ? [] : (error["details"] as JsonArray ?? []).SelectMany(Walk).Prepend(error);
}

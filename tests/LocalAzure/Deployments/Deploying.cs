using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Deployments;

/// <summary>Sends template deployments and waits for their end, as a plain HTTP client does.</summary>
internal static class Deploying
{
    public const string Version = "2024-03-01";

    /// <summary>A deployment's address at a scope.</summary>
    public static string At(string scope, string name = "d1") =>
        $"{scope}/providers/Microsoft.Resources/deployments/{name}";

    /// <summary>A template of these resources.</summary>
    public static string Template(string resources, string parameters = "{}", string outputs = "{}") =>
        $$"""
            {"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0",
             "parameters":{{parameters}},"resources":[{{resources}}],"outputs":{{outputs}} }
            """;

    /// <summary>The body of a deployment to a resource group.</summary>
    public static string Body(string template, string parameters = "{}", string mode = "Incremental") =>
        $$"""{"properties":{"mode":"{{mode}}","template":{{template}},"parameters":{{parameters}} } }""";

    /// <summary>Makes a group to deploy to.</summary>
    public static async Task<string> GroupAsync(LocalArm arm, string name)
    {
        string id = $"{LocalArm.Subscription}/resourceGroups/{name}";
        Answer made = await arm.PutAsync(id, """{"location":"eastus2"}""", Version);
        Assert.True(made.Status is 200 or 201, made.Text);
        return id;
    }

    /// <summary>Deploys and gives the finished deployment.</summary>
    public static async Task<Answer> RunAsync(LocalArm arm, string id, string body)
    {
        Answer accepted = await arm.PutAsync(id, body, Version);
        Assert.True(accepted.Status is 200 or 201, accepted.Text);
        return await EndAsync(arm, id, Version);
    }

    /// <summary>Reads a resource until nothing on it is in progress.</summary>
    public static async Task<Answer> EndAsync(LocalArm arm, string id, string version)
    {
        while (true)
        {
            Answer answer = await arm.GetAsync(id, version);
            if (answer.State is not ("Running" or "Creating" or "Updating" or "Accepted"))
            {
                return answer;
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>An output's value.</summary>
    public static JsonNode? Output(Answer done, string name) => done.Json!["properties"]!["outputs"]![name]!["value"];
}

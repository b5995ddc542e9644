using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>Everything that a client can list in the LocalAzure of an artifacts folder, asked over HTTPS as served.</summary>
internal static class WorldListing
{
    private static readonly string[] Lists =
    [
        "resourceGroups?api-version=2021-04-01",
        "resources?api-version=2021-04-01",
        "providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01",
        "providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01&$filter=type eq 'CustomRole'",
    ];

    /// <summary>The ids of all resources, in order.</summary>
    public static async Task<string[]> OfAsync(PipelineRun pipeline)
    {
        using ServedProcess served = await ServedProcess.StartAsync(pipeline);
        List<string> ids = [];
        foreach (string list in Lists)
        {
            string body = await served.Client.GetStringAsync(
                new Uri($"{served.Subscription}/{list}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            JsonObject page = JsonNode.Parse(body)!.AsObject();
            Assert.Null(page["nextLink"]);
            ids.AddRange(page["value"]!.AsArray().Select(item => (string)item!["id"]!));
        }
        await served.InterruptAsync();
        return [.. ids.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
    }
}

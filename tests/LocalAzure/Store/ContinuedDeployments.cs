using System.Text.Json.Nodes;
using LocalAzure.Settings;
using LocalAzure.Tests.Deployments;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.Store;

/// <summary>
/// Deployments that are running when the server ends: the next one with the state continues them, as in Azure they do not depend on
/// their client.
/// </summary>
public sealed class ContinuedDeployments : IDisposable
{
    private const string Tables =
        LocalArm.Subscription + "/resourceGroups/rg-continued/providers/Microsoft.Network/routeTables";

    private const string Identities =
        LocalArm.Subscription
        + "/resourceGroups/rg-continued/providers/Microsoft.ManagedIdentity/userAssignedIdentities";

    // A name that no second evaluation of the template has.
    private const string Template = """
        {"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0",
         "parameters":{"id":{"type":"string","defaultValue":"[newGuid()]"},"secret":{"type":"securestring","defaultValue":"hush-hush"} },
         "resources":[
          {"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31","name":"[concat('id-', parameters('id'))]","location":"eastus2"},
          {"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"first","location":"eastus2"},
          {"type":"Microsoft.Resources/deployments","apiVersion":"2024-03-01","name":"inner","properties":{"mode":"Incremental",
            "expressionEvaluationOptions":{"scope":"inner"},"template":{
              "$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0",
              "parameters":{"id":{"type":"string","defaultValue":"[newGuid()]"} },
              "resources":[{"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"[concat('inner-', parameters('id'))]","location":"eastus2"}],
              "outputs":{"id":{"type":"string","value":"[parameters('id')]"} } } } },
          {"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"second","location":"eastus2","dependsOn":["first","inner"]}],
         "outputs":{"id":{"type":"string","value":"[parameters('id')]"},
           "inner":{"type":"string","value":"[reference('inner').outputs.id.value]"},
           "secret":{"type":"securestring","value":"[parameters('secret')]"} } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("continued-").FullName;
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task End_as_they_would_have_without_the_interruption()
    {
        string id;
        await using (LocalArm first = await StartAsync())
        {
            string group = await Deploying.GroupAsync(first, "rg-continued");
            id = Deploying.At(group);
            Answer accepted = await first.PutAsync(id, Deploying.Body(Template), Deploying.Version);
            Assert.True(accepted.Status == 201, accepted.Text);
            // All that waits for nothing has begun.
            while (await CountAsync(first, Tables) < 2 || await CountAsync(first, Identities) < 1)
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }

        await using LocalArm second = await StartAsync();
        Answer done = await EndAsync(second, id);

        Assert.True(done.State == "Succeeded", done.Text);
        Assert.Equal(1, await CountAsync(second, Identities));
        Assert.Equal(3, await CountAsync(second, Tables));
        string identity = $"{Identities}/id-{Deploying.Output(done, "id")}";
        string inner = $"{Tables}/inner-{Deploying.Output(done, "inner")}";
        Assert.Equal(200, (await second.GetAsync(identity, "2023-01-31")).Status);
        Assert.Equal(200, (await second.GetAsync(inner, "2024-05-01")).Status);
        Answer steps = await second.GetAsync(id + "/operations", Deploying.Version);
        Assert.Equal(
            Enumerable.Repeat("Succeeded", 4),
            steps.Json!["value"]!.AsArray().Select(s => (string?)s!["properties"]!["provisioningState"])
        );
        Answer secrets = await second.PostAsync(id + "/listOutputsWithSecureValues", null, Deploying.Version);
        Assert.Contains("hush-hush", secrets.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fail_with_the_error_of_what_failed_before()
    {
        string id;
        await using (LocalArm first = await StartAsync())
        {
            string group = await Deploying.GroupAsync(first, "rg-continued");
            id = Deploying.At(group);
            await first.PutAsync($"{Identities}/id-known", """{"location":"eastus2"}""", "2023-01-31");
            // Only the answer of the identity shows that the disk is wrong.
            string body = Deploying.Body(
                Deploying.Template(
                    """
                    {"type":"Microsoft.Compute/disks","apiVersion":"2024-03-02","name":"disk","location":"eastus2","properties":{
                      "creationData":{"createOption":"[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities','id-known'),'2023-01-31').clientId]"} } },
                    {"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"first","location":"eastus2"}
                    """
                )
            );
            await first.PutAsync(id, body, Deploying.Version);
            while (await StatesAsync(first, id) is not ["Failed", "Running"])
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }

        await using LocalArm second = await StartAsync();
        Answer done = await EndAsync(second, id);

        Assert.Equal("Failed", done.State);
        JsonNode cause = Assert.Single(done.Json!["properties"]!["error"]!["details"]!.AsArray())!;
        Assert.Equal("InvalidParameter", (string?)cause["code"]);
        Assert.Equal(["Failed", "Succeeded"], await StatesAsync(second, id));
    }

    private Task<LocalArm> StartAsync() =>
        LocalArm.StartAsync(
            new()
            {
                StateFolder = _folder,
                TimeProvider = _clock,
                Durations = Durations.Real with { ProviderRegistration = TimeSpan.Zero },
            }
        );

    private async Task<Answer> EndAsync(LocalArm arm, string id)
    {
        while (true)
        {
            Answer answer = await arm.GetAsync(id, Deploying.Version);
            if (answer.State != "Running")
            {
                return answer;
            }
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string?[]> StatesAsync(LocalArm arm, string id) =>
        [
            .. (await arm.GetAsync(id + "/operations", Deploying.Version)).Json!["value"]!
                .AsArray()
                .Select(s => (string?)s!["properties"]!["provisioningState"])
                .Order(StringComparer.Ordinal),
        ];

    private static async Task<int> CountAsync(LocalArm arm, string list) =>
        (
            await arm.GetAsync(list, list.Contains("Network", StringComparison.Ordinal) ? "2024-05-01" : "2023-01-31")
        ).Json!["value"]!
            .AsArray()
            .Count;
}

using System.Collections.Concurrent;

namespace LocalAzure.Tests.Deployments;

/// <summary>A thousand short life cycles at once: each ends, and none with a server error.</summary>
public sealed class ManyChains
{
    private const int AtOnce = 40;

    private const string Template = """
        {"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0",
         "resources":[{"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31","name":"id-one","location":"eastus2"},
          {"type":"Microsoft.Network/routeTables","apiVersion":"2023-11-01","name":"rt-one","location":"eastus2",
           "dependsOn":["Microsoft.ManagedIdentity/userAssignedIdentities/id-one"]}]}
        """;

    [Fact]
    public async Task A_thousand_chains_under_load_all_end()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        ConcurrentBag<string> wrong = [];
        int chains = Fuzzing.Rounds(1000);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, chains),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (number, _) =>
            {
                string group = $"{LocalArm.Subscription}/resourceGroups/rg-chain-{number}";
                Answer made = await arm.PutAsync(group, """{"location":"eastus2"}""", Deploying.Version);
                Answer done = await Deploying.RunAsync(arm, Deploying.At(group), Deploying.Body(Template));
                Answer removed = await arm.DeleteAsync(group, Deploying.Version);
                if ((made.Status, done.State, removed.Status) != (201, "Succeeded", 202))
                {
                    wrong.Add($"{number}: {made.Status} {done.Text} {removed.Text}");
                }
            }
        );

        Assert.Empty(wrong);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jumpbox.Explaining;
using LocalAzure.Faults;
using LocalAzure.Settings;
using LocalAzure.Tests.Deployments;

namespace LocalAzure.Tests.Faults;

/// <summary>
/// The files in <c>docs/failures/rehearsals</c>: one for each known failure that a cloud can cause. With it, a deployment of a template, a
/// build or its log shows the failure, and the pipeline recognises it.
/// </summary>
public sealed partial class RehearsedFailures
{
    private const string Reader = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
    private const string Contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private const string Built = "providers/Microsoft.VirtualMachineImages/imageTemplates/imgt-x";

    private const string Resources = $$$"""
        {"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31","name":"id-x","location":"eastus2"},
        {"type":"Microsoft.Authorization/roleAssignments","apiVersion":"2022-04-01","name":"[guid('x')]","dependsOn":["id-x"],
         "properties":{"principalType":"ServicePrincipal","principalId":"[reference('id-x').principalId]",
         "roleDefinitionId":"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions','{{{Contributor}}}')]"} },
        {"type":"Microsoft.VirtualMachineImages/imageTemplates","apiVersion":"2024-02-01","name":"imgt-x","location":"eastus2",
         "dependsOn":["[guid('x')]"],
         "identity":{"type":"UserAssigned","userAssignedIdentities":{"[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities','id-x')]":{} } },
         "properties":{"vmProfile":{},
         "source":{"type":"PlatformImage","publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","version":"latest"},
         "customize":[{"type":"Shell","name":"only","inline":["true"]}],
         "distribute":[{"type":"ManagedImage","runOutputName":"out","location":"eastus2",
         "imageId":"[resourceId('Microsoft.Compute/images','img-x')]"}]} }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Folder => Path.Combine(Repository.Root, "docs/failures/rehearsals");

    [Fact]
    public void There_is_one_for_each_known_failure_that_a_cloud_can_cause()
    {
        IEnumerable<string> wanted = FailureCatalogue.All.Where(row => row.HasRehearsal).Select(row => row.Id);
        IEnumerable<string> files = Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file));

        Assert.Equal(
            wanted.Select(id => id + ".json").Order(StringComparer.Ordinal),
            files.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Each_shows_its_failure_in_a_deployment_a_build_or_its_log()
    {
        List<string> wrong = new();
        ParallelOptions few = new() { MaxDegreeOfParallelism = 2, CancellationToken = Cancel };
        await Parallel.ForEachAsync(
            FailureCatalogue.All.Where(row => row.HasRehearsal),
            few,
            async (row, _) =>
            {
                FaultPlan plan = FaultPlan.Read(Path.Combine(Folder, row.Id + ".json"));
                string seen = await RunAsync(plan);
                FailureExplanation told = FailureExplainer.Explain(seen, null, row.During);
                if (plan.Hits == 0 || !told.Causes.Concat(told.Consequences).Any(one => one.Row.Id == row.Id))
                {
                    lock (wrong)
                    {
                        wrong.Add(
                            $"{row.Id}: {plan.Hits} hits, {string.Join(' ', told.Causes.Select(c => c.Row.Id))}\n{seen}"
                        );
                    }
                }
            }
        );

        Assert.True(wrong.Count == 0, $"{wrong.Count}\n{string.Join("\n\n", wrong)}");
    }

    // The error of the deployment, or what the build leaves behind: its message and its log.
    private static async Task<string> RunAsync(FaultPlan plan)
    {
        await using LocalArm arm = await LocalArm.StartAsync(
            new() { Faults = plan, Durations = Durations.Real.AtSpeed(1e9) }
        );
        string group = await Deploying.GroupAsync(arm, "rg-x");
        Answer deployed = await Deploying.RunAsync(
            arm,
            Deploying.At(group),
            Deploying.Body(Deploying.Template(Resources))
        );
        if (deployed.State != "Succeeded")
        {
            return deployed.Json!["properties"]!["error"]!.ToJsonString();
        }
        Answer run = await arm.PostAsync($"{group}/{Built}/run", null, "2024-02-01");
        Assert.True(run.Status == 202, run.Text);
        JsonNode status;
        do
        {
            Answer read = await arm.GetAsync($"{group}/{Built}", "2024-02-01");
            status = read.Json!["properties"]!["lastRunStatus"]!;
        } while (status["runState"]!.GetValue<string>() == "Running");
        return $"{status["message"]}\n{await LogAsync(arm)}";
    }

    private static async Task<string> LogAsync(LocalArm arm)
    {
        const string subscription = LocalArm.Subscription;
        await arm.PutAsync(
            $"{subscription}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}",
            $$$"""{"properties":{"principalId":"{{{arm.Server.OperatorPrincipalId}}}","roleDefinitionId":"{{{subscription}}}/providers/Microsoft.Authorization/roleDefinitions/{{{Reader}}}"} }""",
            "2022-04-01"
        );
        string token = arm.Server.IssueToken(
            "https://storage.azure.com/",
            arm.Server.OperatorPrincipalId,
            TimeSpan.FromHours(1)
        );
        Answer accounts = await arm.GetAsync(
            $"{subscription}/providers/Microsoft.Storage/storageAccounts",
            "2023-05-01"
        );
        string container = $"/{accounts.Json!["value"]![0]!["name"]}/packerlogs";
        void Sign(HttpRequestMessage request)
        {
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.Add("x-ms-version", "2021-12-02");
        }

        Answer list = await arm.SendAsync("GET", $"{container}?restype=container&comp=list", null, null, Sign);
        return Name().Match(list.Text) is { Success: true } log
                ? (await arm.SendAsync("GET", $"{container}/{log.Groups[1].Value}", null, null, Sign)).Text
            // A build that failed early has no log.
            : list.Text.StartsWith('{') ? list.Text
            : "";
    }

    [GeneratedRegex("<Name>([^<]*customization.log)</Name>")]
    private static partial Regex Name();
}

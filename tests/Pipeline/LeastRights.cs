using System.Text.Json.Nodes;
using Jumpbox.Rights;

namespace Pipeline.Tests;

/// <summary>
/// An operator who holds the actions that Prereqs asks for, each at its scope, and may read: nothing else is needed by the
/// whole chain, and Prereqs says so beforehand.
/// </summary>
public sealed class LeastRights : IDisposable
{
    private const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Operator = "0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4";
    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private const string BlobReader = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";

    private readonly PipelineRun _pipeline = new();
    private int _next;

    public void Dispose() => _pipeline.Dispose();

    [Theory]
    [InlineData("role", "custom")]
    [InlineData("role", "builtIn")]
    [InlineData("all", "custom")]
    public async Task What_Prereqs_asks_for_is_enough_for_the_whole_chain(string cleanup, string roles)
    {
        string world = Write(Needs(cleanup, roles));

        RunResult run = await _pipeline.RunAsync(
            "Cleanup",
            $"--world={world}",
            $"--cleanup={cleanup}",
            $"--set=roles.kind={roles}"
        );

        run.Expect(0);
        Assert.DoesNotContain("AuthorizationFailed", run.Everything);
    }

    [Theory]
    [InlineData("custom", "none")]
    [InlineData("builtIn", "role")]
    [InlineData("custom", "all")]
    public void The_role_for_a_pipeline_holds_what_is_asked_for(string roles, string cleanup)
    {
        string[] actions = Texts("Actions");

        Assert.All(
            Needs(cleanup, roles)
                .Select(need => need.Action)
                .Where(action => !action.EndsWith("/read", StringComparison.Ordinal)),
            action => Assert.Contains(action, actions)
        );
    }

    [Fact]
    public async Task The_role_for_a_pipeline_is_enough_for_plan_chain_and_clean_up()
    {
        string world = Write([], Texts("Actions"), Texts("DataActions"));

        (await _pipeline.RunAsync("Prereqs", $"--world={world}", "--strict", "--cleanup=all")).Expect(0);
        (await _pipeline.RunAsync("Plan", "--exclusive")).Expect(0);
        RunResult run = (await _pipeline.RunAsync("Cleanup", "--cleanup=all")).Expect(0);

        Assert.DoesNotContain("AuthorizationFailed", run.Everything);
    }

    [Theory]
    [InlineData("Microsoft.Authorization/roleDefinitions/write", "Roles")]
    [InlineData("Microsoft.ManagedIdentity/userAssignedIdentities/write", "Identity")]
    [InlineData("Microsoft.VirtualMachineImages/imageTemplates/run/action", "Build")]
    [InlineData("Microsoft.Authorization/roleAssignments/delete", "Cleanup")]
    public async Task What_is_missing_is_named_with_its_target_before_that_target_runs(string action, string target)
    {
        string world = Write([.. Needs("role").Where(need => need.Action != action)]);

        RunResult run = (await _pipeline.RunAsync("Prereqs", $"--world={world}")).Expect(1);

        Assert.Contains($"{target} needs {action}", run.Everything);
    }

    private static IReadOnlyList<RequiredAction> Needs(string cleanup, string roles = "custom") =>
        OperatorNeeds.For(SampleSettings.Read($"cleanup={cleanup}", $"roles.kind={roles}"), missing: [], ours: []);

    private static string[] Texts(string member) =>
        [
            .. JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs/pipeline-role.json")))![member]!
                .AsArray()
                .Select(one => (string)one!),
        ];

    private string Write(IReadOnlyList<RequiredAction> needs, string[]? actions = null, string[]? dataActions = null)
    {
        string sample = Path.Combine(Repository.Root, "build/LocalAzure/Worlds/sample.json");
        JsonObject world = JsonNode.Parse(File.ReadAllText(sample))!.AsObject();
        world["in"] = "empty";
        world["operatorIsOwner"] = false;
        JsonArray resources = world["resources"]!.AsArray();
        foreach (string group in new[] { "rg-imagebuilders-eastus2", "rg-jumpbox-images" })
        {
            resources.Add(
                new JsonObject { ["id"] = $"{Subscription}/resourceGroups/{group}", ["location"] = "eastus2" }
            );
        }
        if (actions is null)
        {
            resources.Add(Assignment(Subscription, Reader));
            resources.Add(Assignment(Subscription, BlobReader));
        }
        else
        {
            AddRole(resources, Subscription, actions, dataActions ?? []);
        }
        foreach (
            IGrouping<string, RequiredAction> scope in needs.GroupBy(
                need => need.Scope,
                StringComparer.OrdinalIgnoreCase
            )
        )
        {
            AddRole(resources, scope.Key, [.. scope.Select(need => need.Action).Distinct()], []);
        }
        string path = Path.Combine(_pipeline.Artifacts, "world.json");
        File.WriteAllText(path, world.ToJsonString());
        return path;
    }

    private void AddRole(JsonArray resources, string scope, string[] actions, string[] dataActions)
    {
        string role = Guid();
        resources.Add(
            new JsonObject
            {
                ["id"] = $"{Subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}",
                ["properties"] = new JsonObject
                {
                    ["roleName"] = $"Jump box operator {_next}",
                    ["type"] = "CustomRole",
                    ["assignableScopes"] = new JsonArray(Subscription),
                    ["permissions"] = new JsonArray(
                        new JsonObject
                        {
                            ["actions"] = new JsonArray([.. actions.Select(one => (JsonNode)one)]),
                            ["dataActions"] = new JsonArray([.. dataActions.Select(one => (JsonNode)one)]),
                        }
                    ),
                },
            }
        );
        resources.Add(Assignment(scope, role));
    }

    private JsonObject Assignment(string scope, string role) =>
        new()
        {
            ["id"] = $"{scope}/providers/Microsoft.Authorization/roleAssignments/{Guid()}",
            ["properties"] = new JsonObject
            {
                ["roleDefinitionId"] = $"{Subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}",
                ["principalId"] = Operator,
                ["principalType"] = "User",
            },
        };

    private string Guid() => $"3f0c1a52-7d1e-4c55-9b6e-{++_next:x12}";
}

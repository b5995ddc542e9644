using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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
    private const string Builder = "pipeline-role-builder.json";
    private const string Releaser = "pipeline-role-releaser.json";
    private const string Sweeper = "pipeline-role-sweeper.json";
    private const string BlobReader = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";

    private const string Cluster =
        $"{Subscription}/resourceGroups/rg-aks/providers/Microsoft.ContainerService/managedClusters/aks";
    private const string UserIdentity =
        $"{Subscription}/resourceGroups/rg-aks/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-jumpbox";
    private const string GalleryImage =
        $"{Subscription}/resourceGroups/rg-jumpbox-images/providers/Microsoft.Compute/galleries/gal/images/jumpbox";

    private static readonly string Smoke = SampleSettings.Smoke["--set=".Length..];
    private readonly PipelineRun _pipeline = new();
    private int _next;
    private string _owner = "";

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

    [Fact]
    public void The_probers_role_holds_what_a_probe_asks_for_and_nothing_else()
    {
        Jumpbox.Settings.JumpboxSettings settings = SampleSettings.Read();
        Jumpbox.Probing.ProbePlan plan = Jumpbox.Probing.ProbePlan.Of(
            settings,
            [new("example.com", 443, "test") { From = Jumpbox.Network.EgressOrigin.ContainerInstance }],
            withMachine: true
        );
        Assert.Equal(
            Jumpbox
                .Probing.ProbeNeeds.For(settings, plan, createsGroup: false)
                .Select(need => need.Action)
                .Distinct()
                .Order(StringComparer.Ordinal),
            Texts("pipeline-role-prober.json", "Actions").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_Prereqs_asks_for_is_enough_to_start_machines_from_the_image()
    {
        string world = Write(OperatorNeeds.For(SampleSettings.Read(Smoke), missing: [], ours: []));

        RunResult run = (await _pipeline.RunAsync("Smoke", $"--world={world}", SampleSettings.Smoke)).Expect(0);

        Assert.DoesNotContain("AuthorizationFailed", run.Everything);
        Assert.DoesNotContain("the signed-in account lacks", run.Everything);
        Assert.Contains("everything that it created was deleted", run.Output);
    }

    [Fact]
    public async Task Prereqs_names_the_rights_that_are_missing_to_start_machines()
    {
        string world = Write(OperatorNeeds.For(SampleSettings.Read(), missing: [], ours: []));

        (await _pipeline.RunAsync("Prereqs", $"--world={world}")).Expect(0);
        RunResult run = (await _pipeline.RunAsync("Prereqs", SampleSettings.Smoke)).Expect(1);

        Assert.Contains("Smoke needs ", run.Everything);
        Assert.Contains("Microsoft.Compute/virtualMachines/restart/action", run.Everything);
    }

    [Fact]
    public void The_starters_role_holds_what_Smoke_asks_for_and_nothing_else() =>
        Assert.Equal(
            new[]
            {
                $"{Smoke}|smoke.clusters={Cluster}|smoke.identityId={UserIdentity}",
                $"{Smoke}|image.distribute.kind=gallery|image.distribute.galleryImageId={GalleryImage}",
            }
                .Select(settings => SampleSettings.Read(settings.Split('|')))
                .SelectMany(settings =>
                    (RequiredAction[])[.. SmokeRights.For(settings), .. SmokeRights.OfClusters(settings)]
                )
                .Select(need => need.Action)
                .Distinct()
                .Order(StringComparer.Ordinal),
            Texts("pipeline-role-starter.json", "Actions").Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("uniform")]
    [InlineData("flexible")]
    [InlineData("machines", "rollout.justInTimeHours=2")]
    public async Task What_Rollout_asks_for_is_enough_to_roll_out_a_release_and_the_next(
        string kind,
        params string[] more
    )
    {
        string[] settings = [.. RolloutRelease.Settings(kind), .. more];
        string world = Write(
            RolloutRights.For(SampleSettings.Read(settings)),
            more: RolloutRelease.Resources("1.0.1", "1.0.2")
        );
        string[] arguments = [.. settings.Select(setting => $"--set={setting}")];

        (await _pipeline.RunAsync("Rollout", [$"--world={world}", "--image=1.0.1", .. arguments])).Expect(0);
        (await _pipeline.RunAsync("Rollout", arguments)).Expect(0);
    }

    [Fact]
    public void The_rollers_role_holds_what_Rollout_asks_for_but_the_assignment_of_roles() =>
        Assert.Equal(
            new[]
            {
                "rollout.kind=machines|rollout.justInTimeHours=3",
                $"rollout.kind=flexible|rollout.identityId={UserIdentity}",
                $"rollout.kind=uniform|rollout.bastionSku=standard|rollout.roles=acdd72a7-3385-48ef-bd42-f606fba81ae7@{Subscription}/resourceGroups/rg-aks|rollout.workspaceId={Subscription}/resourceGroups/rg-monitor/providers/Microsoft.OperationalInsights/workspaces/log",
                "rollout.kind=uniform|image.distribute.kind=managedImage",
            }
                .SelectMany(more =>
                    RolloutRights.For(SampleSettings.Read([.. RolloutRelease.Settings("uniform"), .. more.Split('|')]))
                )
                .Select(need => need.Action)
                .Where(action => !action.StartsWith("Microsoft.Authorization/", StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal),
            Texts("pipeline-role-roller.json", "Actions").Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("custom")]
    [InlineData("builtIn")]
    public void The_builders_role_holds_what_is_asked_for_and_nothing_to_release_or_to_gain_rights_with(string roles)
    {
        string[] actions = Texts(Builder, "Actions");

        Assert.All(
            OperatorNeeds
                .For(
                    SampleSettings.Read("cleanup=all", $"roles.kind={roles}", "roles.assigned=beforehand"),
                    missing: [],
                    ours: []
                )
                .Select(need => need.Action)
                .Where(action => !action.EndsWith("/read", StringComparison.Ordinal)),
            action => Assert.Contains(action, actions)
        );
        PermissionSet builder = new(actions, [], [], []);
        Assert.All(
            (string[])
                [
                    "Microsoft.Resources/tags/write",
                    "Microsoft.Compute/galleries/images/versions/write",
                    "Microsoft.Compute/images/write",
                    "Microsoft.Authorization/roleAssignments/write",
                    "Microsoft.Authorization/roleDefinitions/write",
                    "Microsoft.ManagedIdentity/userAssignedIdentities/write",
                    "Microsoft.Resources/subscriptions/resourceGroups/delete",
                ],
            action => Assert.False(builder.Allows(action), action)
        );
    }

    [Fact]
    public async Task The_builders_role_is_enough_for_plan_chain_and_clean_up_once_the_roles_are_assigned()
    {
        string world = Write([], Builder, alsoOwner: true);
        (await _pipeline.RunAsync("Identity", $"--world={world}")).Expect(0);
        await ForgetOwnerAsync();
        const string before = "--set=roles.assigned=beforehand";

        (await _pipeline.RunAsync("Prereqs", before, "--strict", "--cleanup=template")).Expect(0);
        (await _pipeline.RunAsync("Plan", "--exclusive", before)).Expect(0);
        RunResult run = (await _pipeline.RunAsync("Cleanup", before, "--cleanup=template")).Expect(0);

        Assert.DoesNotContain("AuthorizationFailed", run.Everything);
        Assert.Matches(@"Cleanup at level Template: [1-9]\d* removed, \d+ kept, 0 failed", run.Output);
        // Only the pipeline's own mode needs more, and says so.
        Assert.Contains("Identity needs ", (await _pipeline.RunAsync("Prereqs")).Expect(1).Everything);
    }

    [Fact]
    public async Task The_builders_role_alone_is_told_to_have_the_roles_assigned()
    {
        string world = Write([], Builder);

        RunResult run = (
            await _pipeline.RunAsync("Prereqs", $"--world={world}", "--set=roles.assigned=beforehand")
        ).Expect(1);

        Assert.Contains("does not exist, and roles.assigned is beforehand", run.Everything);
        Assert.Contains("--target=Identity --set=roles.assigned=byPipeline", run.Everything);
    }

    [Theory]
    [InlineData("Template")]
    [InlineData("Identity")]
    [InlineData("Roles")]
    public async Task The_releasers_role_cannot_build_anything(string target)
    {
        string world = Write([], Releaser);

        RunResult run = (await _pipeline.RunAsync(target, "--exclusive", $"--world={world}")).Expect(1);

        Assert.Contains("AuthorizationFailed", run.Everything);
    }

    [Fact]
    public void The_sweepers_role_can_neither_build_nor_mark_nor_gain_rights()
    {
        PermissionSet sweeper = new(Texts(Sweeper, "Actions"), [], Texts(Sweeper, "DataActions"), []);

        Assert.All(
            (string[])
                [
                    "Microsoft.Resources/tags/write",
                    "Microsoft.Resources/deployments/write",
                    "Microsoft.Compute/galleries/images/versions/write",
                    "Microsoft.Compute/images/write",
                    "Microsoft.VirtualMachineImages/imageTemplates/write",
                    "Microsoft.VirtualMachineImages/imageTemplates/run/action",
                    "Microsoft.Authorization/roleAssignments/write",
                    "Microsoft.Authorization/roleDefinitions/write",
                    "Microsoft.Authorization/locks/delete",
                    "Microsoft.KeyVault/vaults/keys/sign/action",
                ],
            action => Assert.False(sweeper.Allows(action), action)
        );
    }

    [Fact]
    public async Task The_sweepers_role_is_enough_for_a_sweep_and_for_nothing_else()
    {
        const string other = "--set=tools.osm=false";
        string[] all = [other, "--older-than=1s", "--keep=0"];
        string world = Write([], Sweeper, alsoOwner: true);
        (await _pipeline.RunAsync("Build", $"--world={world}")).Expect(0);
        (await _pipeline.RunAsync("Build", other)).Expect(0);
        await ForgetOwnerAsync();

        string listed = (await _pipeline.RunAsync("Sweep", all)).Expect(0).Output;
        string digest = Regex.Match(listed, "--list=([0-9a-f]{16})").Groups[1].Value;
        RunResult swept = (await _pipeline.RunAsync("Sweep", [.. all, "--yes", $"--list={digest}"])).Expect(0);

        Assert.Contains("Sweep: 2 removed, 0 kept, 0 failed.", swept.Output);
        Assert.DoesNotContain("AuthorizationFailed", swept.Everything);
        // The others find that everything exists.
        RunResult refused = (await _pipeline.RunAsync("Template", "--exclusive")).Expect(1);
        Assert.Contains("AuthorizationFailed", refused.Everything);
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

    private static string[] Texts(string role, string member) =>
        [
            .. JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", role)))![member]!
                .AsArray()
                .Select(one => (string)one!),
        ];

    // As if someone had taken the role of the one who prepared everything back. The lines get the format of LocalAzure's first state files,
    // which has no checksums.
    private async Task ForgetOwnerAsync()
    {
        string state = Path.Combine(_pipeline.Artifacts, "secrets", "localazure", "state.jsonl");
        JsonArray[] lines =
        [
            .. (await File.ReadAllLinesAsync(state, TestContext.Current.CancellationToken))
                .Skip(1)
                .Select(line => JsonNode.Parse(line)!["c"]!.AsArray()),
        ];
        string key = lines
            .SelectMany(line => line.Select(one => (string)one!["k"]!))
            .First(one => one.EndsWith(_owner, StringComparison.OrdinalIgnoreCase));
        JsonArray forgotten = new(new JsonObject { ["k"] = key });
        await File.WriteAllLinesAsync(
            state,
            lines.Append(forgotten).Select(line => line.ToJsonString()),
            TestContext.Current.CancellationToken
        );
        // It says which state was written last, and this is another one.
        File.Delete(Path.ChangeExtension(state, "lock"));
    }

    private string Write(
        IReadOnlyList<RequiredAction> needs,
        string? role = null,
        bool alsoOwner = false,
        IEnumerable<JsonObject>? more = null
    )
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
        foreach (JsonObject resource in more ?? [])
        {
            resources.Add(resource);
        }
        if (alsoOwner)
        {
            _owner = AddRole(resources, Subscription, ["*"], []);
        }
        if (role is null)
        {
            resources.Add(Assignment(Subscription, Reader));
            resources.Add(Assignment(Subscription, BlobReader));
        }
        else
        {
            _ = AddRole(resources, Subscription, Texts(role, "Actions"), Texts(role, "DataActions"));
        }
        foreach (
            IGrouping<string, RequiredAction> scope in needs.GroupBy(
                need => need.Scope,
                StringComparer.OrdinalIgnoreCase
            )
        )
        {
            _ = AddRole(resources, scope.Key, [.. scope.Select(need => need.Action).Distinct()], []);
        }
        string path = Path.Combine(_pipeline.Artifacts, "world.json");
        File.WriteAllText(path, world.ToJsonString());
        return path;
    }

    // The name of the assignment.
    private string AddRole(JsonArray resources, string scope, string[] actions, string[] dataActions)
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
        JsonObject assignment = Assignment(scope, role);
        resources.Add(assignment);
        return ((string)assignment["id"]!).Split('/')[^1];
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

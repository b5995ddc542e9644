using Jumpbox.Azure.Clients;
using LocalAzure.Faults;
using LocalAzure.Settings;
using LocalAzure.Tests.ImageBuilder;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.Faults;

public sealed class FaultTests
{
    private const string Version = "2024-03-01";
    private const string Group = LocalArm.Subscription + "/resourceGroups/rg-fault";
    private const string Body = """{"location":"eastus2"}""";

    [Fact]
    public async Task The_nth_request_is_answered_by_rule_and_has_no_effect()
    {
        await using LocalArm arm = await StartAsync(
            """{"rules":[{"method":"PUT","path":"*/resourcegroups/*","nth":2,"answer":{"status":503,"body":{"error":{"code":"Busy","message":"x"}}}}]}"""
        );
        Assert.Equal(201, (await arm.PutAsync(Group, Body, Version)).Status);
        Answer hit = await arm.PutAsync(Group + "2", Body, Version);
        Assert.Equal((503, "Busy"), (hit.Status, hit.Code));
        Assert.Equal(404, (await arm.GetAsync(Group + "2", Version)).Status);
        Assert.Equal(201, (await arm.PutAsync(Group + "2", Body, Version)).Status);
    }

    [Theory]
    [InlineData("before", 404)]
    [InlineData("after", 200)]
    public async Task A_dropped_connection_leaves_the_effect_or_not(string when, int found)
    {
        await using LocalArm arm = await StartAsync($$"""{"rules":[{"method":"PUT","times":1,"drop":"{{when}}"}]}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => arm.PutAsync(Group, Body, Version));
        Assert.Equal(found, (await arm.GetAsync(Group, Version)).Status);
    }

    [Fact]
    public async Task A_truncated_answer_breaks_in_the_middle()
    {
        await using LocalArm arm = await StartAsync("""{"rules":[{"method":"GET","times":1,"truncate":10}]}""");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            arm.GetAsync($"{LocalArm.Subscription}/resourceGroups", Version)
        );
        Assert.Equal(200, (await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups", Version)).Status);
    }

    [Fact]
    public async Task Throttling_says_how_long_to_wait()
    {
        await using LocalArm arm = await StartAsync("""{"rules":[{"times":1,"throttle":7}]}""");
        Answer answer = await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups", Version);
        Assert.Equal((429, "7"), (answer.Status, answer.Headers["Retry-After"]));
    }

    [Fact]
    public async Task A_stalled_operation_ends_when_its_time_is_over()
    {
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        await using LocalArm arm = await StartAsync("""{"rules":[{"method":"DELETE","stall":60}]}""", time);
        await arm.PutAsync(Group, Body, Version);
        Answer accepted = await arm.DeleteAsync(Group, Version);
        string poll = new Uri(accepted.Headers["Location"]).PathAndQuery;
        Assert.Equal(202, (await arm.GetAsync(poll)).Status);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(204, (await arm.GetAsync(poll)).Status);
    }

    [Fact]
    public async Task A_role_assignment_is_lost_after_it_was_confirmed()
    {
        await using LocalArm arm = await StartAsync(
            """{"rules":[{"path":"*/roleAssignments/*","method":"PUT","loseRoleAssignment":true}]}"""
        );
        string id = $"{LocalArm.Subscription}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}";
        Answer made = await arm.PutAsync(
            id,
            $$$"""{"properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7","principalId":"{{{arm.Server.OperatorPrincipalId}}}"}}""",
            "2022-04-01"
        );
        Assert.Equal(201, made.Status);
        Assert.Equal(404, (await arm.GetAsync(id, "2022-04-01")).Status);
    }

    [Fact]
    public async Task A_probability_hits_the_same_requests_for_the_same_seed()
    {
        async Task<string> HitsAsync(int seed)
        {
            await using LocalArm arm = await StartAsync(
                $$$"""{"seed":{{{seed}}},"rules":[{"probability":0.5,"answer":{"status":500}}]}"""
            );
            string hits = "";
            for (int i = 0; i < 32; i++)
            {
                hits +=
                    (await arm.GetAsync($"{LocalArm.Subscription}/resourceGroups", Version)).Status == 500 ? "x" : ".";
            }
            return hits;
        }

        string first = await HitsAsync(7);

        Assert.Equal(first, await HitsAsync(7));
        Assert.NotEqual(first, await HitsAsync(8));
        Assert.InRange(first.Count(c => c == 'x'), 6, 26);
    }

    [Fact]
    public async Task A_garbled_answer_is_whole_for_HTTP_and_broken_as_JSON_and_its_effect_is_there()
    {
        await using LocalArm arm = await StartAsync("""{"rules":[{"method":"PUT","times":1,"garble":true}]}""");
        using HttpRequestMessage request = new(
            HttpMethod.Put,
            new Uri(arm.Server.Endpoint, $"{Group}?api-version={Version}")
        );
        request.Content = new StringContent(Body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await arm.Client.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => System.Text.Json.Nodes.JsonNode.Parse(text));
        Assert.Equal(200, (await arm.GetAsync(Group, Version)).Status);
    }

    [Fact]
    public async Task A_delayed_request_is_answered_when_its_time_has_passed_on_the_servers_clock()
    {
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        await using LocalArm arm = await StartAsync("""{"rules":[{"times":1,"delay":30}]}""", time);
        Task<Answer> answer = arm.GetAsync($"{LocalArm.Subscription}/resourceGroups", Version);
        Assert.False(answer.IsCompleted);
        while (!answer.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        Assert.Equal(200, (await answer).Status);
    }

    [Theory]
    [InlineData("""{"failCustomizer":"sec*","exitCode":7}""", "exit status: 7")]
    [InlineData("""{"killBuildVm":"second"}""", "2300218")]
    public async Task A_step_of_a_build_fails_by_rule_with_its_exit_code_in_the_log(string rule, string logged)
    {
        await using BuilderWorld world = await ImageBuilder.BuilderWorld.StartAsync(o =>
            o with
            {
                Faults = FaultPlan.Parse($$"""{"rules":[{{rule}}]}"""),
            }
        );
        await world.CreateAsync();
        ImageTemplate built = await world.BuildAsync();
        Assert.Equal(
            (Jumpbox.Azure.Clients.RunState.Failed, "Customizing"),
            (built.LastRun.State, built.LastRun.Phase)
        );
        StoredLog log = (
            await world.Session.BuildLogs.ListStoredAsync(built.StagingGroup!, ImageBuilder.BuilderWorld.Cancel)
        ).First(l => l.Name == "customization.log");
        string file = Path.GetTempFileName();
        try
        {
            await world.Session.BuildLogs.DownloadAsync(log, file, ImageBuilder.BuilderWorld.Cancel);
            Assert.Contains(
                logged,
                await File.ReadAllTextAsync(file, ImageBuilder.BuilderWorld.Cancel),
                StringComparison.Ordinal
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void All_problems_of_a_rule_file_are_named_at_once()
    {
        LocalAzureException failure = Assert.Throws<LocalAzureException>(() =>
            FaultPlan.Parse("""{"seeds":1,"rules":[{"drop":"sometimes"},{"path":"*"},{"delay":1,"probability":2}]}""")
        );
        Assert.Contains("'seeds' is not known", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "rules[0].drop is \"sometimes\"; expected is before or after",
            failure.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("rules[1] must have exactly one of", failure.Message, StringComparison.Ordinal);
        Assert.Contains("rules[2].probability", failure.Message, StringComparison.Ordinal);
    }

    private static Task<LocalArm> StartAsync(string rules, TimeProvider? time = null) =>
        LocalArm.StartAsync(new() { Faults = FaultPlan.Parse(rules), TimeProvider = time ?? TimeProvider.System });
}

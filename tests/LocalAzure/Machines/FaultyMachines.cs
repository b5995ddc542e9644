using System.Text.Json.Nodes;
using LocalAzure.Faults;
using LocalAzure.Settings;

namespace LocalAzure.Tests.Machines;

/// <summary>Fault rules of machines: health, a creation that never ends, and answers of run commands. docs/localazure.md lists them.</summary>
public sealed class FaultyMachines
{
    private const string Set = ScaleSetWorld.Set;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_machine_of_an_image_can_be_unhealthy(bool flexible)
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync(
            """{"health":"Unhealthy","path":"*/virtualMachines/*","image":"*/versions/2.0.0","nth":1}"""
        );
        await world.PutAsync(ScaleSetWorld.Body(flexible, 1));
        await world.PutAsync(ScaleSetWorld.Body(flexible, 3, "2.0.0"));

        List<string?> health = [];
        foreach (JsonObject instance in await world.InstancesAsync())
        {
            JsonNode view = await world.ReadAsync($"{instance["id"]}/instanceView");
            health.Add((string?)view["vmHealth"]!["status"]!["code"]);
        }

        Assert.Equal(["HealthState/healthy", "HealthState/unhealthy", "HealthState/healthy"], health);
    }

    [Fact]
    public async Task A_creation_can_never_end_until_the_machine_is_deleted()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync(
            """{"neverCreated":true,"path":"*/virtualMachines/*","nth":2}"""
        );
        Answer answer = await world.Arm.PutAsync(
            Set,
            ScaleSetWorld.Body(flexible: false, 2).ToJsonString(),
            ScaleSetWorld.Version
        );
        string poll = new Uri(answer.Headers["Azure-AsyncOperation"]).PathAndQuery;
        Assert.Equal("InProgress", (string?)(await world.Arm.GetAsync(poll)).Json!["status"]);
        JsonNode stuck = await world.ReadAsync($"{Set}/virtualMachines/1");
        Assert.Equal("Creating", (string?)stuck["properties"]!["provisioningState"]);
        JsonNode view = await world.ReadAsync($"{Set}/virtualMachines/1/instanceView");
        Assert.Equal("Not Ready", (string?)view["vmAgent"]!["statuses"]![0]!["displayStatus"]);
        await world.PostAsync("delete", """{"instanceIds":["1"]}""");
        await world.PutAsync(ScaleSetWorld.Body(flexible: false, 1));
        Assert.Equal("Succeeded", (string?)(await world.ReadAsync(Set))["properties"]!["provisioningState"]);
    }

    [Fact]
    public async Task A_run_command_can_be_answered_as_often_as_the_rule_says()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync(
            """{"runCommand":{"output":"alice pts/0\n"},"path":"*/runCommands/*","script":"*who*","times":1},{"runCommand":"never","script":"sleep"}"""
        );
        await world.PutAsync(ScaleSetWorld.Body(flexible: false, 1));
        Assert.Equal(("Succeeded", "alice pts/0\n"), await RunAsync(world, "one", "LC_ALL=C who"));
        (string? state, string? output) = await RunAsync(world, "two", "LC_ALL=C who");
        Assert.Equal(("Succeeded", ""), (state, output));
        Assert.Equal("Running", (await RunAsync(world, "three", "sleep")).State);
    }

    [Theory]
    [InlineData("close", "closed\nsessions-end 0\n")]
    [InlineData("open", "open\n")]
    public async Task Nobody_is_signed_in_to_a_machine_that_does_not_boot(string action, string output)
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible: false, 1));
        string script = $"ACTION='{action}'\\nNOTICE=''\\nprintf 'sessions-end %s' 0";
        Assert.Equal(("Succeeded", output), await RunAsync(world, "sessions", script));
    }

    [Theory]
    [InlineData("""{"health":"Ill"}""", "expected is one of Healthy, Unhealthy, Unknown, Initializing")]
    [InlineData("""{"neverCreated":false}""", "expected is true")]
    [InlineData("""{"runCommand":{"exit":1}}""", "expected is never, or an object")]
    [InlineData("""{"health":"Healthy","script":"*"}""", "script must be with runCommand")]
    [InlineData("""{"runCommand":"never","image":"*"}""", "image must be with health or neverCreated")]
    public void A_rule_that_is_wrong_says_what_is_expected(string rule, string problem)
    {
        LocalAzureException error = Assert.Throws<LocalAzureException>(() =>
            FaultPlan.Parse($$"""{"rules":[{{rule}}]}""")
        );
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static async Task<(string? State, string? Output)> RunAsync(ScaleSetWorld world, string name, string script)
    {
        string id = $"{Set}/virtualMachines/0/runCommands/{name}";
        Answer made = await world.Arm.PutAsync(
            id,
            $$$$$$"""{"location":"eastus2","properties":{"asyncExecution":true,"source":{"script":"{{{{{{script}}}}}}"}}}""",
            ScaleSetWorld.Version
        );
        Assert.True(made.Status == 201, made.Text);
        JsonNode view = (await world.ReadAsync($"{id}?$expand=instanceView"))["properties"]!["instanceView"]!;
        return ((string?)view["executionState"], (string?)view["output"]);
    }
}

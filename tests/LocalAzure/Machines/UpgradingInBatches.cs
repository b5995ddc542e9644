using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Machines;

/// <summary>Rolling upgrades: batches, the first unhealthy instance, surge, cancellation. Source: RollingUpgrade.</summary>
public sealed class UpgradingInBatches
{
    private const string Set = ScaleSetWorld.Set;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task All_instances_get_the_model(bool flexible, bool surge)
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(Body("1.0.0", flexible, surge));
        string[] before = await IdsAsync(world);
        Assert.Equal(404, (await world.Arm.GetAsync($"{Set}/rollingUpgrades/latest", ScaleSetWorld.Version)).Status);
        await world.PutAsync(Body("2.0.0", flexible, surge));

        JsonNode status = await EndAsync(world);

        Assert.Equal("Completed", (string?)status["runningStatus"]!["code"]);
        Assert.Equal(3, (int)status["progress"]!["successfulInstanceCount"]!);
        Assert.All(await world.InstancesAsync(), one => Assert.True((bool)one["properties"]!["latestModelApplied"]!));
        string[] after = await IdsAsync(world);
        Assert.Equal(3, after.Length);
        Assert.Equal(surge ? 0 : 3, before.Intersect(after).Count());
        Assert.Equal(3, (int)(await world.ReadAsync(Set))["sku"]!["capacity"]!);
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 4)]
    public async Task The_first_unhealthy_one_stops_it_and_the_model_before_can_be_put_back(bool surge, int instances)
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync(
            """{"health":"Unhealthy","path":"*/virtualMachines/*","image":"*/versions/2.0.0"}"""
        );
        await world.PutAsync(Body("1.0.0", flexible: false, surge));
        await world.PutAsync(Body("2.0.0", flexible: false, surge));

        JsonNode status = await EndAsync(world);

        Assert.Equal("Faulted", (string?)status["runningStatus"]!["code"]);
        Assert.Equal("MaxUnhealthyUpgradedInstancePercentExceededInRollingUpgrade", (string?)status["error"]!["code"]);
        Assert.Equal(1, (int)status["progress"]!["failedInstanceCount"]!);
        Assert.Equal(instances, (await world.InstancesAsync()).Length);
        string bad = (string)
            (await world.InstancesAsync()).Single(one => (bool)one["properties"]!["latestModelApplied"]!)[
                "instanceId"
            ]!;
        await world.PostAsync("delete", $$"""{"instanceIds":["{{bad}}"]}""");
        await world.PutAsync(Body("1.0.0", flexible: false, surge));
        Assert.All(await world.InstancesAsync(), one => Assert.True((bool)one["properties"]!["latestModelApplied"]!));
    }

    [Fact]
    public async Task Unhealthy_instances_stop_it_before_the_first_batch()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync(
            """{"health":"Unhealthy","path":"*/virtualMachines/*","image":"*/versions/1.0.0","nth":1}"""
        );
        await world.PutAsync(Body("1.0.0", flexible: false, surge: false));
        Answer answer = await world.Arm.PutAsync(
            Set,
            Body("2.0.0", flexible: false, surge: false).ToJsonString(),
            ScaleSetWorld.Version
        );
        Assert.Equal("Failed", await world.EndAsync(answer));
        JsonNode end = (await world.Arm.GetAsync(new Uri(answer.Headers["Azure-AsyncOperation"]).PathAndQuery)).Json!;
        Assert.Equal("MaxUnhealthyInstancePercentExceededBeforeRollingUpgrade", (string?)end["error"]!["code"]);
    }

    [Fact]
    public async Task A_surge_without_quota_continues_in_place()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        JsonObject body = Body("1.0.0", flexible: false, surge: true);
        body["sku"]!["capacity"] = 6;
        await world.PutAsync(body);
        string[] before = await IdsAsync(world);
        JsonObject next = Body("2.0.0", flexible: false, surge: true);
        next["sku"]!["capacity"] = 6;
        await world.PutAsync(next);
        Assert.Equal("Completed", (string?)(await EndAsync(world))["runningStatus"]!["code"]);
        Assert.Equal(before, await IdsAsync(world));
    }

    [Fact]
    public async Task Only_one_that_runs_can_be_cancelled_and_it_refuses_a_change_of_the_model()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync(resource: TimeSpan.FromSeconds(8));
        Answer first = await world.Arm.PutAsync(Set, Body("1.0.0", false, false).ToJsonString(), ScaleSetWorld.Version);
        await EndAsync(world, first);
        Answer none = await world.Arm.PostAsync($"{Set}/rollingUpgrades/cancel", null, ScaleSetWorld.Version);
        Assert.Equal((409, "OperationNotAllowed"), (none.Status, none.Code));
        Answer second = await world.Arm.PutAsync(
            Set,
            Body("2.0.0", false, false).ToJsonString(),
            ScaleSetWorld.Version
        );
        await EndAsync(world, second);

        Answer refused = await world.Arm.PutAsync(
            Set,
            Body("1.0.0", false, false).ToJsonString(),
            ScaleSetWorld.Version
        );
        Assert.Equal((409, "OperationNotAllowed"), (refused.Status, refused.Code));
        Answer cancelled = await world.Arm.PostAsync($"{Set}/rollingUpgrades/cancel", null, ScaleSetWorld.Version);
        Assert.Equal(202, cancelled.Status);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        JsonNode status = await EndAsync(world);
        Assert.Equal("Cancelled", (string?)status["runningStatus"]!["code"]);
        Assert.Contains(await world.InstancesAsync(), one => !(bool)one["properties"]!["latestModelApplied"]!);
    }

    [Fact]
    public async Task Between_batches_it_pauses()
    {
        TimeSpan resource = TimeSpan.FromSeconds(8);
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync(resource: resource);
        await EndAsync(world, await world.Arm.PutAsync(Set, Paused("1.0.0").ToJsonString(), ScaleSetWorld.Version));
        await EndAsync(world, await world.Arm.PutAsync(Set, Paused("2.0.0").ToJsonString(), ScaleSetWorld.Version));
        world.Clock.Advance(resource);
        Assert.Equal(1, await CurrentAsync(world));
        world.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, await CurrentAsync(world));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, await CurrentAsync(world));
    }

    private static async Task<int> CurrentAsync(ScaleSetWorld world) =>
        (await world.InstancesAsync()).Count(one => (bool)one["properties"]!["latestModelApplied"]!);

    private static JsonObject Paused(string image)
    {
        JsonObject body = Body(image, flexible: false, surge: false);
        body["properties"]!["upgradePolicy"]!["rollingUpgradePolicy"]!["pauseTimeBetweenBatches"] = "PT5M";
        return body;
    }

    private static async Task EndAsync(ScaleSetWorld world, Answer answer)
    {
        Assert.True(answer.Status < 300, answer.Text);
        world.Clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal("Succeeded", await world.EndAsync(answer));
    }

    private static async Task<JsonNode> EndAsync(ScaleSetWorld world)
    {
        for (int look = 0; look < 200; look++)
        {
            JsonNode status = (await world.ReadAsync($"{Set}/rollingUpgrades/latest"))["properties"]!;
            if ((string?)status["runningStatus"]!["code"] != "RollingForward")
            {
                return status;
            }
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException();
    }

    private static async Task<string[]> IdsAsync(ScaleSetWorld world) =>
        [.. (await world.InstancesAsync()).Select(one => (string)one["instanceId"]!)];

    private static JsonObject Body(string image, bool flexible, bool surge)
    {
        JsonObject body = ScaleSetWorld.Body(flexible, 3, image, "Rolling");
        body["properties"]!["upgradePolicy"]!["rollingUpgradePolicy"] = new JsonObject
        {
            ["maxBatchInstancePercent"] = 34,
            ["maxUnhealthyUpgradedInstancePercent"] = 0,
            ["maxSurge"] = surge,
        };
        return body;
    }
}

using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Machines;

/// <summary>
/// Scale sets and their instances, uniform and flexible. Sources: ScaleSets, ScaleSetInstances, ScaleSetRules.
/// </summary>
public sealed class RunningScaleSets
{
    private const string Version = ScaleSetWorld.Version;
    private const string Set = ScaleSetWorld.Set;
    private const string Machines = ScaleSetWorld.Group + "/providers/Microsoft.Compute/virtualMachines";

    [Fact]
    public async Task A_uniform_set_has_instances_with_numbers_addresses_and_disks()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        JsonObject body = ScaleSetWorld.Body(flexible: false, 2);
        body["zones"] = new JsonArray("1", "2");
        await world.PutAsync(body);

        JsonObject[] instances = await world.InstancesAsync();

        Assert.Equal(["0", "1"], instances.Select(one => (string)one["instanceId"]!));
        Assert.Equal(["jump_0", "jump_1"], instances.Select(one => (string)one["name"]!));
        Assert.Equal(["1", "2"], instances.Select(one => (string)one["zones"]![0]!));
        Assert.All(instances, one => Assert.True((bool)one["properties"]!["latestModelApplied"]!));
        Assert.Equal("jump000001", (string)instances[1]["properties"]!["osProfile"]!["computerName"]!);
        Assert.All(instances, one => Assert.Equal("HealthState/healthy", Health(one)));
        JsonArray cards = (await world.ReadAsync($"{Set}/networkInterfaces", "2018-10-01"))["value"]!.AsArray();
        Assert.Equal(["10.9.0.4", "10.9.0.5"], cards.Select(Address));
        JsonNode subnet = await world.ReadAsync(ScaleSetWorld.Small, "2024-05-01");
        Assert.Equal(2, subnet["properties"]!["ipConfigurations"]!.AsArray().Count);
        Assert.Equal(2, await DisksAsync(world));
    }

    [Fact]
    public async Task Instances_of_a_flexible_set_are_virtual_machines_that_name_it()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible: true, 2));

        JsonArray machines = (await world.ReadAsync(Machines))["value"]!.AsArray();

        Assert.Equal(2, machines.Count);
        Assert.All(machines, one => Assert.Matches("^jump_[0-9a-f]{8}$", (string)one!["name"]!));
        Assert.All(machines, one => Assert.Equal(Set, (string)one!["properties"]!["virtualMachineScaleSet"]!["id"]!));
        Assert.All(machines, one => Assert.Equal("ops", (string)one!["tags"]!["team"]!));
        JsonObject[] listed = await world.InstancesAsync();
        Assert.Equal(
            machines.Select(one => (string)one!["name"]!).Order(),
            listed.Select(one => (string)one["instanceId"]!).Order()
        );
        Assert.All(listed, one => Assert.Null(one["tags"]));
        string card = (string)machines[0]!["properties"]!["networkProfile"]!["networkInterfaces"]![0]!["id"]!;
        Assert.StartsWith("10.9.0.", Address(await world.ReadAsync(card, "2024-05-01")), StringComparison.Ordinal);
        Answer view = await world.Arm.GetAsync($"{Set}/instanceView", Version);
        Assert.Equal((409, "OperationNotAllowed"), (view.Status, view.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Capacity_and_deletions_change_the_number_of_instances(bool flexible)
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible, 3));
        await world.PutAsync(ScaleSetWorld.Body(flexible, 2));
        Assert.Equal(2, (await world.InstancesAsync()).Length);
        string first = (string)(await world.InstancesAsync())[0]["instanceId"]!;
        await world.PostAsync("delete", $$"""{"instanceIds":["{{first}}"]}""");
        Assert.DoesNotContain(await world.InstancesAsync(), one => (string)one["instanceId"]! == first);
        Assert.Equal(1, (int)(await world.ReadAsync(Set))["sku"]!["capacity"]!);
        Answer patched = await world.Arm.SendAsync("PATCH", Set, """{"sku":{"capacity":2}}""", Version);
        Assert.Equal("Succeeded", await world.EndAsync(patched));
        Assert.Equal(2, (await world.InstancesAsync()).Length);
        Assert.Equal(2, await DisksAsync(world));

        Answer deleted = await world.Arm.DeleteAsync(Set, Version);
        Assert.Equal("Succeeded", await world.EndAsync(deleted));

        Assert.Empty((await world.ReadAsync(Machines))["value"]!.AsArray());
        Assert.Equal(0, await DisksAsync(world));
        JsonNode subnet = await world.ReadAsync(ScaleSetWorld.Small, "2024-05-01");
        Assert.Null(subnet["properties"]!["ipConfigurations"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Old_instances_keep_their_image_until_they_are_upgraded(bool flexible)
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible, 2));
        await world.PutAsync(ScaleSetWorld.Body(flexible, 3, "2.0.0"));
        JsonObject[] before = await world.InstancesAsync();
        Assert.Equal([false, false, true], before.Select(IsCurrent));

        await world.PostAsync("manualUpgrade", $$"""{"instanceIds":["{{before[0]["instanceId"]}}"]}""");

        Assert.Equal([true, false, true], (await world.InstancesAsync()).Select(IsCurrent));
        string id = (string)before[0]["id"]!;
        JsonNode storage = (await world.ReadAsync(id))["properties"]!["storageProfile"]!;
        Assert.EndsWith("/2.0.0", (string)storage["imageReference"]!["id"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_data_is_not_returned_and_a_change_of_it_is_one_of_the_model()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible: false, 1));
        JsonObject read = (await world.ReadAsync(Set)).AsObject();
        Assert.Null(read["properties"]!["virtualMachineProfile"]!["osProfile"]!["customData"]);
        await world.PutAsync(read);
        Assert.True(IsCurrent((await world.InstancesAsync())[0]));
        JsonObject other = ScaleSetWorld.Body(flexible: false, 1);
        other["properties"]!["virtualMachineProfile"]!["osProfile"]!["customData"] = "IyBvdGhlcgo=";
        await world.PutAsync(other);
        Assert.False(IsCurrent((await world.InstancesAsync())[0]));
    }

    [Fact]
    public async Task An_automatic_set_upgrades_all_but_protected_instances()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible: false, 2, mode: "Automatic"));
        JsonObject protectedOne = (await world.ReadAsync($"{Set}/virtualMachines/0")).AsObject();
        protectedOne["properties"]!["protectionPolicy"] = JsonNode.Parse("""{"protectFromScaleSetActions":true}""");
        await world.PutAsync(protectedOne, $"{Set}/virtualMachines/0");

        await world.PutAsync(ScaleSetWorld.Body(flexible: false, 2, "2.0.0", "Automatic"));

        Assert.Equal([false, true], (await world.InstancesAsync()).Select(IsCurrent));
    }

    [Fact]
    public async Task Power_is_seen_in_the_view_and_a_stopped_machine_takes_no_command()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible: false, 1));
        await world.PostAsync("deallocate");
        JsonNode view = await world.ReadAsync($"{Set}/virtualMachines/0/instanceView");
        Assert.Equal("PowerState/deallocated", (string)view["statuses"]![1]!["code"]!);
        Answer refused = await world.Arm.PutAsync($"{Set}/virtualMachines/0/runCommands/a", Command("ls"), Version);
        Assert.Equal((409, "OperationNotAllowed"), (refused.Status, refused.Code));
        await world.PostAsync("start");
        Answer made = await world.Arm.PutAsync($"{Set}/virtualMachines/0/runCommands/a", Command("ls"), Version);
        Assert.Equal(201, made.Status);
        JsonNode summary = await world.ReadAsync($"{Set}/instanceView");
        Assert.Contains("PowerState/running", summary.ToJsonString(), StringComparison.Ordinal);
    }

    private static string Command(string script) =>
        $$$$$$"""{"location":"eastus2","properties":{"asyncExecution":true,"source":{"script":"{{{{{{script}}}}}}"}}}""";

    private static bool IsCurrent(JsonObject instance) => (bool)instance["properties"]!["latestModelApplied"]!;

    private static string? Health(JsonObject instance) =>
        (string?)instance["properties"]!["instanceView"]!["vmHealth"]!["status"]!["code"];

    private static string Address(JsonNode? card) =>
        (string)card!["properties"]!["ipConfigurations"]![0]!["properties"]!["privateIPAddress"]!;

    private static async Task<int> DisksAsync(ScaleSetWorld world) =>
        (await world.ReadAsync($"{ScaleSetWorld.Group}/providers/Microsoft.Compute/disks", "2024-03-02"))["value"]!
            .AsArray()
            .Count;
}

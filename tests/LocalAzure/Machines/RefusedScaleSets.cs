using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Machines;

/// <summary>What Azure refuses of scale sets. Sources: ScaleSetRules, MachineForms, SubnetUsers.</summary>
public sealed class RefusedScaleSets
{
    private const string Profile = "properties.virtualMachineProfile";

    [Theory]
    [InlineData(true, "identity", """{"type":"SystemAssigned"}""", "InvalidParameter")]
    [InlineData(true, "properties.platformFaultDomainCount", null, "InvalidParameter")]
    [InlineData(true, Profile + ".networkProfile.networkApiVersion", null, "InvalidParameter")]
    [InlineData(false, Profile + ".networkProfile.networkApiVersion", "\"2022-11-01\"", "BadRequest")]
    [InlineData(false, "properties.unknown", "1", "BadRequest")]
    [InlineData(false, "sku.name", "\"Standard_X1\"", "SkuNotAvailable")]
    [InlineData(false, "sku.capacity", "7", "OperationNotAllowed")]
    [InlineData(false, Profile + ".osProfile.adminUsername", "\"root\"", "InvalidParameter")]
    [InlineData(
        false,
        Profile + ".storageProfile.imageReference.id",
        $"\"{ScaleSetWorld.Definition}/versions/9.0.0\"",
        "GalleryImageNotFound"
    )]
    [InlineData(false, Profile + ".storageProfile.imageReference.id", $"\"{ScaleSetWorld.Managed}\"", "NotFound")]
    [InlineData(
        false,
        Profile + ".storageProfile.osDisk",
        """{"createOption":"FromImage","caching":"ReadOnly","diskSizeGB":90,"diffDiskSettings":{"option":"Local"}}""",
        "NotSupported"
    )]
    [InlineData(false, Profile + ".networkProfile.networkInterfaceConfigurations", "[]", "InvalidParameter")]
    public async Task What_Azure_refuses_is_refused_and_leaves_nothing(
        bool flexible,
        string member,
        string? value,
        string code
    )
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        JsonObject body = ScaleSetWorld.Body(flexible, 1);
        string[] names = member.Split('.');
        JsonObject owner = names[..^1].Aggregate(body, (json, name) => json[name]!.AsObject());
        owner.Remove(names[^1]);
        if (value is not null)
        {
            owner[names[^1]] = JsonNode.Parse(value);
        }

        Answer answer = await world.Arm.PutAsync(ScaleSetWorld.Set, body.ToJsonString(), ScaleSetWorld.Version);

        Assert.True(code == answer.Code, answer.Text);
        Assert.Equal(404, (await world.Arm.GetAsync(ScaleSetWorld.Set, ScaleSetWorld.Version)).Status);
        JsonNode subnet = await world.ReadAsync(ScaleSetWorld.Small, "2024-05-01");
        Assert.Null(subnet["properties"]!["ipConfigurations"]);
    }

    [Fact]
    public async Task A_subnet_without_enough_addresses_is_full()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        JsonObject body = ScaleSetWorld.Body(flexible: false, 2);
        JsonArray addresses = body["properties"]!["virtualMachineProfile"]!["networkProfile"]![
            "networkInterfaceConfigurations"
        ]![0]!["properties"]!["ipConfigurations"]!.AsArray();
        for (int more = 1; more < 6; more++)
        {
            JsonObject another = addresses[0]!.DeepClone().AsObject();
            another["name"] = $"ip{more}";
            addresses.Add(another);
        }

        Answer answer = await world.Arm.PutAsync(ScaleSetWorld.Set, body.ToJsonString(), ScaleSetWorld.Version);

        Assert.Equal((400, "SubnetIsFull"), (answer.Status, answer.Code));
        Assert.Contains("does not have enough capacity for 12 IP addresses", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rolling_set_needs_health_and_a_mode_cannot_be_changed()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        Answer rolling = await world.Arm.PutAsync(
            ScaleSetWorld.Set,
            ScaleSetWorld.Body(flexible: false, 1, mode: "Rolling", health: false).ToJsonString(),
            ScaleSetWorld.Version
        );
        Assert.Equal("BadRequest", rolling.Code);
        Assert.Contains("health probe or health extension", rolling.Message, StringComparison.Ordinal);
        await world.PutAsync(ScaleSetWorld.Body(flexible: false, 1));
        Answer mode = await world.Arm.PutAsync(
            ScaleSetWorld.Set,
            ScaleSetWorld.Body(flexible: true, 1).ToJsonString(),
            ScaleSetWorld.Version
        );
        Assert.Equal((409, "PropertyChangeNotAllowed"), (mode.Status, mode.Code));
    }

    [Theory]
    [InlineData(
        "manualUpgrade",
        """{"instanceIds":["7"]}""",
        "is not an active Virtual Machine Scale Set VM instanceId"
    )]
    [InlineData("delete", "{}", "'instanceIds' is missing")]
    public async Task An_instance_must_exist_and_be_named(string action, string body, string message)
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible: false, 1));
        Answer answer = await world.Arm.PostAsync($"{ScaleSetWorld.Set}/{action}", body, ScaleSetWorld.Version);
        Assert.Equal((400, "InvalidParameter"), (answer.Status, answer.Code));
        Assert.Contains(message, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usages_count_the_cores_of_instances()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible: true, 2));
        JsonNode usages = await world.ReadAsync(
            $"{LocalArm.Subscription}/providers/Microsoft.Compute/locations/eastus2/usages",
            ScaleSetWorld.Version
        );
        Assert.Equal([4, 4], usages["value"]!.AsArray().Select(one => (int)one!["currentValue"]!));
    }
}

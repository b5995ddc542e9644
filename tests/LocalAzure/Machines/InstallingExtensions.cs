using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Machines;

/// <summary>Extensions of machines and of scale sets' models. Sources: ExtensionCatalogue.</summary>
public sealed class InstallingExtensions
{
    private const string Set = ScaleSetWorld.Set;
    private const string Login =
        """{"publisher":"Microsoft.Azure.ActiveDirectory","type":"AADSSHLoginForLinux","typeHandlerVersion":"1.0"}""";
    private const string Monitor =
        """{"publisher":"Microsoft.Azure.Monitor","type":"AzureMonitorLinuxAgent","typeHandlerVersion":"1.29"}""";

    [Fact]
    public async Task An_instance_has_the_extensions_of_its_model()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(WithLogin(system: true));
        JsonNode view = await world.ReadAsync($"{Set}/virtualMachines/0/instanceView");
        Assert.Equal(
            ["Microsoft.Azure.ActiveDirectory.AADSSHLoginForLinux", "Microsoft.ManagedServices.ApplicationHealthLinux"],
            view["extensions"]!.AsArray().Select(one => (string)one!["type"]!).Order(StringComparer.Ordinal)
        );
        Assert.Equal(2, (await ListAsync(world, $"{Set}/extensions")).Count);
    }

    [Fact]
    public async Task Login_without_a_system_assigned_identity_fails_the_set()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        Answer answer = await world.Arm.PutAsync(Set, WithLogin(system: false).ToJsonString(), ScaleSetWorld.Version);
        Assert.Equal("Failed", await world.EndAsync(answer));
        JsonNode end = (await world.Arm.GetAsync(new Uri(answer.Headers["Azure-AsyncOperation"]).PathAndQuery)).Json!;
        Assert.Equal("VMExtensionHandlerNonTransientError", (string?)end["error"]!["code"]);
        Assert.Contains("exit code: 22", (string)end["error"]!["message"]!, StringComparison.Ordinal);
        JsonObject instance = Assert.Single(await world.InstancesAsync());
        Assert.Equal("Failed", (string?)instance["properties"]!["provisioningState"]);
        // As one does who reads the error: the same set, with the identity.
        await world.PutAsync(WithLogin(system: true));
        Assert.Equal("Succeeded", (string?)(await world.InstancesAsync())[0]["properties"]!["provisioningState"]);
    }

    [Theory]
    [InlineData("AADSSHLoginForLinux", "NoSuchThing", "ArtifactNotFound")]
    [InlineData("Microsoft.Azure.ActiveDirectory", "Microsoft.NoOne", "ArtifactNotFound")]
    [InlineData("\"1.0\"", "\"\"", "InvalidParameter")]
    [InlineData(
        Login,
        """{"publisher":"Microsoft.ManagedServices","type":"ApplicationHealthLinux","typeHandlerVersion":"2.0"}""",
        "BadRequest"
    )]
    public async Task An_unknown_or_second_one_is_refused(string part, string instead, string code)
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        string body = WithLogin(system: true).ToJsonString();
        Assert.Contains(part, body, StringComparison.Ordinal);
        Answer answer = await world.Arm.PutAsync(
            Set,
            body.Replace(part, instead, StringComparison.Ordinal),
            ScaleSetWorld.Version
        );
        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task One_of_a_model_is_a_resource_too_and_is_not_current_until_an_upgrade()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible: true, 1));
        string id = (string)(await world.InstancesAsync())[0]["id"]!;
        Answer made = await world.Arm.PutAsync(
            $"{Set}/extensions/policy",
            """{"properties":{"publisher":"Microsoft.Azure.Security.LinuxAttestation","type":"GuestAttestation","typeHandlerVersion":"1.0"}}""",
            ScaleSetWorld.Version
        );
        Assert.Equal(201, made.Status);
        Assert.Equal("Succeeded", await world.EndAsync(made));
        Assert.Single(await ListAsync(world, $"{id}/extensions"));
        await world.PostAsync("manualUpgrade", """{"instanceIds":["*"]}""");
        Assert.Equal(2, (await ListAsync(world, $"{id}/extensions")).Count);
        await world.Arm.DeleteAsync($"{Set}/extensions/policy", ScaleSetWorld.Version);
        Assert.Single(await ListAsync(world, $"{Set}/extensions"));
    }

    [Fact]
    public async Task The_agent_of_a_machine_needs_an_identity_and_health_its_settings()
    {
        await using ScaleSetWorld world = await ScaleSetWorld.StartAsync();
        await world.PutAsync(ScaleSetWorld.Body(flexible: true, 1, health: false));
        string id = (string)(await world.InstancesAsync())[0]["id"]!;
        Assert.Null((await world.ReadAsync($"{id}/instanceView"))["vmHealth"]);
        Assert.Equal("Failed", await InstallAsync(world, $"{id}/extensions/ama", Monitor));
        Assert.Equal(
            "Failed",
            await InstallAsync(
                world,
                $"{id}/extensions/health",
                """{"publisher":"Microsoft.ManagedServices","type":"ApplicationHealthLinux","typeHandlerVersion":"2.0","settings":{"protocol":"tcp","port":22,"intervalInSeconds":60,"numberOfProbes":5}}"""
            )
        );
        Assert.Equal(
            "Succeeded",
            await InstallAsync(
                world,
                $"{id}/extensions/health",
                """{"publisher":"Microsoft.ManagedServices","type":"ApplicationHealthLinux","typeHandlerVersion":"2.0","settings":{"protocol":"tcp","port":22}}"""
            )
        );
        JsonNode view = await world.ReadAsync($"{id}/instanceView");
        Assert.Equal("HealthState/healthy", (string?)view["vmHealth"]!["status"]!["code"]);
    }

    private static async Task<string?> InstallAsync(ScaleSetWorld world, string id, string properties)
    {
        Answer answer = await world.Arm.PutAsync(
            id,
            $$"""{"location":"eastus2","properties":{{properties}}}""",
            ScaleSetWorld.Version
        );
        Assert.True(answer.Status is 200 or 201, answer.Text);
        return await world.EndAsync(answer);
    }

    private static async Task<JsonArray> ListAsync(ScaleSetWorld world, string id) =>
        (await world.ReadAsync(id))["value"]!.AsArray();

    private static JsonObject WithLogin(bool system)
    {
        JsonObject body = ScaleSetWorld.Body(flexible: false, 1);
        body["properties"]!["virtualMachineProfile"]!["extensionProfile"]!["extensions"]!
            .AsArray()
            .Add(new JsonObject { ["name"] = "login", ["properties"] = JsonNode.Parse(Login) });
        if (system)
        {
            body["identity"] = new JsonObject { ["type"] = "SystemAssigned" };
        }
        return body;
    }
}

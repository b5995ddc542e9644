using System.Text.Json.Nodes;
using Jumpbox.Azure.Rollouts;
using Jumpbox.Azure.Tests.Steps;
using Jumpbox.Life;

namespace Jumpbox.Azure.Tests.Rollouts;

/// <summary>What the settings add to the machines, deployed: identity with roles, monitoring, Bastion, zone and sign-in.</summary>
public sealed class DeployingWhatTheSettingsSay(CompiledTemplates templates)
{
    private const string Role = $"acdd72a7-3385-48ef-bd42-f606fba81ae7@{RolloutWorld.Group}";

    [Fact]
    public async Task Identity_role_rule_and_Bastion_are_there_and_a_second_run_writes_nothing()
    {
        await using RolloutWorld world = await StartAsync(
            "rollout.bastionSku=standard",
            $"rollout.roles={Role}",
            $"rollout.workspaceId={RolloutWorld.Workspace}"
        );
        RolloutOutcome first = await world.RunAsync();
        Assert.True(first.Trouble is null, first.Trouble);

        string[] names = [.. world.Resources().Select(id => id[(id.LastIndexOf('/') + 1)..])];
        Assert.Contains("id-aks-jumpbox-machines", names);
        Assert.Contains("dcr-aks-jumpbox", names);
        Assert.Contains("pip-bas-aks-jumpbox", names);
        Assert.Single(world.Resources(), id => id.Contains("/roleAssignments/", StringComparison.OrdinalIgnoreCase));
        JsonNode bastion = world.Resource("Microsoft.Network/bastionHosts/bas-aks-jumpbox");
        Assert.Equal("Standard", bastion["sku"]!["name"]!.ToString());
        Assert.Equal("true", bastion["properties"]!["enableTunneling"]!.ToString());
        Assert.False((await world.RunAsync()).HasChanged);
    }

    [Fact]
    public async Task A_Developer_Bastion_has_the_network_and_no_address_of_its_own()
    {
        await using RolloutWorld world = await StartAsync("rollout.bastionSku=developer");
        RolloutOutcome outcome = await world.RunAsync();
        Assert.True(outcome.Trouble is null, outcome.Trouble);

        JsonNode bastion = world.Resource("Microsoft.Network/bastionHosts/bas-aks-jumpbox");
        Assert.Equal("Developer", bastion["sku"]!["name"]!.ToString());
        Assert.Equal(
            RolloutWorld.Subnet[..RolloutWorld.Subnet.IndexOf("/subnets/", StringComparison.Ordinal)],
            bastion["properties"]!["virtualNetwork"]!["id"]!.ToString()
        );
        Assert.DoesNotContain(
            world.Resources(),
            id => id.Contains("/publicIPAddresses/", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task A_machine_has_the_zone_and_the_sign_in_of_the_settings()
    {
        await using RolloutWorld world = await StartAsync("rollout.login=entra", "rollout.zones=2");
        RolloutOutcome outcome = await world.RunAsync();
        Assert.True(outcome.Trouble is null, outcome.Trouble);

        string id = world.Resources().First(one => one.Contains("/virtualMachines/vm-", StringComparison.Ordinal));
        string name = id.Split('/')[8];
        JsonNode machine = world.Resource($"Microsoft.Compute/virtualMachines/{name}");
        Assert.Equal(["2"], machine["zones"]!.AsArray().Select(zone => zone!.ToString()));
        Assert.NotNull(machine["identity"]);
        JsonNode login = world.Resource($"Microsoft.Compute/virtualMachines/{name}/extensions/login");
        Assert.Equal("AADSSHLoginForLinux", login["properties"]!["type"]!.ToString());
    }

    [Theory]
    [InlineData("machines")]
    [InlineData("uniform")]
    [InlineData("flexible")]
    public async Task An_ephemeral_OS_disk_is_in_the_host_and_no_resource(string kind)
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            templates,
            kind,
            null,
            "rollout.osDisk=ephemeral"
        );
        await world.ReleaseAsync("1.0.1");

        RolloutOutcome outcome = await world.RunAsync();

        Assert.True(outcome.Trouble is null, outcome.Trouble);
        JsonNode disk = world.OsDisk(kind == "machines" ? "virtualMachines" : "virtualMachineScaleSets");
        Assert.Equal("ReadOnly", (string?)disk["caching"]);
        Assert.Equal(
            ("Local", "CacheDisk"),
            ((string?)disk["diffDiskSettings"]!["option"], (string?)disk["diffDiskSettings"]!["placement"])
        );
        Assert.DoesNotContain(world.Resources(), id => id.Contains("/disks/", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Without_room_for_an_ephemeral_OS_disk_nothing_is_changed()
    {
        await using RolloutWorld world = await StartAsync("rollout.osDisk=ephemeral", "rollout.size=Standard_B2s");

        LifeException refused = await Assert.ThrowsAsync<LifeException>(() => world.RunAsync());

        Assert.Contains("would not have an ephemeral OS disk", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await world.MachinesAsync());
    }

    [Fact]
    public async Task Just_in_time_access_names_the_machines_that_exist_and_follows_them()
    {
        await using RolloutWorld world = await StartAsync("rollout.justInTimeHours=3");
        _ = await world.RunAsync();
        string[] first = Restricted(world);
        Assert.Equal(2, first.Length);
        await world.ReleaseAsync("1.0.2");
        Assert.True((await world.RunAsync()).Trouble is null);

        Assert.Equal(2, Restricted(world).Except(first).Count());
        Assert.Equal(
            world
                .Resources()
                .Where(id => id.Contains("/virtualMachines/", StringComparison.Ordinal) && id.Split('/').Length == 9),
            Restricted(world)
        );
        Assert.False((await world.RunAsync()).HasChanged);
    }

    [Theory]
    [InlineData(RolloutWorld.Plan, "pricingTier", "Free", "has no paid plan")]
    [InlineData(RolloutWorld.Plan, "subPlan", "P1", "has the plan P1")]
    [InlineData(RolloutWorld.Subnet, "networkSecurityGroup", null, "has no network security group")]
    public async Task Without_what_just_in_time_access_needs_nothing_is_changed(
        string id,
        string member,
        string? value,
        string why
    )
    {
        await using RolloutWorld world = await StartAsync("rollout.justInTimeHours=3");
        world.Change(id, properties => properties[member] = value);

        LifeException refused = await Assert.ThrowsAsync<LifeException>(() => world.RunAsync());

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Empty(await world.MachinesAsync());
    }

    [Fact]
    public async Task What_the_settings_name_and_does_not_exist_is_named_by_its_setting_before_anything_is_changed()
    {
        await using RolloutWorld world = await StartAsync(
            "rollout.bastionSku=basic",
            $"rollout.workspaceId={RolloutWorld.Workspace}x",
            $"rollout.identityId={RolloutWorld.Group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-none"
        );
        world.Remove($"{RolloutWorld.Subnet[..RolloutWorld.Subnet.LastIndexOf('/')]}/AzureBastionSubnet");

        LifeException refused = await Assert.ThrowsAsync<LifeException>(() => world.RunAsync());

        Assert.All(
            (string[])["rollout.identityId", "rollout.workspaceId", "rollout.bastionSku"],
            setting => Assert.Contains($"({setting})", refused.Message, StringComparison.Ordinal)
        );
        Assert.Contains("do not exist", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await world.MachinesAsync());
    }

    // The machines of the policy, each with its port and the longest time.
    private static string[] Restricted(RolloutWorld world) =>
        [
            .. world.Resource("Microsoft.Security/locations/eastus2/jitNetworkAccessPolicies/aks-jumpbox")[
                "properties"
            ]!["virtualMachines"]!
                .AsArray()
                .Select(machine =>
                {
                    JsonNode port = Assert.Single(machine!["ports"]!.AsArray())!;
                    Assert.Equal((22, "PT3H"), ((int)port["number"]!, (string?)port["maxRequestAccessDuration"]));
                    return (string)machine["id"]!;
                })
                .Order(StringComparer.OrdinalIgnoreCase),
        ];

    private async Task<RolloutWorld> StartAsync(params string[] settings)
    {
        RolloutWorld world = await RolloutWorld.StartAsync(templates, "machines", null, settings);
        await world.ReleaseAsync("1.0.1");
        return world;
    }
}

using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using LocalAzure.Store;

namespace LocalAzure.Tests.ImageBuilder;

/// <summary>What people learn about Azure Image Builder the hard way, learned here before.</summary>
public sealed class RulesThatHurt
{
    private static readonly string Id = BuilderWorld.TemplateId().ToString();

    [Fact]
    public async Task A_running_build_keeps_its_template_from_being_deleted_or_run_again()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        await world.CreateAsync();
        await world.Arm.PostAsync(Id + "/run", null, BuilderWorld.Version);

        Answer deletion = await world.Arm.DeleteAsync(Id, BuilderWorld.Version);
        Answer second = await world.Arm.PostAsync(Id + "/run", null, BuilderWorld.Version);
        await world.Arm.PostAsync(Id + "/cancel", null, BuilderWorld.Version);
        Answer whileCanceling = await world.Arm.DeleteAsync(Id, BuilderWorld.Version);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        Answer after = await world.Arm.DeleteAsync(Id, BuilderWorld.Version);

        Assert.Equal((409, "OperationNotAllowed"), (deletion.Status, deletion.Code));
        Assert.Equal((409, "OperationNotAllowed"), (second.Status, second.Code));
        Assert.Equal((409, "OperationNotAllowed"), (whileCanceling.Status, whileCanceling.Code));
        Assert.Equal(202, after.Status);
    }

    [Fact]
    public async Task The_right_to_the_image_is_looked_at_only_when_the_build_hands_it_over()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        foreach (StoredResource assignment in world.Cloud.Store.Under(BuilderWorld.ImageGroup + "/providers/"))
        {
            world.Cloud.Store.Remove(assignment.Id);
        }
        Assert.True((await world.CreateAsync()).IsReady);

        ImageTemplate built = await world.BuildAsync();

        Assert.Equal((RunState.Failed, "Distributing"), (built.LastRun.State, built.LastRun.Phase));
        Assert.Contains("AuthorizationFailed", built.LastRun.Message, StringComparison.Ordinal);
        Assert.Contains("Microsoft.Compute/images/", built.LastRun.Message, StringComparison.Ordinal);
        IReadOnlyList<StoredLog> logs = await world.Session.BuildLogs.ListStoredAsync(
            built.StagingGroup!,
            BuilderWorld.Cancel
        );
        Assert.Contains(logs, l => l.Name == "customization.log");
    }

    [Fact]
    public async Task A_staging_group_has_a_name_cut_as_the_services_are_and_holds_what_the_service_makes()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        ResourceId group = (
            await world.CreateAsync(name: "imgt-with-a-name-that-is-long-enough-to-be-cut")
        ).StagingGroup!;
        await world.Session.ImageTemplates.RunAsync(
            BuilderWorld.TemplateId("imgt-with-a-name-that-is-long-enough-to-be-cut"),
            BuilderWorld.Cancel
        );
        world.Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Matches("^IT_rg-b_imgt-with-a-name-that-is-long-enoug_[0-9a-f-]{36}$", group.ResourceGroup);
        Assert.Equal(80, group.ResourceGroup.Length);
        List<string> held = await world
            .Session.ResourceGroups.ListResourcesAsync(group.SubscriptionId, group.ResourceGroup, BuilderWorld.Cancel)
            .Select(resource => $"{resource.Type}/{resource.Id[(resource.Id.LastIndexOf('/') + 1)..]}")
            .Order()
            .ToListAsync(BuilderWorld.Cancel);
        Assert.Collection(
            held,
            disk => Assert.Matches("^Microsoft.Compute/disks/pkros[a-z0-9]{10}$", disk),
            machine => Assert.Matches("^Microsoft.Compute/virtualMachines/pkrvm[a-z0-9]{10}$", machine),
            container =>
                Assert.Matches(
                    "^Microsoft.ContainerInstance/containerGroups/vmimagebuilder-build-container-[a-z0-9]+$",
                    container
                ),
            nic => Assert.Matches("^Microsoft.Network/networkInterfaces/pkrni[a-z0-9]{10}$", nic),
            account => Assert.Matches("^Microsoft.Storage/storageAccounts/[a-z0-9]{24}$", account)
        );
    }

    [Fact]
    public async Task A_staging_group_is_made_tagged_and_vanishes_with_the_template()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        string staging = (await world.CreateAsync()).StagingGroup!.ToString();
        Answer group = await world.Arm.GetAsync(staging, "2024-03-01");
        await world.Arm.DeleteAsync(Id, BuilderWorld.Version);
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.StartsWith("IT_rg-b_t_", staging[(staging.LastIndexOf('/') + 1)..], StringComparison.Ordinal);
        JsonNode tags = group.Json!["tags"]!;
        Assert.Equal(
            ("t", "rg-b", "AzureVMImageBuilder", "platform"),
            (
                tags["imageTemplateName"]!.ToString(),
                tags["imageTemplateResourceGroupName"]!.ToString(),
                tags["createdBy"]!.ToString(),
                tags["cost"]!.ToString()
            )
        );
        Assert.Equal(404, (await world.Arm.GetAsync(staging, "2024-03-01")).Status);
    }

    [Theory]
    [InlineData("cleanup", false)]
    [InlineData("abort", true)]
    public async Task A_failing_customizer_ends_the_build_and_keeps_the_machine_only_when_asked(
        string policy,
        bool kept
    )
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync(o => o with { FailCustomizer = ("second", 42) });
        await world.CreateAsync(p => p["errorHandling"] = new JsonObject { ["onCustomizerError"] = policy });

        ImageTemplate built = await world.BuildAsync();

        Assert.Equal((RunState.Failed, "Customizing"), (built.LastRun.State, built.LastRun.Phase));
        Assert.Contains("Image Build log location", built.LastRun.Message, StringComparison.Ordinal);
        Assert.Equal(
            kept,
            world
                .Arm.Server.Snapshot()
                .ResourceIds.Any(i => i.Contains("/virtualMachines/", StringComparison.OrdinalIgnoreCase))
        );
        Assert.Equal(404, (await world.Arm.GetAsync(BuilderWorld.ImageId, "2024-07-01")).Status);
    }

    [Fact]
    public async Task A_build_that_takes_longer_than_its_time_out_ends()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        await world.CreateAsync(p => p["buildTimeoutInMinutes"] = 6);
        ImageTemplate built = await world.BuildAsync();
        Assert.Equal(RunState.Failed, built.LastRun.State);
        Assert.Contains("context deadline exceeded", built.LastRun.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"quotas":{"containers":[{"name":"StandardCores","current":97,"limit":100}]}}""", "Instances quota")]
    [InlineData("""{"quotas":{"compute":[{"name":"standardDDSv4Family","current":19,"limit":20}]}}""", "QuotaExceeded")]
    [InlineData("""{"quotas":{"compute":[{"name":"cores","current":99,"limit":100}]}}""", "QuotaExceeded")]
    [InlineData("""{"sizes":[{"name":"Standard_D2ds_v4","cores":2,"restricted":"NotAvailable"}]}""", "SkuNotAvailable")]
    [InlineData("""{"sizes":[{"name":"Standard_D2ds_v4","cores":2,"full":true}]}""", "AllocationFailed")]
    public async Task A_build_without_capacity_fails_when_its_machines_are_made(string world, string named)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, world.Insert(1, "\"resources\":[],"), BuilderWorld.Cancel);
            await using BuilderWorld small = await BuilderWorld.StartAsync(o => o with { WorldFile = file });
            await small.CreateAsync();
            ImageTemplate built = await small.BuildAsync();
            Assert.Equal((RunState.Failed, "Building"), (built.LastRun.State, built.LastRun.Phase));
            Assert.Contains(named, built.LastRun.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_template_with_autoRun_builds_once_when_it_has_been_made()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        ImageTemplate made = await world.CreateAsync(p => p["autoRun"] = new JsonObject { ["state"] = "Enabled" });
        Assert.Equal(("Succeeded", RunState.Running), (made.ProvisioningState, made.LastRun.State));
        world.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(RunState.Succeeded, (await world.ReadAsync()).LastRun.State);
        await world.Arm.SendAsync("PATCH", Id, """{"tags":{"a":"b"}}""", BuilderWorld.Version);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(RunState.Succeeded, (await world.ReadAsync()).LastRun.State);
    }

    [Fact]
    public async Task An_identity_that_is_gone_makes_its_template_hard_to_delete()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        await world.CreateAsync();
        world.Cloud.Store.Remove(BuilderWorld.Identity);
        Answer deletion = await world.Arm.DeleteAsync(Id, BuilderWorld.Version);
        Assert.Equal(400, deletion.Status);
        Assert.Contains("managed identity cannot be used", deletion.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_needs_container_instances_to_be_registered()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        await world.CreateAsync();
        await world.Arm.PostAsync(
            $"{LocalArm.Subscription}/providers/Microsoft.ContainerInstance/unregister",
            null,
            "2021-04-01"
        );
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        ImageTemplate built = await world.BuildAsync();
        Assert.Equal(RunState.Failed, built.LastRun.State);
        Assert.Contains("Microsoft.ContainerInstance", built.LastRun.Message, StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;
using LocalAzure.Settings;
using LocalAzure.Tests.Deployments;
using LocalAzure.Tests.ImageBuilder;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.Generic;

/// <summary>A group is deleted by the deletion of each of its resources: what stops that of one stops the group's.</summary>
public sealed class DeletedGroups
{
    private const string Version = "2024-03-01";
    private const string Compute = "2023-07-03";
    private const string Network = "2024-05-01";
    private static readonly string Template = BuilderWorld.TemplateId().ToString();

    [Fact]
    public async Task Resources_that_use_one_another_go_together_with_their_records()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-together");
        string resources = """
            {"type":"Microsoft.Network/networkSecurityGroups","apiVersion":"2023-11-01","name":"nsg","location":"eastus2"},
            {"type":"Microsoft.Network/virtualNetworks","apiVersion":"2023-11-01","name":"vnet","location":"eastus2","dependsOn":["nsg"],
             "properties":{"addressSpace":{"addressPrefixes":["10.0.0.0/16"]},"subnets":[{"name":"s","properties":{"addressPrefix":"10.0.0.0/24",
             "networkSecurityGroup":{"id":"[resourceId('Microsoft.Network/networkSecurityGroups','nsg')]"}}}]}},
            {"type":"Microsoft.Network/networkInterfaces","apiVersion":"2023-11-01","name":"nic","location":"eastus2","dependsOn":["vnet"],
             "properties":{"ipConfigurations":[{"name":"c","properties":{"subnet":{"id":"[resourceId('Microsoft.Network/virtualNetworks/subnets','vnet','s')]"}}}]}},
            {"type":"Microsoft.Compute/galleries","apiVersion":"2023-07-03","name":"gal_together","location":"eastus2"},
            {"type":"Microsoft.Compute/galleries/images","apiVersion":"2023-07-03","name":"gal_together/def","location":"eastus2",
             "dependsOn":["gal_together"],"properties":{"osType":"Linux","osState":"Generalized","identifier":{"publisher":"p","offer":"o","sku":"s"}}}
            """;
        Answer done = await Deploying.RunAsync(arm, Deploying.At(group), Deploying.Body(Deploying.Template(resources)));
        Assert.True(done.State == "Succeeded", done.Text);

        Assert.Equal("Succeeded", (await DeleteAsync(arm, group)).State);

        Assert.Equal(404, (await arm.GetAsync(group, Version)).Status);
        Assert.DoesNotContain(
            arm.Server.Snapshot().ResourceIds,
            id => id.StartsWith(group, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task What_another_group_uses_stays_and_keeps_the_group()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-used");
        string other = await Deploying.GroupAsync(arm, "rg-user");
        string network = $"{group}/providers/Microsoft.Network/virtualNetworks/vnet";
        await PutAsync(
            arm,
            network,
            Network,
            """{"location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.0.0.0/16"]},"subnets":[{"name":"s","properties":{"addressPrefix":"10.0.0.0/24"}}]}}"""
        );
        await PutAsync(
            arm,
            $"{group}/providers/Microsoft.Network/routeTables/rt",
            Network,
            """{"location":"eastus2"}"""
        );
        string nic = $"{other}/providers/Microsoft.Network/networkInterfaces/nic";
        await PutAsync(
            arm,
            nic,
            Network,
            $$$$$$"""{"location":"eastus2","properties":{"ipConfigurations":[{"name":"c","properties":{"subnet":{"id":"{{{{{{network}}}}}}/subnets/s"}}}]} }"""
        );

        (string state, string text) = await DeleteAsync(arm, group);

        Assert.Equal("Failed", state);
        Assert.Contains("ResourceGroupDeletionBlocked", text, StringComparison.Ordinal);
        Assert.Contains("InUseSubnetCannotBeDeleted", text, StringComparison.Ordinal);
        Assert.Equal("Succeeded", (await arm.GetAsync(group, Version)).State);
        Assert.Equal(200, (await arm.GetAsync(network, Network)).Status);
        Assert.Equal(404, (await arm.GetAsync($"{group}/providers/Microsoft.Network/routeTables/rt", Network)).Status);

        await arm.DeleteAsync(nic, Network);
        await Deploying.EndAsync(arm, nic, Network);
        Assert.Equal("Succeeded", (await DeleteAsync(arm, group)).State);
    }

    [Fact]
    public async Task A_lock_on_one_resource_refuses_the_deletion_of_its_group()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-locked");
        string table = $"{group}/providers/Microsoft.Network/routeTables/rt";
        await PutAsync(arm, table, Network, """{"location":"eastus2"}""");
        await PutAsync(
            arm,
            $"{table}/providers/Microsoft.Authorization/locks/hold",
            "2020-05-01",
            """{"properties":{"level":"CanNotDelete"}}"""
        );

        Answer refused = await arm.DeleteAsync(group, Version);

        Assert.Equal((409, "ScopeLocked"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_protected_gallery_version_keeps_its_group()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-protected");
        string disk = $"{group}/providers/Microsoft.Compute/disks/d";
        string image = $"{group}/providers/Microsoft.Compute/images/i";
        string gallery = $"{group}/providers/Microsoft.Compute/galleries/gal_protected";
        await PutAsync(
            arm,
            disk,
            "2023-10-02",
            """{"location":"eastus2","properties":{"creationData":{"createOption":"Empty"},"diskSizeGB":30}}"""
        );
        await PutAsync(
            arm,
            image,
            "2024-07-01",
            $$$$$$"""{"location":"eastus2","properties":{"hyperVGeneration":"V2","storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized","managedDisk":{"id":"{{{{{{disk}}}}}}"}}}}}"""
        );
        await PutAsync(arm, gallery, Compute, """{"location":"eastus2"}""");
        await PutAsync(
            arm,
            $"{gallery}/images/def",
            Compute,
            """{"location":"eastus2","properties":{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","identifier":{"publisher":"p","offer":"o","sku":"s"}}}"""
        );
        string end = DateTimeOffset.UtcNow.AddDays(30).ToString("O");
        await PutAsync(
            arm,
            $"{gallery}/images/def/versions/1.0.0",
            "2024-03-03",
            $$$$$$"""{"location":"eastus2","properties":{"publishingProfile":{"endOfLifeDate":"{{{{{{end}}}}}}"},"safetyProfile":{"blockDeletionBeforeEndOfLife":true},"storageProfile":{"source":{"id":"{{{{{{image}}}}}}"}}}}"""
        );

        (string state, string text) = await DeleteAsync(arm, group);

        Assert.Equal("Failed", state);
        Assert.Contains("DeleteGalleryImageVersionBlockedBeforeEndOfLife", text, StringComparison.Ordinal);
        Assert.Equal(200, (await arm.GetAsync($"{gallery}/images/def/versions/1.0.0", Compute)).Status);
    }

    [Fact]
    public async Task A_running_build_keeps_the_group_and_the_staging_group_goes_with_the_template()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        await world.CreateAsync();
        JsonNode template = (await world.Arm.GetAsync(Template, BuilderWorld.Version)).Json!;
        string staging = template["properties"]!["exactStagingResourceGroup"]!.ToString();
        Assert.Equal(202, (await world.Arm.PostAsync(Template + "/run", null, BuilderWorld.Version)).Status);
        string group = Template[..Template.IndexOf("/providers", StringComparison.Ordinal)];

        Answer begun = await world.Arm.DeleteAsync(group, Version);
        world.Clock.Advance(world.Cloud.Durations.GroupDelete);
        Answer blocked = await PollAsync(world.Arm, begun);

        Assert.Contains("ResourceGroupDeletionBlocked", blocked.Text, StringComparison.Ordinal);
        Assert.Contains("OperationNotAllowed", blocked.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await world.Arm.GetAsync(staging, Version)).Status);
    }

    [Fact]
    public async Task A_group_that_is_being_deleted_takes_nothing_and_ends_its_deployments()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        await using LocalArm arm = await LocalArm.StartAsync(
            new() { Durations = Durations.Real, TimeProvider = clock }
        );
        string group = await Deploying.GroupAsync(arm, "rg-going");
        string table =
            """{"type":"Microsoft.Network/routeTables","apiVersion":"2024-05-01","name":"rt","location":"eastus2"}""";
        string body = Deploying.Body(Deploying.Template(table));
        Answer running = await arm.PutAsync(Deploying.At(group), body, Version);
        Assert.Equal(201, running.Status);
        Assert.Equal(202, (await arm.DeleteAsync(group, Version)).Status);

        Answer[] refused =
        [
            await arm.PutAsync(group, """{"location":"eastus2"}""", Version),
            await arm.SendAsync("PATCH", group, """{"tags":{"a":"b"}}""", Version),
            await arm.PutAsync(
                $"{group}/providers/Microsoft.Resources/tags/default",
                """{"properties":{"tags":{"a":"b"} } }""",
                Version
            ),
            await arm.PutAsync(
                $"{group}/providers/Microsoft.Network/routeTables/other",
                """{"location":"eastus2"}""",
                Network
            ),
            await arm.PutAsync(Deploying.At(group, "late"), body, Version),
            await arm.PostAsync(Deploying.At(group, "late") + "/validate", body, Version),
            await arm.PostAsync(Deploying.At(group, "late") + "/whatIf", body, Version),
        ];

        Assert.All(refused, answer => Assert.Equal((409, "ResourceGroupBeingDeleted"), (answer.Status, answer.Code)));
        Assert.Equal(202, (await arm.DeleteAsync(group, Version)).Status);
        clock.Advance(Durations.Real.GroupDelete);
        Answer ended = await arm.GetAsync(new Uri(running.Headers["Azure-AsyncOperation"]).PathAndQuery);
        Assert.Equal("Failed", (string?)ended.Json!["status"]);
        Assert.Equal(404, (await arm.GetAsync(group, Version)).Status);
    }

    private static async Task PutAsync(LocalArm arm, string id, string version, string body)
    {
        Answer answer = await arm.PutAsync(id, body, version);
        Assert.True(answer.Status is 200 or 201, answer.Text);
        await Deploying.EndAsync(arm, id, version);
    }

    private static async Task<(string State, string Text)> DeleteAsync(LocalArm arm, string group)
    {
        Answer begun = await arm.DeleteAsync(group, Version);
        Assert.True(begun.Status == 202, begun.Text);
        Answer ended;
        do
        {
            ended = await PollAsync(arm, begun);
        } while (ended.Status == 202);
        return (ended.Status < 300 ? "Succeeded" : "Failed", ended.Text);
    }

    private static Task<Answer> PollAsync(LocalArm arm, Answer begun) =>
        arm.GetAsync(new Uri(begun.Headers["Location"]).PathAndQuery);
}

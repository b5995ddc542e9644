using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;
using static Jumpbox.Azure.Tests.SweptWorld;

namespace Jumpbox.Azure.Tests;

/// <summary>Clean-up of our own template and groups, where deleting them would delete something of another owner, too.</summary>
public sealed class CleaningUpWithProof
{
    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static readonly RoleGuids Roles = new(
        "11111111-1111-4111-8111-111111111111",
        "22222222-2222-4222-8222-222222222222"
    );
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly Names Ours = new(LocalWorld.Known().Settings);
    private static readonly ResourceId Own = Ours.Template(Current);

    [Fact]
    public async Task Our_template_goes_with_its_staging_group()
    {
        await using LocalWorld world = await WorldWithTemplateAsync();
        ResourceId staging = await StagingAsync(world);

        Assert.Contains(Own.ToString(), Removed(await CleanUpAsync(world, CleanupLevel.Template)));

        Assert.False(Exists(world, staging.ToString()));
    }

    [Fact]
    public async Task It_stays_while_its_staging_group_holds_what_the_service_does_not_make()
    {
        await using LocalWorld world = await WorldWithTemplateAsync();
        ResourceId staging = await StagingAsync(world);
        await PutMachineAsync(world, staging, "vm-production");

        CleanedItem left = Assert.Single(
            await CleanUpAsync(world, CleanupLevel.Template),
            item => item.Id == Own.ToString()
        );

        Assert.Equal(CleanedOutcome.Left, left.Outcome);
        Assert.Contains(
            $"Azure would delete its staging group {staging.ResourceGroup} with it, and it contains",
            left.Reason,
            StringComparison.Ordinal
        );
        Assert.True(Exists(world, $"{staging}/providers/Microsoft.Compute/virtualMachines/vm-production"));
    }

    [Fact]
    public async Task It_goes_when_somebody_deleted_its_staging_group_before()
    {
        await using LocalWorld world = await WorldWithTemplateAsync();
        ResourceId staging = await StagingAsync(world);
        await world.SendAsync(HttpMethod.Delete, $"{staging}?api-version={ApiVersions.Resources}");
        while (Exists(world, staging.ToString()))
        {
            _ = await world.Session.ResourceGroups.GetAsync(staging.SubscriptionId, staging.ResourceGroup, Cancel);
        }

        Assert.Contains(Own.ToString(), Removed(await CleanUpAsync(world, CleanupLevel.Template)));
    }

    [Fact]
    public async Task A_template_of_our_name_without_our_tag_is_left_alone_and_named()
    {
        await using LocalWorld world = await WorldWithTemplateAsync(tagged: false);

        CleanedItem left = Assert.Single(
            await CleanUpAsync(world, CleanupLevel.All),
            item => item.Id == Own.ToString()
        );

        Assert.Equal("it has the pipeline's name but not its tag", left.Reason);
        Assert.True(Exists(world, Own.ToString()));
        Assert.True(Exists(world, PaperWorlds.Identity));
    }

    [Fact]
    public async Task The_identity_stays_while_a_template_in_another_group_works_as_it()
    {
        await using LocalWorld world = await WorldWithTemplateAsync();
        string theirs = Own.ToString()
            .Replace("rg-imagebuilders-eastus2", "rg-theirs", StringComparison.Ordinal)
            .Replace(Own.Name, "theirs", StringComparison.Ordinal);
        await PutTemplateAsync(world, theirs, tagged: false);

        IReadOnlyList<CleanedItem> items = await CleanUpAsync(world, CleanupLevel.All);

        Assert.Contains(Own.ToString(), Removed(items));
        CleanedItem identity = Assert.Single(items, item => item.Id == PaperWorlds.Identity);
        Assert.Equal("image template theirs uses the builder's identity", identity.Reason);
        Assert.True(Exists(world, PaperWorlds.Identity));
    }

    [Fact]
    public async Task An_empty_group_of_ours_stays_while_somebody_has_a_role_on_it()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World()
                .Replace(
                    $"\"id\":\"{PaperWorlds.ImageGroup}\"",
                    $"\"id\":\"{PaperWorlds.ImageGroup}\",\"tags\":{{\"{TagNames.Owner}\":\"{Owner}\"}}",
                    StringComparison.Ordinal
                )
        );
        await world.AssignAsync(
            PaperWorlds.ImageGroup,
            "3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            $"/providers/Microsoft.Authorization/roleDefinitions/{Reader}",
            world.Server.OperatorPrincipalId,
            "User"
        );

        CleanedItem group = Assert.Single(
            await CleanUpAsync(world, CleanupLevel.All),
            item => item.Id == PaperWorlds.ImageGroup
        );

        Assert.Equal(CleanedOutcome.Left, group.Outcome);
        Assert.Contains("a role is assigned on it", group.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_template_of_our_name_is_not_replaced_when_it_does_not_carry_our_tag()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World());
        await PutIdentityAsync(world);
        await world.PutTemplateAsync(Own.Name, PaperWorlds.Identity);
        ImageTemplate broken = (await world.Session.ImageTemplates.GetAsync(Own, Cancel))!;
        Assert.True(broken.IsBroken);

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            new BrokenTemplate(world.Session, LocalWorld.Known().Settings).DeleteAsync(broken, Cancel)
        );

        Assert.Contains("does not have our tag", failure.Message, StringComparison.Ordinal);
        Assert.True(Exists(world, Own.ToString()));
    }

    private static async Task<IReadOnlyList<CleanedItem>> CleanUpAsync(LocalWorld world, CleanupLevel level) =>
        await new CleanUp(world.Session, LocalWorld.Known().Settings, _ => { }).RunAsync(
            level,
            Current,
            Roles,
            _ => Task.CompletedTask,
            Cancel
        );

    private static async Task<LocalWorld> WorldWithTemplateAsync(bool tagged = true)
    {
        LocalWorld world = await LocalWorld.StartAsync(World());
        await PutIdentityAsync(world);
        ManagedIdentity identity = (
            await world.Session.Identities.GetAsync(ResourceId.Parse(PaperWorlds.Identity), Cancel)
        )!;
        await world.AssignAsync(
            Subscription,
            "3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c",
            identity.PrincipalId
        );
        await PutTemplateAsync(world, Own.ToString(), tagged);
        return world;
    }

    // As the pipeline deploys it: the tags of the template are on what the service makes too.
    private static async Task PutTemplateAsync(LocalWorld world, string id, bool tagged)
    {
        JsonObject tags = new() { [TagNames.Owner] = tagged ? Owner : "theirs@rg" };
        JsonObject body = LocalWorld.Template(PaperWorlds.Identity);
        body["tags"] = tags;
        body["properties"]!["managedResourceTags"] = tags.DeepClone();
        await world.SendAsync(HttpMethod.Put, $"{id}?api-version=2024-02-01", body.ToJsonString());
        Assert.Equal("Succeeded", await world.SettleAsync(id));
    }

    private static Task PutIdentityAsync(LocalWorld world) =>
        world.SendAsync(
            HttpMethod.Put,
            $"{PaperWorlds.Identity}?api-version=2023-01-31",
            $$"""{"location":"eastus2","tags":{"{{TagNames.Owner}}":"{{Owner}}"} }"""
        );

    private static Task PutMachineAsync(LocalWorld world, ResourceId group, string name) =>
        world.SendAsync(
            HttpMethod.Put,
            $"{group}/providers/Microsoft.Compute/virtualMachines/{name}?api-version={ApiVersions.Compute}",
            """{"location":"eastus2"}"""
        );

    private static async Task<ResourceId> StagingAsync(LocalWorld world) =>
        (await world.Session.ImageTemplates.GetAsync(Own, Cancel))!.StagingGroup!;

    private static bool Exists(LocalWorld world, string id) =>
        world.Server.Snapshot().ResourceIds.Contains(id, StringComparer.OrdinalIgnoreCase);
}

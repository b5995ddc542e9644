using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using static Jumpbox.Azure.Tests.SweptWorld;

namespace Jumpbox.Azure.Tests;

/// <summary>
/// A sweep deletes a group only when name, tags, template and contents agree that Azure Image Builder made it for us. Each world has
/// one group that would be deleted but for one thing.
/// </summary>
public sealed class SweepingStagingGroups
{
    private const string Template = "imgt-aks-jumpbox-0123456789ab";
    private const string Genuine = "IT_rg-imagebuilders-eastus2_imgt-aks-jumpbo_2e359f4d-d19e-43fe-be68-330d742a3c92";
    private const string Account = "z3hdpy5u8lhsw1gurjzvr2h6";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_left_over_staging_group_of_ours_goes_and_those_of_others_are_not_even_listed()
    {
        const string theirs = "IT_rg-imagebuilders-eastus2_imgt-aks-jumpbo_3e359f4d-d19e-43fe-be68-330d742a3c92";
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(
                Group(Genuine),
                Group(theirs, (TagNames.Owner, "theirs@rg-imagebuilders-eastus2")),
                In(Genuine, "Microsoft.Storage/storageAccounts", Account)
            )
        );

        Assert.DoesNotContain(await PlanAsync(world), thing => thing.Id == Id(theirs));
        Assert.Equal([Id(Genuine)], Removed(await SweepAsync(world)));
        Assert.False(Exists(world, Genuine));
        Assert.True(Exists(world, theirs));
    }

    [Fact]
    public async Task A_production_group_that_somebody_gave_all_our_tags_is_listed_and_stays()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(Group("rg-production"), In("rg-production", "Microsoft.Storage/storageAccounts", "stproduction"))
        );

        await AssertStaysAsync(
            world,
            "rg-production",
            "it is not named as Azure Image Builder names",
            "storageAccounts/stproduction"
        );
    }

    [Fact]
    public async Task A_group_that_carries_only_our_owner_tag_is_listed_and_stays()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(
                Group(
                    "rg-production",
                    (StagingTags.CreatedBy, null),
                    (StagingTags.Template, null),
                    (StagingTags.TemplateGroup, null)
                )
            )
        );

        await AssertStaysAsync(world, "rg-production", "it has no tag createdBy");
    }

    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "stproduction")]
    [InlineData("Microsoft.Compute/virtualMachines", "vm-production")]
    [InlineData("Microsoft.Compute/disks", "disk-production")]
    [InlineData("Microsoft.Network/networkInterfaces", "nic-production")]
    [InlineData("Microsoft.Network/publicIPAddresses", "pip-production")]
    [InlineData("Microsoft.ManagedIdentity/userAssignedIdentities", "id-production")]
    public async Task A_genuine_group_into_which_somebody_put_something_stays_with_the_thing_named(
        string type,
        string name
    )
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(Group(Genuine), In(Genuine, "Microsoft.Storage/storageAccounts", Account), In(Genuine, type, name))
        );

        await AssertStaysAsync(world, Genuine, $"{type}/{name}, which Azure Image Builder does not create");
    }

    [Theory]
    [InlineData("")]
    [InlineData($"/providers/Microsoft.Storage/storageAccounts/{Account}")]
    public async Task A_lock_on_it_or_in_it_keeps_it(string at)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(Group(Genuine), In(Genuine, "Microsoft.Storage/storageAccounts", Account))
        );
        await world.SendAsync(
            HttpMethod.Put,
            $"{Id(Genuine)}{at}/providers/Microsoft.Authorization/locks/keep?api-version=2020-05-01",
            """{"properties":{"level":"CanNotDelete"} }"""
        );

        await AssertStaysAsync(world, Genuine, "it is locked by", "/locks/keep");
    }

    [Fact]
    public async Task A_group_stays_when_the_account_may_not_see_everything_in_it()
    {
        const string role = "4f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
        JsonObject world = JsonNode
            .Parse(
                World(
                    Group(Genuine),
                    In(Genuine, "Microsoft.Storage/storageAccounts", Account),
                    $$$$"""
                    {"id":"{{{{Subscription}}}}/providers/Microsoft.Authorization/roleDefinitions/{{{{role}}}}","properties":{
                    "roleName":"All but vaults","type":"CustomRole","assignableScopes":["{{{{Subscription}}}}"],
                    "permissions":[{"actions":["*"],"notActions":["Microsoft.KeyVault/*"]}]} },
                    {"id":"{{{{Subscription}}}}/providers/Microsoft.Authorization/roleAssignments/{{{{role}}}}","properties":{
                    "roleDefinitionId":"{{{{Subscription}}}}/providers/Microsoft.Authorization/roleDefinitions/{{{{role}}}}",
                    "principalId":"0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4","principalType":"User"} }
                    """
                )
            )!
            .AsObject();
        world["in"] = "empty";
        world["operatorIsOwner"] = false;
        await using LocalWorld azure = await LocalWorld.StartAsync(world.ToJsonString());

        await AssertStaysAsync(
            azure,
            Genuine,
            "its contents are unknown: the signed-in account may not read everything"
        );
    }

    [Fact]
    public async Task A_group_in_which_another_template_works_is_no_left_over_whatever_its_tags_say()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World());
        await world.CreateBuilderAsync();
        await world.PutTemplateAsync("imgt-aks-jumpbox-theirs", PaperWorlds.Identity);
        ResourceId staging = (
            await world.Session.ImageTemplates.GetAsync(
                ResourceId.Parse(
                    $"{PaperWorlds.BuilderGroup}/providers/Microsoft.VirtualMachineImages/imageTemplates/imgt-aks-jumpbox-theirs"
                ),
                Cancel
            )
        )!.StagingGroup!;
        // The one who may only write tags makes it look like ours, of a template that no longer exists.
        await world.Session.Tags.AddAsync(
            staging,
            Tags().ToDictionary(tag => tag.Key, tag => (string)tag.Value!),
            Cancel
        );

        Assert.DoesNotContain(await PlanAsync(world), thing => thing.Id == staging.ToString());
        Assert.Empty(Removed(await SweepAsync(world)));
        Assert.True(Exists(world, staging.ResourceGroup));
    }

    [Fact]
    public async Task A_group_whose_template_lives_and_does_not_carry_our_tag_stays()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(Group(Genuine), In(Genuine, "Microsoft.Storage/storageAccounts", Account))
        );
        await world.SendAsync(
            HttpMethod.Put,
            $"{PaperWorlds.Identity}?api-version=2023-01-31",
            """{"location":"eastus2"}"""
        );
        await world.PutTemplateAsync(Template, PaperWorlds.Identity);

        await AssertStaysAsync(world, Genuine, $"its template {Template} does not have the pipeline's tag");
    }

    [Fact]
    public async Task What_came_into_it_after_the_list_was_shown_keeps_it()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(Group(Genuine), In(Genuine, "Microsoft.Storage/storageAccounts", Account))
        );
        LeftOver shown = Assert.Single(await PlanAsync(world), thing => thing.Id == Id(Genuine));
        Assert.Null(shown.Stays);
        await world.SendAsync(
            HttpMethod.Put,
            $"{Id(Genuine)}/providers/Microsoft.Compute/virtualMachines/vm-new?api-version={ApiVersions.Compute}",
            """{"location":"eastus2"}"""
        );

        CleanedItem left = Assert.Single(
            await SweeperOf(world).RemoveAsync([shown], Rules, Later, Current, _ => Task.CompletedTask, Cancel)
        );

        Assert.Equal(CleanedOutcome.Left, left.Outcome);
        Assert.Contains("/vm-new, which Azure Image Builder does not create", left.Reason, StringComparison.Ordinal);
        Assert.True(Exists(world, Genuine));
    }

    /// <summary>Stays as listed, and stays when it is to be removed all the same.</summary>
    private static async Task AssertStaysAsync(LocalWorld world, string group, params string[] reasons)
    {
        LeftOver listed = Assert.Single(await PlanAsync(world), thing => thing.Id == Id(group));
        Assert.All(reasons, reason => Assert.Contains(reason, listed.Stays, StringComparison.Ordinal));
        Assert.Empty(
            Removed(
                await SweeperOf(world).RemoveAsync([listed], Rules, Later, Current, _ => Task.CompletedTask, Cancel)
            )
        );
        Assert.True(Exists(world, group));
    }

    private static bool Exists(LocalWorld world, string group) =>
        world.Server.Snapshot().ResourceIds.Contains(Id(group), StringComparer.OrdinalIgnoreCase);

    private static string Id(string group) => $"{Subscription}/resourceGroups/{group}";

    private static string Group(string name, params (string Tag, string? Value)[] tags) =>
        new JsonObject
        {
            ["id"] = Id(name),
            ["location"] = "eastus2",
            ["tags"] = Tags(tags),
        }.ToJsonString();

    private static JsonObject Tags(params (string Tag, string? Value)[] changed)
    {
        JsonObject tags = new()
        {
            [StagingTags.CreatedBy] = StagingTags.Builder,
            [StagingTags.Template] = Template,
            [StagingTags.TemplateGroup] = "rg-imagebuilders-eastus2",
            [TagNames.Owner] = Owner,
        };
        foreach ((string tag, string? value) in changed)
        {
            tags.Remove(tag);
            if (value is not null)
            {
                tags[tag] = value;
            }
        }
        return tags;
    }

    private static string In(string group, string type, string name) =>
        new JsonObject
        {
            ["id"] = $"{Id(group)}/providers/{type}/{name}",
            ["location"] = "eastus2",
            ["properties"] = new JsonObject(),
        }.ToJsonString();
}

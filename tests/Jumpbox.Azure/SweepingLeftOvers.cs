using Jumpbox.Azure.Chain;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Sweeping;

namespace Jumpbox.Azure.Tests;

/// <summary>What a sweep finds and takes beside templates, in a LocalAzure that others work in too.</summary>
public sealed class SweepingLeftOvers
{
    private const string Subscription = PaperWorlds.Subscription;
    private const string Owner = "aks-jumpbox@rg-imagebuilders-eastus2";
    private const string Reader =
        $"{Subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private const string Managed = $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/images/img-old";
    private const string Gallery = $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/galleries/gal";
    private const string Definition = $"{Gallery}/images/jumpbox";
    private const string Version = $"{Definition}/versions/1.0.0";
    private static readonly string Current = new('0', 64);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_staging_group_whose_template_is_gone_goes_and_those_of_others_and_of_living_templates_stay()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(
                Staging("it-gone", "imgt-gone", Owner),
                Staging("it-theirs", "imgt-gone", "theirs@rg-imagebuilders-eastus2"),
                Staging("it-nobodys", "imgt-gone", null)
            )
        );

        IReadOnlyList<CleanedItem> swept = await SweepAsync(world);

        Assert.Equal([$"{Subscription}/resourceGroups/it-gone"], Removed(swept));
        Assert.Equal(
            ["it-nobodys", "it-theirs"],
            world
                .Server.Snapshot()
                .ResourceIds.Select(id => id.Split('/'))
                .Where(parts => parts.Length == 5 && parts[4].StartsWith("it-", StringComparison.Ordinal))
                .Select(parts => parts[4])
        );
    }

    [Fact]
    public async Task A_staging_group_stays_while_its_template_lives_even_when_somebody_took_our_tag_off_the_template()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World(Staging("it-alive", "imgt-alive", Owner)));
        await world.SendAsync(
            HttpMethod.Put,
            $"{PaperWorlds.Identity}?api-version=2023-01-31",
            """{"location":"eastus2"}"""
        );
        await world.PutTemplateAsync("imgt-alive", PaperWorlds.Identity);

        Assert.Empty(Removed(await SweepAsync(world)));
    }

    [Fact]
    public async Task Our_role_assignment_goes_when_its_principal_is_gone_and_one_that_we_did_not_name_stays()
    {
        string ours = Assignment(ArmGuid.Of(PaperWorlds.ImageGroup, PaperWorlds.Identity, Reader.Split('/')[^1]));
        string theirs = Assignment(new Guid("3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f"), "rg-theirs");
        await using LocalWorld world = await LocalWorld.StartAsync(World());
        await world.SendAsync(
            HttpMethod.Put,
            $"{PaperWorlds.Identity}?api-version=2023-01-31",
            """{"location":"eastus2"}"""
        );
        ManagedIdentity identity = (
            await world.Session.Identities.GetAsync(ResourceId.Parse(PaperWorlds.Identity), Cancel)
        )!;
        foreach (string assignment in new[] { ours, theirs })
        {
            await world.SendAsync(
                HttpMethod.Put,
                $"{assignment}?api-version=2022-04-01",
                $$$$"""{"properties":{"roleDefinitionId":"{{{{Reader}}}}","principalId":"{{{{identity.PrincipalId}}}}","principalType":"ServicePrincipal"} }"""
            );
        }

        Assert.Empty(Removed(await SweepAsync(world)));
        await world.SendAsync(HttpMethod.Delete, $"{PaperWorlds.Identity}?api-version=2023-01-31");

        Assert.Equal([ours], Removed(await SweepAsync(world)), StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string> left = world.Server.Snapshot().ResourceIds;
        Assert.DoesNotContain(ours, left, StringComparer.OrdinalIgnoreCase);
        Assert.Contains(theirs, left, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_old_image_that_nothing_uses_goes()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World(Image));

        Assert.Equal([Managed], Removed(await SweepAsync(world)));
    }

    [Fact]
    public async Task An_image_that_is_not_ours_is_not_even_listed()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(Image.Replace(Owner, "theirs@rg", StringComparison.Ordinal))
        );

        Assert.Empty(await Sweeper(world).ReadAsync(Current, Cancel));
    }

    [Theory]
    [InlineData("machine")]
    [InlineData("scale set")]
    [InlineData("gallery version")]
    public async Task An_image_that_something_uses_stays(string user)
    {
        (string id, string json) = Using(user, Managed);
        await using LocalWorld world = await LocalWorld.StartAsync(World(Image, json));

        LeftOver image = Assert.Single(await PlanAsync(world), thing => thing.Id == Managed);

        Assert.Equal($"{id} uses it", image.Stays, ignoreCase: true);
    }

    [Theory]
    [InlineData("machine")]
    [InlineData("scale set")]
    [InlineData("gallery version")]
    public async Task An_image_that_came_into_use_after_it_was_listed_stays(string user)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World(Image, Using("gallery version", "").Json));
        LeftOver image = Assert.Single(await PlanAsync(world), thing => thing.Id == Managed);
        Assert.Null(image.Stays);
        (string id, string json) = Using(user, Managed);
        string put = json[json.LastIndexOf($"{{\"id\":\"{id}\"", StringComparison.Ordinal)..];
        await world.SendAsync(
            HttpMethod.Put,
            $"{id}?api-version={(user == "gallery version" ? ApiVersions.Galleries : ApiVersions.Compute)}",
            put
        );

        CleanedItem left = Assert.Single(
            await Sweeper(world).RemoveAsync([image], Current, _ => Task.CompletedTask, Cancel)
        );

        Assert.Equal(CleanedOutcome.Left, left.Outcome);
        Assert.Contains("uses it", left.Reason, StringComparison.Ordinal);
        Assert.NotNull(await world.Session.Images.GetAsync(ResourceId.Parse(Managed), Cancel));
    }

    [Theory]
    [InlineData(Version)]
    [InlineData(Definition)]
    public async Task A_gallery_version_stays_when_a_machine_uses_it_or_the_definition_it_belongs_to(string used)
    {
        const string theirImage =
            $"{Subscription}/resourceGroups/rg-machines/providers/Microsoft.Compute/images/source";
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(
                Image.Replace(Managed, theirImage, StringComparison.Ordinal),
                Using("gallery version", theirImage).Json,
                Using("machine", used).Json
            )
        );

        LeftOver version = Assert.Single(
            await PlanAsync(
                world,
                "image.distribute.kind=gallery",
                $"image.distribute.galleryImageId={Definition}",
                "image.distribute.galleryVersion=2.0.0"
            )
        );

        Assert.Equal(Version, version.Id);
        Assert.Contains("/virtualMachines/vm uses it", version.Stays, StringComparison.Ordinal);
    }

    private static Sweeper Sweeper(LocalWorld world, params string[] settings)
    {
        JumpboxSettings chosen = LocalWorld.Known(settings).Settings;
        return new Sweeper(world.Session, chosen, new CleanUp(world.Session, chosen, _ => { }), _ => { });
    }

    private static async Task<IReadOnlyList<LeftOver>> PlanAsync(LocalWorld world, params string[] settings) =>
        SweepPlan.Of(
            await Sweeper(world, settings).ReadAsync(Current, Cancel),
            new SweepRules(0, TimeSpan.FromDays(7), new Dictionary<string, decimal>()),
            DateTimeOffset.UtcNow.AddDays(30)
        );

    private static async Task<IReadOnlyList<CleanedItem>> SweepAsync(LocalWorld world) =>
        await Sweeper(world)
            .RemoveAsync(
                [.. (await PlanAsync(world)).Where(thing => thing.Stays is null)],
                Current,
                _ => Task.CompletedTask,
                Cancel
            );

    private static IEnumerable<string> Removed(IReadOnlyList<CleanedItem> items) =>
        items.Where(item => item.Outcome == CleanedOutcome.Removed).Select(item => item.Id);

    private static string World(params string[] resources) =>
        $$"""{"resources":[{{string.Join(
            ",",
            [
                Group(PaperWorlds.BuilderGroup),
                Group(PaperWorlds.ImageGroup),
                Group($"{Subscription}/resourceGroups/rg-theirs"),
                Group($"{Subscription}/resourceGroups/rg-machines"),
                .. resources,
            ]
        )}}]}""";

    private static string Group(string id) => $$"""{"id":"{{id}}","location":"eastus2"}""";

    private static string Staging(string name, string template, string? owner)
    {
        string tag = owner is null ? "" : $",\"{TagNames.Owner}\":\"{owner}\"";
        return $$$$"""
            {"id":"{{{{Subscription}}}}/resourceGroups/{{{{name}}}}","location":"eastus2","tags":{"createdBy":"AzureVMImageBuilder",
            "imageTemplateName":"{{{{template}}}}","imageTemplateResourceGroupName":"rg-imagebuilders-eastus2"{{{{tag}}}} } },
            {"id":"{{{{Subscription}}}}/resourceGroups/{{{{name}}}}/providers/Microsoft.Storage/storageAccounts/st{{{{name.Replace(
                "-",
                "",
                StringComparison.Ordinal
            )}}}}","location":"eastus2","properties":{} }
            """;
    }

    private static string Image =>
        $$$$"""
            {"id":"{{{{Managed}}}}","location":"eastus2","tags":{"{{{{TagNames.Owner}}}}":"{{{{Owner}}}}"},"properties":{"storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized"} } } }
            """;

    private static string Assignment(Guid name, string group = "rg-jumpbox-images") =>
        $"{Subscription}/resourceGroups/{group}/providers/Microsoft.Authorization/roleAssignments/{name}";

    private static (string Id, string Json) Using(string user, string image)
    {
        string compute = $"{Subscription}/resourceGroups/rg-machines/providers/Microsoft.Compute";
        string profile = $$$$"""{"imageReference":{"id":"{{{{image}}}}"} }""";
        return user switch
        {
            "machine" => (
                $"{compute}/virtualMachines/vm",
                $$$$"""{"id":"{{{{compute}}}}/virtualMachines/vm","location":"eastus2","properties":{"storageProfile":{{{{profile}}}} } }"""
            ),
            "scale set" => (
                $"{compute}/virtualMachineScaleSets/set",
                $$$$"""{"id":"{{{{compute}}}}/virtualMachineScaleSets/set","location":"eastus2","properties":{"virtualMachineProfile":{"storageProfile":{{{{profile}}}} } } }"""
            ),
            _ => (Version, $"{GalleryJson}{(image.Length == 0 ? "" : "," + VersionJson(image))}"),
        };
    }

    private static string GalleryJson =>
        $$$$"""
            {"id":"{{{{Gallery}}}}","location":"eastus2","properties":{} },
            {"id":"{{{{Definition}}}}","location":"eastus2","properties":{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","identifier":{"publisher":"p","offer":"o","sku":"s"} } }
            """;

    private static string VersionJson(string image) =>
        $$$$"""
            {"id":"{{{{Version}}}}","location":"eastus2","tags":{"{{{{TagNames.Owner}}}}":"{{{{Owner}}}}"},"properties":{"storageProfile":{"source":{"id":"{{{{image}}}}"} },"publishingProfile":{"targetRegions":[{"name":"eastus2"}]} } }
            """;
}

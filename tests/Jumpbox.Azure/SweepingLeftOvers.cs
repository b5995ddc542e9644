using Jumpbox.Azure.Chain;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Sweeping;
using static Jumpbox.Azure.Tests.SweptWorld;

namespace Jumpbox.Azure.Tests;

/// <summary>What a sweep finds and takes beside templates and images, in a LocalAzure that others work in too.</summary>
public sealed class SweepingLeftOvers
{
    private const string Reader =
        $"{Subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7";
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

    private static string Assignment(Guid name, string group = "rg-jumpbox-images") =>
        $"{Subscription}/resourceGroups/{group}/providers/Microsoft.Authorization/roleAssignments/{name}";
}

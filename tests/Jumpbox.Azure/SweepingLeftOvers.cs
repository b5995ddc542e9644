using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Naming;
using Jumpbox.Settings;
using static Jumpbox.Azure.Tests.SweptWorld;

namespace Jumpbox.Azure.Tests;

/// <summary>What a sweep finds and takes of role assignments, in a LocalAzure that others work in too.</summary>
public sealed class SweepingLeftOvers
{
    private const string Reader =
        $"{Subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

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

    private static string Assignment(Guid name, string group = "rg-jumpbox-images") =>
        $"{Subscription}/resourceGroups/{group}/providers/Microsoft.Authorization/roleAssignments/{name}";
}

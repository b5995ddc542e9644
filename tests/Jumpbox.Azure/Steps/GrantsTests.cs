using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests.Steps;

public sealed class GrantsTests(CompiledTemplates templates)
{
    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_to_write_images_goes_alone()
    {
        await using LocalChain chain = await PreparedAsync();
        int before = (await AssignmentsAsync(chain)).Count;
        RoleGuids roles = await chain.Pipeline.Roles.GuidsAsync(Cancel);
        (Grants grants, Removal removal) = await ReadAsync(chain);

        await grants.RemoveWriterAsync(roles, null, Cancel);

        CleanedItem item = Assert.Single(removal.Items);
        Assert.Equal(CleanedOutcome.Removed, item.Outcome);
        Assert.StartsWith(chain.Names.ImageScope.ToString(), item.Id);
        IReadOnlyList<RoleAssignment> left = await AssignmentsAsync(chain);
        Assert.Equal(before - 1, left.Count);
        Assert.DoesNotContain(left, assignment => assignment.RoleGuid == roles.Image);
    }

    [Fact]
    public async Task What_another_build_needs_stays_with_the_reason()
    {
        await using LocalChain chain = await PreparedAsync();
        (Grants grants, Removal removal) = await ReadAsync(chain);

        await grants.RemoveWriterAsync(await chain.Pipeline.Roles.GuidsAsync(Cancel), "another build", Cancel);
        await grants.RemoveIdentityAsync("another build", Cancel);

        Assert.All(removal.Items, item => Assert.Equal(CleanedOutcome.Left, item.Outcome));
        Assert.All(removal.Items, item => Assert.Equal("another build", item.Reason));
        Assert.True(chain.Exists(chain.Names.Identity.ToString()));
    }

    [Fact]
    public async Task The_identity_goes_after_all_its_assignments()
    {
        await using LocalChain chain = await PreparedAsync();
        (Grants grants, Removal removal) = await ReadAsync(chain);

        await grants.RemoveOthersAsync(null, Cancel);
        await grants.RemoveIdentityAsync(null, Cancel);

        Assert.All(removal.Items, item => Assert.Equal(CleanedOutcome.Removed, item.Outcome));
        Assert.Equal(chain.Names.Identity.ToString(), removal.Items[^1].Id);
        Assert.False(chain.Exists(chain.Names.Identity.ToString()));
    }

    [Fact]
    public async Task A_role_that_somebody_else_gave_stays_and_the_identity_with_it()
    {
        await using LocalChain chain = await PreparedAsync();
        string theirs = await GiveReaderAsync(chain);
        (Grants grants, Removal removal) = await ReadAsync(chain);

        await grants.RemoveOthersAsync(null, Cancel);
        await grants.RemoveIdentityAsync(null, Cancel);

        Assert.Equal(
            [theirs, chain.Names.Identity.ToString()],
            removal.Items.Where(item => item.Outcome == CleanedOutcome.Left).Select(item => item.Id)
        );
        Assert.Equal(theirs, Assert.Single(await AssignmentsAsync(chain)).Id);
    }

    [Fact]
    public async Task An_assignment_that_cannot_be_deleted_is_a_failure_and_keeps_the_identity()
    {
        await using LocalChain chain = await PreparedAsync(
            """
            {"rules":[{"method":"DELETE","path":"*/roleAssignments/*","times":1,"answer":{"status":403,"body":
            {"error":{"code":"AuthorizationFailed","message":"no"} } } }]}
            """
        );
        (Grants grants, Removal removal) = await ReadAsync(chain);

        await grants.RemoveOthersAsync(null, Cancel);
        await grants.RemoveIdentityAsync(null, Cancel);

        Assert.Single(removal.Items, item => item.Outcome == CleanedOutcome.Failed);
        Assert.Single(removal.Items, item => item.Outcome == CleanedOutcome.Left);
        Assert.True(chain.Exists(chain.Names.Identity.ToString()));
    }

    [Fact]
    public async Task An_identity_without_our_tag_is_left_with_all_its_assignments()
    {
        await using LocalChain chain = await PreparedAsync();
        int before = (await AssignmentsAsync(chain)).Count;
        await chain.World.SendAsync(
            HttpMethod.Put,
            $"{chain.Names.Identity}?api-version={Arm.ApiVersions.Identities}",
            """{"location":"eastus2","tags":{} }"""
        );
        (Grants grants, Removal removal) = await ReadAsync(chain);

        await grants.RemoveOthersAsync(null, Cancel);
        await grants.RemoveIdentityAsync(null, Cancel);

        Assert.Equal(chain.Names.Identity.ToString(), Assert.Single(removal.Items).Id);
        Assert.Equal(before, (await AssignmentsAsync(chain)).Count);
    }

    [Fact]
    public async Task Where_there_is_no_identity_there_is_nothing_to_name()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        (Grants grants, Removal removal) = await ReadAsync(chain);

        await grants.RemoveOthersAsync(null, Cancel);
        await grants.RemoveIdentityAsync(null, Cancel);

        Assert.Empty(removal.Items);
    }

    private async Task<LocalChain> PreparedAsync(string? faults = null)
    {
        LocalChain chain = await LocalChain.StartAsync(templates, faults);
        await chain.PrepareAsync();
        return chain;
    }

    private static async Task<(Grants Grants, Removal Removal)> ReadAsync(LocalChain chain)
    {
        Removal removal = new(chain.Session, chain.Said.Add);
        Grants grants = new(chain.Session, chain.Settings, new Ownership(chain.Session, chain.Settings), removal);
        await grants.ReadAsync(Cancel);
        return (grants, removal);
    }

    private static async Task<IReadOnlyList<RoleAssignment>> AssignmentsAsync(LocalChain chain)
    {
        ManagedIdentity identity = (await chain.Session.Identities.GetAsync(chain.Names.Identity, Cancel))!;
        return await chain
            .Session.RoleAssignments.ListAsync(SweptWorld.Subscription, Cancel, identity.PrincipalId)
            .ToListAsync(Cancel);
    }

    private static async Task<string> GiveReaderAsync(LocalChain chain)
    {
        ManagedIdentity identity = (await chain.Session.Identities.GetAsync(chain.Names.Identity, Cancel))!;
        string id =
            $"{chain.Names.BuilderGroup}/providers/Microsoft.Authorization/roleAssignments/3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
        await chain.World.SendAsync(
            HttpMethod.Put,
            $"{id}?api-version={Arm.ApiVersions.Authorization}",
            $$"""
            {"properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/{{Reader}}",
            "principalId":"{{identity.PrincipalId}}","principalType":"ServicePrincipal"} }
            """
        );
        return id;
    }
}

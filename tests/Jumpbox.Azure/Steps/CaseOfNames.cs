using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests.Steps;

/// <summary>Azure ignores case in names; so does everything that is derived from them.</summary>
public sealed class CaseOfNames(CompiledTemplates templates)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly string[] Louder =
    [
        "subscription=5F0C1A52-7D1E-4C55-9B6E-0A1B2C3D4E5F",
        "resourceGroups.builder=RG-ImageBuilders-EastUS2",
        "resourceGroups.image=RG-JumpBox-Images",
    ];

    [Fact]
    public async Task The_sample_has_the_GUIDs_that_it_had_before()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        await chain.PrepareAsync();
        RoleGuids roles = await chain.Pipeline.Roles.GuidsAsync(Cancel);

        IReadOnlyList<RoleAssignment> given = await AssignmentsAsync(chain);

        Assert.Equal(
            ArmGuid.Of($"/subscriptions/{chain.Settings.SubscriptionId}", "jumpbox", "network-joiner").ToString(),
            roles.Network
        );
        Assert.NotEmpty(given);
        Assert.All(
            given,
            one =>
                Assert.Equal(
                    ArmGuid.Of(one.Scope, chain.Names.Identity.ToString(), one.RoleGuid).ToString(),
                    one.Id.Split('/')[^1]
                )
        );
    }

    [Fact]
    public async Task Another_case_of_groups_and_subscription_finds_the_same_roles_and_assignments()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        await chain.PrepareAsync();
        IReadOnlyList<RoleAssignment> before = await AssignmentsAsync(chain);
        (ImagePipeline louder, JumpboxSettings settings, AzureSession session) = Other(chain);
        using AzureSession closed = session;

        (RoleGuids roles, bool deployed) = await louder.Roles.EnsureAsync(LocalChain.Commit, Cancel);
        await louder.Identity.EnsureAsync(roles, LocalChain.Commit, Cancel);

        Assert.False(deployed);
        Assert.Equal(await chain.Pipeline.Roles.GuidsAsync(Cancel), roles);
        Assert.Equal(before.Select(one => one.Id), (await AssignmentsAsync(chain)).Select(one => one.Id));
        Assert.Equal(JournalFile(chain.Settings), JournalFile(settings));
    }

    [Fact]
    public async Task Clean_up_in_another_case_takes_the_assignments_and_the_identity_for_ours()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        await chain.PrepareAsync();
        (_, JumpboxSettings settings, AzureSession session) = Other(chain);
        using AzureSession closed = session;
        Removal removal = new(session, chain.Said.Add);
        Grants grants = new(session, settings, new Ownership(session, settings), removal);

        await grants.ReadAsync(Cancel);
        await grants.RemoveOthersAsync(null, Cancel);
        await grants.RemoveIdentityAsync(null, Cancel);

        Assert.NotEmpty(removal.Items);
        Assert.All(removal.Items, item => Assert.Equal(CleanedOutcome.Removed, item.Outcome));
    }

    [Fact]
    public async Task Roles_that_were_assigned_under_other_names_are_taken_as_assigned()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        await chain.PrepareAsync();
        (RoleGuids roles, _) = await chain.Pipeline.Roles.EnsureAsync(LocalChain.Commit, Cancel);
        IReadOnlyList<RoleAssignment> given = await AssignmentsAsync(chain);
        foreach (RoleAssignment one in given)
        {
            await chain.Session.RoleAssignments.DeleteAsync(one.Id, Cancel);
            await chain.World.AssignAsync(one.Scope, Guid.NewGuid().ToString(), one.RoleDefinitionId, one.PrincipalId);
        }

        string principal = await chain.Pipeline.Identity.EnsureAsync(roles, LocalChain.Commit, Cancel);

        Assert.Equal(given[0].PrincipalId, principal);
        Assert.Equal(given.Count, (await AssignmentsAsync(chain)).Count);
    }

    [Fact]
    public async Task A_role_that_somebody_else_has_there_does_not_count_as_ours()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            """
            {"rules":[{"method":"PUT","path":"*/deployments/*identity","answer":{"status":409,"body":
            {"error":{"code":"RoleAssignmentExists","message":"The role assignment already exists."} } } }]}
            """
        );
        (RoleGuids roles, _) = await chain.Pipeline.Roles.EnsureAsync(LocalChain.Commit, Cancel);
        await chain.Pipeline.Identity.EnsureGroupsAsync(LocalChain.Commit, Cancel);

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            chain.Pipeline.Identity.EnsureAsync(roles, LocalChain.Commit, Cancel)
        );

        Assert.True(failure.Mentions("RoleAssignmentExists"));
    }

    private static (ImagePipeline Pipeline, JumpboxSettings Settings, AzureSession Session) Other(LocalChain chain)
    {
        JumpboxSettings settings = LocalWorld.Known(Louder).Settings;
        AzureSession session = chain.World.Connect(options => options with { Time = new HastyTime() });
        return (new ImagePipeline(session, chain.Templates, settings, chain.Said.Add), settings, session);
    }

    private static string JournalFile(JumpboxSettings settings) =>
        Jumpbox.Journaling.JournalConfiguration.For(settings).FileName;

    private static async Task<IReadOnlyList<RoleAssignment>> AssignmentsAsync(LocalChain chain)
    {
        ManagedIdentity identity = (await chain.Session.Identities.GetAsync(chain.Names.Identity, Cancel))!;
        return await chain
            .Session.RoleAssignments.ListAsync(SweptWorld.Subscription, Cancel, identity.PrincipalId)
            .ToListAsync(Cancel);
    }
}

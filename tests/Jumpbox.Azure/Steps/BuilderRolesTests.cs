using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests.Steps;

public sealed class BuilderRolesTests(CompiledTemplates templates)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Roles_that_are_missing_are_deployed_under_the_GUIDs_that_were_known_before()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        RoleGuids known = await chain.Pipeline.Roles.GuidsAsync(Cancel);

        (RoleGuids roles, bool deployed) = await chain.Pipeline.Roles.EnsureAsync(LocalChain.Commit, Cancel);

        Assert.True(deployed);
        Assert.Equal(known, roles);
        Assert.NotNull(await ReadAsync(chain, roles.Network));
        Assert.NotNull(await ReadAsync(chain, roles.Image));
    }

    [Fact]
    public async Task Roles_that_are_there_are_not_deployed_again()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        (RoleGuids first, _) = await chain.Pipeline.Roles.EnsureAsync(LocalChain.Commit, Cancel);

        (RoleGuids second, bool deployed) = await chain.Pipeline.Roles.EnsureAsync(LocalChain.Commit, Cancel);

        Assert.False(deployed);
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("""[{"actions":["Microsoft.Network/virtualNetworks/read"],"notActions":[]}]""")]
    [InlineData("""[{"actions":["*"],"notActions":[]}]""")]
    public async Task A_role_that_somebody_changed_is_deployed_again(string permissions)
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates);
        (RoleGuids roles, _) = await chain.Pipeline.Roles.EnsureAsync(LocalChain.Commit, Cancel);
        RoleDefinition before = (await ReadAsync(chain, roles.Network))!;
        await chain.World.SendAsync(
            HttpMethod.Put,
            $"{IdOf(roles.Network)}?api-version={ApiVersions.Authorization}",
            $$$"""
            {"properties":{"roleName":"{{{before.RoleName}}}","type":"CustomRole","description":"","permissions":{{{permissions}}},
            "assignableScopes":["{{{SweptWorld.Subscription}}}"]}}
            """
        );

        (_, bool deployed) = await chain.Pipeline.Roles.EnsureAsync(LocalChain.Commit, Cancel);

        Assert.True(deployed);
        Assert.Equal(before.Permissions[0].Actions, (await ReadAsync(chain, roles.Network))!.Permissions[0].Actions);
    }

    [Fact]
    public async Task Built_in_roles_ask_Azure_nothing()
    {
        await using LocalChain chain = await LocalChain.StartAsync(templates, null, "roles.kind=builtIn");

        (RoleGuids roles, bool deployed) = await chain.Pipeline.Roles.EnsureAsync(LocalChain.Commit, Cancel);

        Assert.False(deployed);
        Assert.Equal(TemplateValues.BuiltInRoles, roles);
        Assert.Equal(roles, await chain.Pipeline.Roles.GuidsAsync(Cancel));
        Assert.Empty(chain.World.Server.Requests);
    }

    [Fact]
    public async Task Who_may_not_define_roles_is_told_so_and_not_asked_again()
    {
        await using LocalChain chain = await LocalChain.StartAsync(
            templates,
            """
            {"rules":[{"method":"PUT","path":"*/deployments/*roles*","answer":{"status":403,"body":
            {"error":{"code":"AuthorizationFailed","message":"no"} } } }]}
            """
        );

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            chain.Pipeline.Roles.EnsureAsync(LocalChain.Commit, Cancel)
        );

        Assert.Equal("AuthorizationFailed", failure.Code);
        Assert.Single(chain.World.Server.Requests, request => request.Method == "PUT");
    }

    private static string IdOf(string role) =>
        $"{SweptWorld.Subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}";

    private static Task<RoleDefinition?> ReadAsync(LocalChain chain, string role) =>
        chain.Session.RoleDefinitions.GetAsync(IdOf(role), Cancel);
}

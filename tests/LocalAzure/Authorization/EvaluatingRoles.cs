using System.Text.Json.Nodes;
using LocalAzure.Store;

namespace LocalAzure.Tests.Authorization;

/// <summary>Authorization is evaluated from role definitions: wildcards, NotActions, scopes, deny assignments.</summary>
public sealed class EvaluatingRoles
{
    private const string Version = "2022-04-01";
    private const string Group = LocalArm.Subscription + "/resourceGroups/rg-network-eastus2";
    private const string Table = Group + "/providers/Microsoft.Network/routeTables/rt";
    private const string Body = """{"location":"eastus2"}""";

    [Theory]
    [InlineData("\"*\"", "", true)]
    [InlineData("\"Microsoft.Network/*\"", "", true)]
    [InlineData("\"microsoft.network/ROUTETABLES/write\"", "", true)]
    [InlineData("\"*/write\"", "", true)]
    [InlineData("\"Microsoft.Network/*/read\"", "", false)]
    [InlineData("\"Microsoft.Network/routeTables/*\"", "\"Microsoft.Network/routeTables/write\"", false)]
    [InlineData("\"*\"", "\"Microsoft.Network/*/write\"", false)]
    [InlineData("", "", false)]
    public async Task A_write_is_allowed_by_actions_without_what_notActions_take_away(
        string actions,
        string notActions,
        bool allowed
    )
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string principal = await PrincipalAsync(arm);
        await GrantAsync(arm, Group, principal, actions, notActions);

        Answer answer = await WriteAsync(arm, principal, Table);

        Assert.Equal(allowed, answer.Status == 201);
        if (!allowed)
        {
            Assert.Equal((403, "AuthorizationFailed"), (answer.Status, answer.Code));
            Assert.Contains("Microsoft.Network/routeTables/write", answer.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_role_counts_at_its_scope_and_below_and_nowhere_else()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string principal = await PrincipalAsync(arm);
        await arm.PutAsync(LocalArm.Subscription + "/resourceGroups/rg-else", Body, "2024-03-01");
        await arm.PutAsync(Table, Body, "2024-05-01");
        await GrantAsync(arm, Table, principal, "\"*\"", "");

        Assert.Equal(200, (await WriteAsync(arm, principal, Table)).Status);
        Assert.Equal(403, (await WriteAsync(arm, principal, Table + "2")).Status);
        Assert.Equal(
            403,
            (
                await WriteAsync(
                    arm,
                    principal,
                    Table.Replace("rg-network-eastus2", "rg-else", StringComparison.Ordinal)
                )
            ).Status
        );
    }

    [Fact]
    public async Task What_one_roles_notActions_take_away_another_role_gives_back()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string principal = await PrincipalAsync(arm);
        await GrantAsync(arm, Group, principal, "\"*\"", "\"Microsoft.Network/routeTables/write\"");
        Assert.Equal(403, (await WriteAsync(arm, principal, Table)).Status);
        await GrantAsync(arm, Group, principal, "\"Microsoft.Network/routeTables/write\"", "");
        Assert.Equal(201, (await WriteAsync(arm, principal, Table)).Status);
    }

    [Fact]
    public async Task A_deny_assignment_wins_over_every_role()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string principal = await PrincipalAsync(arm);
        await GrantAsync(arm, Group, principal, "\"*\"", "");
        string id = $"{Group}/providers/Microsoft.Authorization/denyAssignments/{Guid.NewGuid()}";
        JsonObject body = JsonNode
            .Parse(
                $$$"""
                {"id":"{{{id}}}","properties":{"principals":[{"id":"{{{principal}}}"}],"excludePrincipals":[],
                 "permissions":[{"actions":["Microsoft.Network/*/write"],"notActions":["Microsoft.Network/natGateways/write"]}]} }
                """
            )!
            .AsObject();
        arm.Server.Cloud.Context.Store.Put(new StoredResource(id, "Microsoft.Authorization/denyAssignments", body));

        Answer denied = await WriteAsync(arm, principal, Table);
        Answer spared = await WriteAsync(
            arm,
            principal,
            $"{Group}/providers/Microsoft.Network/natGateways/nat",
            """{"location":"eastus2","sku":{"name":"Standard"}}"""
        );

        Assert.Equal((403, "DenyAssignmentAuthorizationFailed"), (denied.Status, denied.Code));
        Assert.Equal(201, spared.Status);
    }

    private static Task<Answer> WriteAsync(LocalArm arm, string principal, string id, string body = Body) =>
        arm.SendAsync("PUT", id, body, "2024-05-01", r => r.Headers.Authorization = arm.Bearer(principal));

    private static async Task<string> PrincipalAsync(LocalArm arm)
    {
        Answer made = await arm.PutAsync(
            $"{Group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-someone",
            Body,
            "2023-01-31"
        );
        return made.Json!["properties"]!["principalId"]!.ToString();
    }

    private static async Task GrantAsync(
        LocalArm arm,
        string scope,
        string principal,
        string actions,
        string notActions
    )
    {
        Guid role = Guid.NewGuid();
        string definition = $"{LocalArm.Subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}";
        Answer made = await arm.PutAsync(
            definition,
            $$$"""{"properties":{"roleName":"r {{{role}}}","type":"CustomRole","assignableScopes":["{{{LocalArm.Subscription}}}"],"permissions":[{"actions":[{{{actions}}}],"notActions":[{{{notActions}}}]}]} }""",
            Version
        );
        Assert.True(made.Status == 201, made.Text);
        Answer assigned = await arm.PutAsync(
            $"{scope}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}",
            $$$"""{"properties":{"principalId":"{{{principal}}}","principalType":"ServicePrincipal","roleDefinitionId":"{{{definition}}}"} }""",
            Version
        );
        Assert.True(assigned.Status == 201, assigned.Text);
    }
}

using System.Text.Json.Nodes;
using LocalAzure.Access;

namespace LocalAzure.Tests.Authorization;

/// <summary>Microsoft Graph as clients of role assignments ask it: users, groups and service principals.</summary>
public sealed class ReadingTheDirectory : IAsyncLifetime
{
    private const string User = "11111111-0000-4000-8000-0000000000aa";
    private const string Group = "22222222-0000-4000-8000-0000000000bb";
    private const string Version = "2023-01-31";
    private readonly string _folder = Directory.CreateTempSubdirectory("directory-").FullName;
    private LocalArm? _arm;

    private LocalArm Arm => _arm!;

    private string Operator => Arm.Server.OperatorPrincipalId;

    public async ValueTask InitializeAsync()
    {
        string world = Path.Combine(_folder, "world.json");
        await File.WriteAllTextAsync(
            world,
            $$"""{"principals":{"{{User}}":"User","{{Group}}":"Group"} }""",
            TestContext.Current.CancellationToken
        );
        _arm = await LocalArm.StartAsync(new() { WorldFile = world });
    }

    public async ValueTask DisposeAsync()
    {
        await Arm.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Me_is_the_user_of_the_token_and_no_service_principal()
    {
        Answer me = await AskAsync("GET", "/v1.0/me");
        (string principal, _) = await IdentityAsync("id-me");
        Answer service = await AskAsync("GET", "/v1.0/me", null, principal);

        Assert.Equal((Operator, "LocalAzure operator"), ((string?)me.Json!["id"], (string?)me.Json["displayName"]));
        Assert.Equal((400, "BadRequest"), (service.Status, service.Code));
    }

    [Fact]
    public async Task Users_are_found_by_id_by_name_and_by_principal_name_and_listed()
    {
        string name = (string)(await AskAsync("GET", $"/v1.0/users/{User}")).Json!["userPrincipalName"]!;

        Assert.Equal([User], await IdsAsync($"/v1.0/users?$filter=userPrincipalName eq '{name}'"));
        Assert.Equal([User], await IdsAsync($"/beta/users?$filter=id eq '{User}'"));
        Assert.Equal([Operator], await IdsAsync("/v1.0/users?$filter=displayName eq 'localazure OPERATOR'"));
        string[] users = await IdsAsync("/v1.0/users");
        Assert.Equal([Operator, User], users.Order(StringComparer.Ordinal));
        Answer named = await AskAsync("GET", $"/v1.0/users/{name}");
        Assert.Equal(User, (string?)named.Json!["id"]);
        Answer group = await AskAsync("GET", $"/v1.0/users/{Group}");
        Assert.Equal((404, "Request_ResourceNotFound"), (group.Status, group.Code));
    }

    [Fact]
    public async Task Groups_are_found_by_id_and_by_name()
    {
        Assert.Equal([Group], await IdsAsync("/v1.0/groups"));
        Assert.Equal([Group], await IdsAsync($"/v1.0/groups?$filter=displayName eq '{Group}'"));
        Assert.Empty(await IdsAsync($"/v1.0/groups?$filter=displayName eq '{User}'"));
        Answer group = await AskAsync("GET", $"/v1.0/groups/{Group}");
        Assert.Equal("#microsoft.graph.group", (string?)group.Json!["@odata.type"]);
    }

    [Fact]
    public async Task Directory_objects_are_found_by_ids_of_any_kind_and_by_kind()
    {
        (string principal, string application) = await IdentityAsync("id-many");
        string all = Ids([User, Group, principal, Guid.NewGuid().ToString()]);

        Answer found = await AskAsync("POST", "/v1.0/directoryObjects/getByIds", $$"""{"ids":{{all}} }""");
        Answer groups = await AskAsync(
            "POST",
            "/v1.0/directoryObjects/microsoft.graph.getByIds",
            $$"""{"ids":{{all}},"types":["group"]}"""
        );
        Answer one = await AskAsync("GET", $"/v1.0/directoryObjects/{principal}");

        Assert.Equal(
            new[] { "group", "servicePrincipal", "user" }.Select(t => "#microsoft.graph." + t),
            Values(found).Select(v => (string)v["@odata.type"]!).Order(StringComparer.Ordinal)
        );
        Assert.Equal([Group], Values(groups).Select(v => (string)v["id"]!));
        Assert.Equal((application, "id-many"), ((string?)one.Json!["appId"], (string?)one.Json["displayName"]));
        foreach (string wrong in new[] { "{}", """{"ids":[]}""" })
        {
            Answer refused = await AskAsync("POST", "/v1.0/directoryObjects/getByIds", wrong);
            Assert.Equal((400, "Request_BadRequest"), (refused.Status, refused.Code));
        }
    }

    [Fact]
    public async Task Service_principals_are_found_by_every_key_that_clients_have()
    {
        (string principal, string application) = await IdentityAsync("id-keys");
        foreach (
            string query in new[]
            {
                $"servicePrincipals?$filter=servicePrincipalNames/any(c:c eq '{application}')",
                $"servicePrincipals?$filter=appId eq '{application}'",
                "servicePrincipals?$filter=displayName eq 'id-keys'",
            }
        )
        {
            Assert.Equal([principal], await IdsAsync($"/v1.0/{query}"));
        }
        Answer byApplication = await AskAsync("GET", $"/v1.0/servicePrincipals(appId='{application}')");
        Assert.Equal(principal, (string?)byApplication.Json!["id"]);
    }

    [Fact]
    public async Task A_role_is_given_to_a_user_and_to_a_group_without_their_type()
    {
        foreach ((string id, string type) in new[] { (User, "User"), (Group, "Group") })
        {
            Answer made = await Arm.PutAsync(
                $"{LocalArm.Subscription}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}",
                $$"""
                {"properties":{"principalId":"{{id}}",
                  "roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"} }
                """,
                "2022-04-01"
            );

            Assert.Equal((201, type), (made.Status, (string?)made.Json!["properties"]!["principalType"]));
        }
    }

    [Theory]
    [InlineData("GET", "/v1.0/applications")]
    [InlineData("GET", "/v1.0/users/aa/memberOf")]
    [InlineData("GET", "/v1.0/users?$filter=startswith(displayName,'a')")]
    [InlineData("POST", "/v1.0/users")]
    [InlineData("DELETE", "/v1.0/groups/22222222-0000-4000-8000-0000000000bb")]
    [InlineData("PATCH", "/v1.0/me")]
    public async Task What_is_not_modelled_is_named(string method, string path)
    {
        Answer answer = await AskAsync(method, path, method is "POST" or "PATCH" ? "{}" : null);

        Assert.Equal((501, "NotModelled"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_token_for_the_resource_manager_is_refused()
    {
        Answer answer = await Arm.GetAsync("/v1.0/users");

        Assert.Equal((401, "InvalidAuthenticationTokenAudience"), (answer.Status, answer.Code));
    }

    private static string Ids(IEnumerable<string> ids) =>
        new JsonArray([.. ids.Select(id => (JsonNode)JsonValue.Create(id))]).ToJsonString();

    private async Task<(string Principal, string Application)> IdentityAsync(string name)
    {
        Answer made = await Arm.PutAsync(
            $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}",
            """{"location":"eastus2"}""",
            Version
        );
        JsonNode properties = made.Json!["properties"]!;
        return ((string)properties["principalId"]!, (string)properties["clientId"]!);
    }

    private async Task<string[]> IdsAsync(string path) =>
        [.. Values(await AskAsync("GET", path)).Select(v => (string)v["id"]!)];

    private static IEnumerable<JsonNode> Values(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json!["value"]!.AsArray().Select(v => v!);
    }

    private Task<Answer> AskAsync(string method, string path, string? body = null, string? principal = null)
    {
        string token = Arm.Server.IssueToken(GraphDirectory.Audience, principal ?? Operator, TimeSpan.FromMinutes(5));
        return Arm.SendAsync(method, path, body, null, r => r.Headers.Authorization = new("Bearer", token));
    }
}

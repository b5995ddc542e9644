using LocalAzure.Settings;
using Microsoft.Extensions.Time.Testing;

namespace LocalAzure.Tests.Authorization;

public sealed class RoleTests
{
    private const string Version = "2022-04-01";
    private const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private const string Roles = LocalArm.Subscription + "/providers/Microsoft.Authorization/roleDefinitions";
    private const string Group = LocalArm.Subscription + "/resourceGroups/rg-network-eastus2";
    private const string Assignments = Group + "/providers/Microsoft.Authorization/roleAssignments";

    [Fact]
    public async Task A_custom_role_is_made_found_by_its_name_and_refused_under_a_second_id()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer made = await arm.PutAsync($"{Roles}/{Guid.NewGuid()}", Role("Jumper"), Version);
        Assert.Equal(201, made.Status);
        Answer found = await arm.GetAsync($"{Roles}?$filter=roleName eq 'Jumper'", Version);
        Assert.Single(found.Json!["value"]!.AsArray());

        Answer again = await arm.PutAsync($"{Roles}/{Guid.NewGuid()}", Role("Jumper"), Version);

        Assert.Equal((409, "RoleDefinitionWithSameNameExists"), (again.Status, again.Code));
    }

    [Fact]
    public async Task A_built_in_role_is_read_through_the_subscription_and_cannot_be_deleted()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer read = await arm.GetAsync($"{Roles}/{Reader}", Version);
        Assert.Equal($"{Roles}/{Reader}", read.Json!["id"]!.GetValue<string>());
        Assert.Equal(403, (await arm.DeleteAsync($"{Roles}/{Reader}", Version)).Status);
    }

    [Fact]
    public async Task A_new_identity_is_unknown_to_assignments_that_do_not_say_its_type_until_it_has_replicated()
    {
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        await using LocalArm arm = await LocalArm.StartAsync(new() { TimeProvider = time, Durations = Durations.Real });
        string principal = await IdentityAsync(arm);

        Answer early = await arm.PutAsync($"{Assignments}/{Guid.NewGuid()}", Assignment(principal, null), Version);
        time.Advance(TimeSpan.FromMinutes(1));
        Answer late = await arm.PutAsync($"{Assignments}/{Guid.NewGuid()}", Assignment(principal, null), Version);

        Assert.Equal((400, "PrincipalNotFound"), (early.Status, early.Code));
        Assert.Equal(201, late.Status);
    }

    [Fact]
    public async Task An_assignment_counts_only_when_it_has_propagated()
    {
        FakeTimeProvider time = new(DateTimeOffset.UtcNow);
        await using LocalArm arm = await LocalArm.StartAsync(new() { TimeProvider = time, Durations = Durations.Real });
        string principal = await IdentityAsync(arm);
        await arm.PutAsync($"{Assignments}/{Guid.NewGuid()}", Assignment(principal, "ServicePrincipal"), Version);
        Task<Answer> ReadAsync() =>
            arm.SendAsync("GET", Group, null, "2024-03-01", r => r.Headers.Authorization = arm.Bearer(principal));

        Answer early = await ReadAsync();
        time.Advance(TimeSpan.FromMinutes(2));
        Answer late = await ReadAsync();

        Assert.Equal((403, 200), (early.Status, late.Status));
    }

    [Fact]
    public async Task The_same_assignment_twice_is_known_and_another_of_its_kind_exists_already()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string principal = await IdentityAsync(arm);
        Guid name = Guid.NewGuid();
        string body = Assignment(principal, "ServicePrincipal");
        await arm.PutAsync($"{Assignments}/{name}", body, Version);

        Answer same = await arm.PutAsync($"{Assignments}/{name}", body, Version);
        Answer twin = await arm.PutAsync($"{Assignments}/{Guid.NewGuid()}", body, Version);

        Assert.Equal(200, same.Status);
        Assert.Equal((409, "RoleAssignmentExists"), (twin.Status, twin.Code));
    }

    [Fact]
    public async Task Filters_of_assignments_choose_by_scope_and_principal()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string principal = await IdentityAsync(arm);
        await arm.PutAsync($"{Assignments}/{Guid.NewGuid()}", Assignment(principal, "ServicePrincipal"), Version);
        async Task<int> CountAsync(string scope, string filter) =>
            (
                await arm.GetAsync(
                    $"{scope}/providers/Microsoft.Authorization/roleAssignments?$filter={filter}",
                    Version
                )
            ).Json!["value"]!
                .AsArray()
                .Count;

        Assert.Equal(1, await CountAsync(LocalArm.Subscription, "atScope()"));
        Assert.Equal(2, await CountAsync(Group, "atScope()"));
        Assert.Equal(1, await CountAsync(LocalArm.Subscription, $"principalId eq '{principal}'"));
        Assert.Equal(1, await CountAsync(LocalArm.Subscription, $"assignedTo('{principal}')"));
    }

    [Fact]
    public async Task A_caller_sees_its_own_permissions_at_a_scope()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        Answer answer = await arm.GetAsync($"{Group}/providers/Microsoft.Authorization/permissions", Version);
        Assert.Equal("*", answer.Json!["value"]![0]!["actions"]![0]!.GetValue<string>());
    }

    private static async Task<string> IdentityAsync(LocalArm arm)
    {
        Answer made = await arm.PutAsync(
            $"{Group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-one",
            """{"location":"eastus2"}""",
            "2023-01-31"
        );
        return made.Json!["properties"]!["principalId"]!.GetValue<string>();
    }

    private static string Assignment(string principal, string? type) =>
        $$$"""{"properties":{"roleDefinitionId":"{{{Roles}}}/{{{Reader}}}","principalId":"{{{principal}}}"{{{(type is null ? "" : $",\"principalType\":\"{type}\"")}}}}}""";

    private static string Role(string name) =>
        $$$"""{"properties":{"roleName":"{{{name}}}","permissions":[{"actions":["Microsoft.Network/virtualNetworks/read"]}],"assignableScopes":["{{{LocalArm.Subscription}}}"]}}""";
}

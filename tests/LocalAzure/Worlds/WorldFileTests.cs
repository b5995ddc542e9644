using LocalAzure.Settings;

namespace LocalAzure.Tests.Worlds;

public sealed class WorldFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("world").FullName;

    [Fact]
    public async Task A_world_adds_to_the_sample_and_overrides_its_quotas_and_registrations()
    {
        await using LocalArm arm = await StartAsync(
            """
            {
              "providers": { "Microsoft.KeyVault": "NotRegistered" },
              "quotas": { "compute": [ { "name": "cores", "current": 99, "limit": 100 } ] },
              "resources": [ { "id": "/subscriptions/{subscription}/resourceGroups/rg-more", "location": "westeurope" } ]
            }
            """
        );
        Answer usages = await arm.GetAsync(
            $"{LocalArm.Subscription}/providers/Microsoft.Compute/locations/eastus2/usages",
            "2024-07-01"
        );
        Answer provider = await arm.GetAsync($"{LocalArm.Subscription}/providers/Microsoft.KeyVault", "2024-03-01");
        Assert.Equal(99, Assert.Single(usages.Json!["value"]!.AsArray())!["currentValue"]!.GetValue<int>());
        Assert.Equal("NotRegistered", provider.Json!["registrationState"]!.GetValue<string>());
        Assert.Equal(
            2,
            arm.Server.Snapshot()
                .ResourceIds.Count(id =>
                    id.Contains("/resourceGroups/rg-", StringComparison.Ordinal) && id.Split('/').Length == 5
                )
        );
    }

    [Fact]
    public async Task A_subscription_shows_to_who_has_a_role_anywhere_in_it_and_not_what_is_in_it()
    {
        const string theirs = "/subscriptions/77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f";
        await using LocalArm arm = await StartAsync(
            $$$"""
            {
              "subscriptions": ["77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f", "88888888-7d1e-4c55-9b6e-0a1b2c3d4e5f"],
              "operatorIsOwner": false,
              "resources": [
                { "id": "{{{theirs}}}/resourceGroups/rg-theirs", "location": "eastus2" },
                {
                  "id": "{{{theirs}}}/resourceGroups/rg-theirs/providers/Microsoft.Authorization/roleAssignments/3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
                  "properties": {
                    "roleDefinitionId": "{{{theirs}}}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
                    "principalId": "0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4", "principalType": "User"
                  }
                }
              ]
            }
            """
        );

        Answer listed = await arm.GetAsync("/subscriptions", "2022-12-01");
        Answer machines = await arm.GetAsync($"{theirs}/providers/Microsoft.Compute/virtualMachines", "2024-07-01");

        Assert.Equal(
            [LocalArm.Subscription, theirs],
            listed.Json!["value"]!.AsArray().Select(one => (string?)one!["id"]).Order()
        );
        Assert.Equal((403, "AuthorizationFailed"), (machines.Status, machines.Code));
    }

    [Fact]
    public async Task A_world_may_begin_with_what_failed_and_with_instances_of_a_scale_set()
    {
        const string set =
            $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Compute/virtualMachineScaleSets/set";
        await using LocalArm arm = await StartAsync(
            $$"""
            [
              { "id": "{{set}}", "location": "eastus2", "properties": { "provisioningState": "Failed" } },
              { "id": "{{set}}/virtualMachines/0", "location": "eastus2", "properties": {} }
            ]
            """
        );

        Assert.Equal("Failed", (await arm.GetAsync(set, "2024-07-01")).State);
        Answer instances = await arm.GetAsync($"{set}/virtualMachines", "2024-07-01");
        Assert.Equal($"{set}/virtualMachines/0", (string?)Assert.Single(instances.Json!["value"]!.AsArray())!["id"]);
        Answer made = await arm.PutAsync($"{set}/virtualMachines/1", """{"location":"eastus2"}""", "2024-07-01");
        Assert.Equal(404, made.Status);
    }

    [Fact]
    public async Task A_world_that_stands_alone_has_nothing_of_the_sample()
    {
        await using LocalArm arm = await StartAsync("""{ "in": "empty" }""");
        Assert.DoesNotContain(
            arm.Server.Snapshot().ResourceIds,
            id => id.Contains("resourceGroups", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [InlineData("""{ "in": """, "not valid JSON at line 1")]
    [InlineData("""{ "inn": "empty" }""", "'inn' is not known")]
    [InlineData("""{ "resources": [ { "location": "eastus2" } ] }""", "resources[0] has no id")]
    [InlineData(
        """[ { "id": "/subscriptions/{subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Web/sites/x" } ]""",
        "does not model"
    )]
    [InlineData(
        """[ { "id": "/subscriptions/{subscription}/resourceGroups/rg-x", "location": "moon" } ]""",
        "LocationNotAvailable"
    )]
    public async Task A_world_that_cannot_be_is_refused_with_the_reason(string world, string reason)
    {
        LocalAzureException failure = await Assert.ThrowsAsync<LocalAzureException>(() => StartAsync(world));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<LocalArm> StartAsync(string world)
    {
        string file = Path.Combine(_folder, "world.json");
        await File.WriteAllTextAsync(file, world, TestContext.Current.CancellationToken);
        return await LocalArm.StartAsync(new() { WorldFile = file });
    }
}

namespace LocalAzure.Tests.Worlds;

public sealed class WorldFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("world").FullName;

    [Fact]
    public async Task A_world_adds_to_the_sample_and_overrides_its_quotas_and_registrations()
    {
        await using var arm = await StartAsync(
            """
            {
              "providers": { "Microsoft.KeyVault": "NotRegistered" },
              "quotas": { "compute": [ { "name": "cores", "current": 99, "limit": 100 } ] },
              "resources": [ { "id": "/subscriptions/{subscription}/resourceGroups/rg-more", "location": "westeurope" } ]
            }
            """
        );
        var usages = await arm.GetAsync(
            $"{LocalArm.Subscription}/providers/Microsoft.Compute/locations/eastus2/usages",
            "2024-07-01"
        );
        var provider = await arm.GetAsync($"{LocalArm.Subscription}/providers/Microsoft.KeyVault", "2024-03-01");
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
    public async Task A_world_that_stands_alone_has_nothing_of_the_sample()
    {
        await using var arm = await StartAsync("""{ "in": "empty" }""");
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
        var failure = await Assert.ThrowsAsync<LocalAzureException>(() => StartAsync(world));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<LocalArm> StartAsync(string world)
    {
        var file = Path.Combine(folder, "world.json");
        await File.WriteAllTextAsync(file, world, TestContext.Current.CancellationToken);
        return await LocalArm.StartAsync(new() { WorldFile = file });
    }
}

using Jumpbox.Azure.ImageLife;
using Jumpbox.Life;
using static Jumpbox.Azure.Tests.Life.LifeWorld;

namespace Jumpbox.Azure.Tests.Life;

public sealed class InventoryOfSubscriptions
{
    private static readonly string Hash = new('a', 64);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "Azure Resource Graph")]
    [InlineData(
        """{"rules":[{"method":"POST","path":"/providers/Microsoft.ResourceGraph/resources","answer":{"status":501,"body":{"error":{"code":"NotModelled","message":"no"} } } }]}""",
        "lists of each subscription"
    )]
    [InlineData(
        """{"rules":[{"method":"POST","path":"/providers/Microsoft.ResourceGraph/resources","answer":{"status":403,"body":{"error":{"code":"AuthorizationFailed","message":"no"} } } }]}""",
        "lists of each subscription"
    )]
    public async Task Images_and_users_of_every_subscription_are_the_same_both_ways(string? faults, string source)
    {
        await using LifeWorld world = await StartAsync(faults: faults);
        await world.MakeAsync("1.0.0", Hash);
        await world.ReleaseAsync("1.0.0");
        await world.StartMachineAsync(Machine(Own, "by-definition"), Definition);
        await world.StartScaleSetAsync(ScaleSet(Second, "by-definition"), Definition);
        await world.MakeAsync("1.0.1", new string('b', 64));
        await world.StartMachineAsync(Machine(First, "by-version"), $"{Definition}/versions/1.0.1");
        await world.StartMachineAsync(Machine(First, "elsewhere"), Source);

        Inventory inventory = await ReadAsync(world);

        Assert.Equal(source, inventory.Source);
        Assert.Equal(3, inventory.Subscriptions.Count);
        Assert.Equal(["1.0.1", "1.0.0", "raw"], inventory.Images.Select(image => image.Id.Split('/')[^1]));
        Assert.Equal(
            [Machine(Own, "by-definition"), ScaleSet(Second, "by-definition")],
            inventory.Images[1].Users.Order(StringComparer.Ordinal)
        );
        Assert.Equal(["eastus2"], inventory.Images[1].LatestIn);
        InventoryConcern concern = Assert.Single(inventory.Concerns);
        Assert.Equal((Machine(First, "by-version"), "unreleased"), (concern.User, concern.Kind));
        Assert.Empty(inventory.Unread);
    }

    [Fact]
    public async Task A_long_answer_of_Resource_Graph_is_read_page_by_page()
    {
        await using LifeWorld world = await StartAsync();
        await world.MakeAsync("1.0.0", Hash);
        for (int machine = 0; machine < 25; machine++)
        {
            await world.StartMachineAsync(Machine(Second, $"vm-{machine:00}"), $"{Definition}/versions/1.0.0");
        }

        IReadOnlyList<System.Text.Json.Nodes.JsonObject> rows = await world.Session.ResourceGraph.QueryAsync(
            [Own, First, Second],
            "resources | where type =~ 'microsoft.compute/virtualmachines' | project id, type | order by id asc",
            Cancel,
            10
        );

        Assert.Equal(25, rows.Count);
        Assert.Equal(25, rows.Select(row => (string?)row["id"]).Distinct().Count());
        Assert.Equal(
            3,
            world.Server.Requests.Count(request => request.Path.Contains("ResourceGraph", StringComparison.Ordinal))
        );
    }

    private static async Task<Inventory> ReadAsync(LifeWorld world) =>
        Inventory.Of(
            await new InventoryReading(world.Session, world.Settings, world.Said.Add).ReadAsync(Cancel),
            TimeSpan.FromDays(30),
            world.Clock.GetUtcNow()
        );
}

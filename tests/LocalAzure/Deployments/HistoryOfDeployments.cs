using System.Text.Json.Nodes;

namespace LocalAzure.Tests.Deployments;

/// <summary>The records of deployments: listed, filtered, deleted.</summary>
public sealed class HistoryOfDeployments
{
    private const string Good =
        """{"type":"Microsoft.ManagedIdentity/userAssignedIdentities","apiVersion":"2023-01-31","name":"id-good","location":"eastus2"}""";

    private const string Bad =
        """{"type":"Microsoft.Compute/disks","apiVersion":"2024-03-02","name":"disk","location":"eastus2","properties":{"creationData":{"createOption":"[reference('/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2','2024-03-01','Full').location]"} } }""";

    [Fact]
    public async Task Are_listed_by_their_state()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-history");
        await Deploying.RunAsync(arm, Deploying.At(group, "good"), Deploying.Body(Deploying.Template(Good)));
        await Deploying.RunAsync(arm, Deploying.At(group, "bad"), Deploying.Body(Deploying.Template(Bad)));

        Assert.Equal(["bad", "good"], await ListAsync(arm, group, ""));
        Assert.Equal(["bad"], await ListAsync(arm, group, "?$filter=provisioningState eq 'Failed'"));
        Assert.Equal(["good"], await ListAsync(arm, group, "?$filter=provisioningState eq 'succeeded'"));
        Answer wrong = await arm.GetAsync(
            $"{group}/providers/Microsoft.Resources/deployments?$filter=name eq 'x'",
            Deploying.Version
        );
        Assert.Equal((400, "InvalidFilterInQueryString"), (wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task Are_deleted_by_an_operation_that_is_polled_by_its_location()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string group = await Deploying.GroupAsync(arm, "rg-history");
        string id = Deploying.At(group);
        await Deploying.RunAsync(arm, id, Deploying.Body(Deploying.Template(Good)));

        Answer deleted = await arm.DeleteAsync(id, Deploying.Version);
        Answer ended = await arm.GetAsync(new Uri(deleted.Headers["Location"]).PathAndQuery);

        Assert.Equal((202, 204), (deleted.Status, ended.Status));
        Assert.Equal(404, (await arm.GetAsync(id, Deploying.Version)).Status);
        Assert.Equal(204, (await arm.DeleteAsync(id, Deploying.Version)).Status);
    }

    private static async Task<string[]> ListAsync(LocalArm arm, string group, string query)
    {
        Answer list = await arm.GetAsync(
            $"{group}/providers/Microsoft.Resources/deployments{query}",
            Deploying.Version
        );
        Assert.True(list.Status == 200, list.Text);
        return [.. list.Json!["value"]!.AsArray().Select(d => (string)d!["name"]!)];
    }
}

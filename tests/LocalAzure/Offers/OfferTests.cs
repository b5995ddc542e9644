using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;
using Jumpbox.Offers;
using LocalAzure.Tests.Clients;

namespace LocalAzure.Tests.Offers;

public sealed class OfferTests
{
    private const string Compute = LocalArm.Subscription + "/providers/Microsoft.Compute";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly string Subscription = LocalArm.Subscription.Split('/')[^1];

    [Fact]
    public async Task The_pipelines_client_reads_sizes_and_quota()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        using AzureSession session = SessionTests.SessionOf(arm);
        VmSize size = await session
            .Compute.ListSizesAsync(Subscription, "eastus2", Cancel)
            .FirstAsync(s => s.Name == "Standard_D2ds_v4", Cancel);
        List<Quota> quota = await session.Compute.ListUsagesAsync(Subscription, "eastus2", Cancel).ToListAsync(Cancel);
        Assert.Equal((2, "standardDDSv4Family"), (size.Cores, size.Family));
        Assert.Contains(quota, q => q.Name == size.Family && q.Limit >= 2);
        Assert.NotEmpty(
            await session.Compute.ListContainerUsagesAsync(Subscription, "eastus2", Cancel).ToListAsync(Cancel)
        );
    }

    [Fact]
    public async Task The_pipelines_client_reads_marketplace_versions()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        using AzureSession session = SessionTests.SessionOf(arm);
        IReadOnlyList<string> versions = await session.Compute.ListImageVersionsAsync(
            Subscription,
            "eastus2",
            "Canonical",
            "ubuntu-24_04-lts",
            "server",
            Cancel
        );
        BaseImageOffer? version = await session.Compute.GetImageVersionAsync(
            Subscription,
            "eastus2",
            "Canonical",
            "ubuntu-24_04-lts",
            "server",
            versions[^1],
            Cancel
        );
        Assert.Equal("V2", version!.Generation);
    }

    [Fact]
    public async Task The_newest_version_alone_is_asked_for_with_top_and_orderby()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string path =
            $"{Compute}/locations/eastus2/publishers/canonical/artifacttypes/vmimage/offers/ubuntu-24_04-lts/skus/server/versions";
        Answer answer = await arm.GetAsync($"{path}?$top=1&$orderby=name desc", "2024-07-01");
        JsonNode? newest = Assert.Single(JsonNode.Parse(answer.Text)!.AsArray());
        Assert.Equal("24.04.202610210", newest!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_version_that_the_marketplace_does_not_have_is_not_found()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string path =
            $"{Compute}/locations/eastus2/publishers/Canonical/artifacttypes/vmimage/offers/ubuntu-24_04-lts/skus/server/versions/1.2.3";
        Answer answer = await arm.GetAsync(path, "2024-07-01");
        Assert.Equal((404, "PlatformImageNotFound"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Terms_of_a_plan_are_accepted_by_put()
    {
        await using LocalArm arm = await LocalArm.StartAsync();
        string path =
            $"{LocalArm.Subscription}/providers/Microsoft.MarketplaceOrdering/offerTypes/virtualmachine/publishers/p/offers/o/plans/x/agreements/current";
        Answer before = await arm.GetAsync(path, "2021-01-01");
        await arm.PutAsync(path, """{"properties":{"accepted":true}}""", "2021-01-01");
        Answer after = await arm.GetAsync(path, "2021-01-01");
        Assert.False(before.Json!["properties"]!["accepted"]!.GetValue<bool>());
        Assert.True(after.Json!["properties"]!["accepted"]!.GetValue<bool>());
    }
}

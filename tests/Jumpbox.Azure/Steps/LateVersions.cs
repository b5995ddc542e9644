using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Tests.Steps;

/// <summary>A version whose build timed out while it was being replicated is waited for and not built again.</summary>
public sealed class LateVersions
{
    private const string Gallery = $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/galleries/gal";
    private const string Version = $"{Gallery}/images/jumpbox/versions/1.0.0";
    private static readonly string Content = new('a', 64);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_progress_is_reported_until_it_is_completed()
    {
        List<string> said = [];

        GalleryVersion? version = await WaitAsync(said, "Succeeded", Content);

        Assert.Equal("Succeeded", version?.ProvisioningState);
        Assert.Contains(
            said,
            line => line.Contains("still being replicated: westeurope Replicating 40 %", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Failed", 'a')]
    [InlineData("Succeeded", 'b')]
    public async Task One_that_failed_or_has_other_content_is_not_the_image(string state, char content) =>
        Assert.Null(await WaitAsync([], state, new string(content, 64)));

    [Theory]
    [InlineData(RunState.Failed, "Distributing", true)]
    [InlineData(RunState.Failed, "Customizing", false)]
    [InlineData(RunState.Succeeded, "Distributing", false)]
    public void Only_a_build_that_failed_while_it_distributed_may_have_one(
        RunState state,
        string phase,
        bool possible
    ) => Assert.Equal(possible, LateVersion.IsPossible(new ImageRun(state, phase, null, null, null)));

    private static async Task<GalleryVersion?> WaitAsync(List<string> said, string state, string content)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            $$$$"""
            {"resources":[{"id":"{{{{PaperWorlds.ImageGroup}}}}","location":"eastus2"},{"id":"{{{{Gallery}}}}","location":"eastus2"},
            {"id":"{{{{Gallery}}}}/images/jumpbox","location":"eastus2","properties":{"osType":"Linux","osState":"Generalized",
            "identifier":{"publisher":"p","offer":"o","sku":"s"} } },
            {"id":"{{{{Version}}}}","location":"eastus2","tags":{"jumpbox:contentHash":"{{{{content}}}}"},
            "properties":{"provisioningState":"{{{{state}}}}","storageProfile":{} } }]}
            """,
            $$$$"""
            {"rules":[{"method":"GET","path":"{{{{Version}}}}","times":1,"answer":{"status":200,"body":{"id":"{{{{Version}}}}",
            "location":"eastus2","tags":{"jumpbox:contentHash":"{{{{Content}}}}"},"properties":{"provisioningState":"Creating",
            "replicationStatus":{"summary":[{"region":"West Europe","state":"Replicating","progress":40}]} } } } }]}
            """
        );
        using AzureSession session = world.Connect(options => options with { Time = new HastyTime(longestPause: 30) });
        return await new LateVersion(session, said.Add).WaitAsync(ResourceId.Parse(Version), Content, Cancel);
    }
}

using Jumpbox.Azure.Smoke;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Settings;
using Jumpbox.Smoke;
using Jumpbox.Tools;

namespace Jumpbox.Azure.Tests.Smoke;

/// <summary>The versions of the clusters that kubectl follows, read from LocalAzure.</summary>
public sealed class FollowedByKubectl
{
    private const string Cluster =
        $"{PaperWorlds.Subscription}/resourceGroups/rg-theirs/providers/Microsoft.ContainerService/managedClusters/aks";

    private const string World =
        $$$"""{"resources":[{"id":"{{{PaperWorlds.Subscription}}}/resourceGroups/rg-theirs","location":"eastus2"},{"id":"{{{Cluster}}}-a","location":"eastus2","properties":{"kubernetesVersion":"1.33","currentKubernetesVersion":"1.33.2"} }]}""";

    [Fact]
    public async Task A_cluster_that_runs_decides_once_however_many_images_name_it()
    {
        KubectlFit fit = await FitAsync(null, "a", "a");
        Assert.Null(fit.Problem);
        Assert.Equal("kubectl 1.32 to 1.34 fits aks-a (1.33.2)", fit.Range);
    }

    [Fact]
    public async Task A_cluster_that_does_not_exist_is_unknown()
    {
        KubectlFit fit = await FitAsync(null, "a", "b");
        Assert.True(fit.IsUnknown);
        Assert.Contains("aks-b does not exist: correct smoke.clusters", fit.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "AuthorizationFailed")]
    [InlineData(401, "InvalidAuthenticationTokenTenant")]
    public async Task A_cluster_that_may_not_be_read_is_unknown(int status, string code)
    {
        KubectlFit fit = await FitAsync(
            $$$"""{"rules":[{"method":"GET","path":"*/managedClusters/*","answer":{"status":{{{status}}},"body":{"error":{"code":"{{{code}}}","message":"no right"} } } }]}""",
            "a"
        );
        Assert.True(fit.IsUnknown);
        Assert.Contains(code, fit.Problem, StringComparison.Ordinal);
    }

    private static async Task<KubectlFit> FitAsync(string? faults, params string[] names)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World, faults);
        return await ClusterReading.FitAsync(
            world.Session,
            names.Select(name => ResourceId.Parse($"{Cluster}-{name}")),
            TestContext.Current.CancellationToken
        );
    }
}

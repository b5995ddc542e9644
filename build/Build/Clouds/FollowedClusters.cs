using Build.Run;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Smoke;
using Jumpbox.Settings;
using Jumpbox.Smoke;
using Jumpbox.Tools;

namespace Build.Clouds;

/// <summary>The clusters that kubectl follows.</summary>
internal static class FollowedClusters
{
    /// <summary>Reads which kubectl fits them; null where it follows none, or is not among the tools.</summary>
    /// <param name="context">The settings and the connection.</param>
    /// <param name="tools">The tools that are resolved.</param>
    public static async Task<KubectlFit?> ReadAsync(BuildContext context, IReadOnlyList<ToolDefinition> tools)
    {
        ResourceId[] clusters =
        [
            .. context
                .AllSettings.Where(image => image.KubectlFollowsClusters)
                .SelectMany(image => image.Smoke.Clusters),
        ];
        if (clusters.Length == 0 || tools.All(tool => tool.Name != KubectlFit.Tool))
        {
            return null;
        }
        using AzureSession session = await context.OpenAsync(context.StatedCloud);
        return await ClusterReading.FitAsync(session, clusters, context.Interrupted);
    }
}

using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Boundaries;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.Smoke;

/// <summary>Reads the clusters that kubectl follows. What cannot be read is unknown and says why.</summary>
public static class ClusterReading
{
    /// <summary>Reads which kubectl fits them.</summary>
    /// <param name="session">The session.</param>
    /// <param name="clusters">At least one cluster.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<KubectlFit> FitAsync(
        AzureSession session,
        IEnumerable<ResourceId> clusters,
        CancellationToken cancellationToken
    ) => KubectlFit.Of(await Task.WhenAll(clusters.Distinct().Select(id => ReadAsync(session, id, cancellationToken))));

    // Nothing is started here that an outage could leave half done: it is one more reason not to know.
    private static async Task<ClusterFacts> ReadAsync(
        AzureSession session,
        ResourceId id,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await session.ManagedClusters.GetAsync(id, cancellationToken);
        }
        catch (AzureFailure failure)
        {
            return ClusterFacts.Unknown(id, PlainText.Line(failure.Message));
        }
    }
}

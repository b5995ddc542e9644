using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>
/// A gallery version whose build timed out while it was being replicated: the build has failed, but Azure completes the
/// version, and building it again would be refused. Source:
/// https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-troubleshoot.
/// </summary>
internal sealed class LateVersion(AzureSession azure, Action<string> say)
{
    private static readonly TimeSpan UntilNextLook = TimeSpan.FromSeconds(30);

    // Source: "Troubleshoot images in a compute gallery", replication speed: up to six hours.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>Whether a build ended like this.</summary>
    /// <param name="run">The build.</param>
    public static bool IsPossible(ImageRun run) => run is { State: RunState.Failed, Phase: "Distributing" };

    /// <summary>Waits until Azure has completed the version.</summary>
    /// <param name="id">The version.</param>
    /// <param name="contentHash">The content's SHA-256 as hex.</param>
    /// <param name="cancellationToken">Stops waiting; the replication continues.</param>
    /// <returns>The version; null if this content has no version, or it failed.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<GalleryVersion?> WaitAsync(ResourceId id, string contentHash, CancellationToken cancellationToken)
    {
        long began = azure.Options.Time.GetTimestamp();
        string told = "";
        while (true)
        {
            GalleryVersion? version = await azure.GalleryVersions.GetAsync(
                id,
                cancellationToken,
                withReplication: true
            );
            if (version?.ContentHash != contentHash)
            {
                return null;
            }
            if (version.ProvisioningState is not ("Creating" or "Updating"))
            {
                return version.ProvisioningState == "Succeeded" ? version : null;
            }
            if (azure.Options.Time.GetElapsedTime(began) > Longest)
            {
                return null;
            }
            string news = string.Join(
                ", ",
                version.Replication.Select(copy => $"{copy.Region} {copy.State} {copy.Progress} %")
            );
            if (news != told)
            {
                say($"The build has timed out, but version {id.Name} is still being replicated: {news}.");
                told = news;
            }
            await Task.Delay(UntilNextLook, azure.Options.Time, cancellationToken);
        }
    }
}

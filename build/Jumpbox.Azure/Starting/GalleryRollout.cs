using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Starting;

/// <summary>Ensures that the gallery and the image definition of the settings exist; existing ones are left as they are.</summary>
/// <param name="azure">The session.</param>
/// <param name="settings">The settings, which name an image definition.</param>
public sealed class GalleryRollout(AzureSession azure, JumpboxSettings settings)
{
    /// <summary>Creates what is missing.</summary>
    /// <param name="commit">The commit for the tags.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What was created, each as a kind and a name.</returns>
    /// <exception cref="AzureFailure">Azure refused.</exception>
    public async Task<IReadOnlyList<string>> EnsureAsync(string commit, CancellationToken cancellationToken)
    {
        ResourceId definition = settings.Image.Distribute.GalleryImageId!;
        if (await azure.Galleries.GetImageAsync(definition, cancellationToken) is not null)
        {
            return [];
        }
        ResourceId gallery = definition.Parent!;
        IReadOnlyDictionary<string, string> tags = new Names(settings).Tags(commit);
        List<string> created = [];
        if (
            (
                await azure.ResourceGroups.EnsureAsync(
                    gallery.SubscriptionId,
                    gallery.ResourceGroup,
                    settings.Location,
                    tags,
                    cancellationToken
                )
            ).Created
        )
        {
            created.Add($"Resource group {gallery.ResourceGroup}");
        }
        GallerySettings wanted = settings.Gallery;
        bool isShared = wanted.SharedWithSubscriptions.Count + wanted.SharedWithTenants.Count > 0;
        if (await azure.Galleries.EnsureAsync(gallery, settings.Location, tags, isShared, cancellationToken))
        {
            created.Add($"Gallery {gallery.Name}");
            if (isShared)
            {
                await azure.Galleries.ShareAsync(
                    gallery,
                    wanted.SharedWithSubscriptions,
                    wanted.SharedWithTenants,
                    cancellationToken
                );
            }
        }
        if (
            await azure.Galleries.EnsureImageAsync(
                definition,
                settings.Location,
                settings.Image.Architecture,
                wanted.Definition,
                tags,
                cancellationToken
            )
        )
        {
            created.Add($"Image definition {definition.Name}");
        }
        return created;
    }
}

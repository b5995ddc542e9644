using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>What the pipeline sets on a built image itself, because Image Builder cannot.</summary>
public sealed class ImageAftercare
{
    private readonly AzureSession _azure;
    private readonly TemplateRecord _record;
    private readonly GallerySettings _settings;
    private readonly Action<string> _say;

    internal ImageAftercare(AzureSession azure, TemplateRecord record, GallerySettings settings, Action<string> say) =>
        (_azure, _record, _settings, _say) = (azure, record, settings, say);

    /// <summary>
    /// Tags the image with the start time of its build, and sets what Image Builder cannot set on a gallery version. Another build
    /// of the same content has an image with the same name, and its evidence must not be accepted for this one.
    /// </summary>
    /// <param name="image">The built image.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">The version could not be changed.</exception>
    public async Task FinishAsync(BuiltImage image, CancellationToken cancellationToken)
    {
        if (image is not { ImageId: { } id, Started: { } started })
        {
            return;
        }
        await NoteRunAsync(id, image.Tags, TagNames.RunOf(started), cancellationToken);
        if (
            id.IsOfType(GalleryVersions.Type)
            && await new VersionAftercare(_azure, _settings).SetAsync(id, started, cancellationToken)
        )
        {
            _say($"Version {id.Name}: end of life, safety profile and excluded regions are set.");
        }
    }

    private async Task NoteRunAsync(
        ResourceId id,
        IReadOnlyDictionary<string, string> tags,
        string run,
        CancellationToken cancellationToken
    )
    {
        if (tags.GetValueOrDefault(TagNames.Run) == run)
        {
            return;
        }
        try
        {
            await _azure.Tags.AddAsync(
                id,
                new Dictionary<string, string>
                {
                    [TagNames.Run] = run,
                    // Tags have no empty values; steps that were read and not rendered have no snapshot.
                    [TagNames.Packages] = _record.Contents.AptSnapshot is { Length: > 0 } snapshot
                        ? snapshot
                        : "unknown",
                },
                cancellationToken
            );
        }
        catch (AzureFailure failure)
        {
            // The image exists and is recorded anyway; Gate reports the missing tag.
            _say($"The tag {TagNames.Run}, which a release requires, could not be set. {failure.Message}");
        }
    }
}

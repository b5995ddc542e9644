using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>Reads the image of a finished build, and refuses another one than was to be built.</summary>
/// <param name="azure">The session.</param>
/// <param name="record">What Template deployed.</param>
/// <param name="runOutput">The name of the build's run output.</param>
internal sealed class ImageReadBack(AzureSession azure, TemplateRecord record, string runOutput)
{
    private readonly ResourceId _templateId = ResourceId.Parse(record.TemplateId);

    /// <summary>Reads the image that the run output names.</summary>
    /// <param name="template">The template after the build.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be read, the image does not exist, or is another one.</exception>
    public async Task<BuiltImage> ReadAsync(ImageTemplate template, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunOutput> outputs = await OutputsAsync(cancellationToken);
        RunOutput output =
            outputs.FirstOrDefault(output => output.Name.Equals(runOutput, StringComparison.OrdinalIgnoreCase))
            ?? throw Missing($"The build succeeded, but has no run output '{runOutput}'.", _templateId.ToString());
        ResourceId? image = record.ImageId is { } ours ? ImageOf(output, ResourceId.Parse(ours)) : null;
        if (image is null)
        {
            await RequireStagedAsync(output, template, cancellationToken);
        }
        IReadOnlyDictionary<string, string> tags = image is { } id
            ? await TagsAsync(id, cancellationToken, isBuilt: true)
                ?? throw Missing($"The build succeeded, but its image cannot be found: {id}.", $"{id}")
            : new Dictionary<string, string>();
        if (image is not null && tags.GetValueOrDefault(TagNames.ContentHash) != record.ContentHash)
        {
            throw Foreign(
                $"The image {image.Name} has {tags.GetValueOrDefault(TagNames.ContentHash) ?? "no value"} as its tag "
                    + $"{TagNames.ContentHash}, but {record.ContentHash} was built.",
                image.ToString()
            );
        }
        return Of(template, image, output.ArtifactUri?.Split('?')[0], outputs, tags);
    }

    /// <summary>Describes a version whose build timed out while Azure was still replicating it.</summary>
    /// <exception cref="AzureFailure">The run outputs could not be read.</exception>
    public async Task<BuiltImage> LateAsync(
        ImageTemplate template,
        ResourceId version,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    ) => Of(template, version, null, await OutputsAsync(cancellationToken), tags) with { IsLate = true };

    /// <summary>The tags of a successfully provisioned image; null if there is none.</summary>
    /// <param name="id">The image.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="isBuilt">Whether its build has succeeded.</param>
    /// <exception cref="AzureFailure">They could not be read.</exception>
    public async Task<IReadOnlyDictionary<string, string>?> TagsAsync(
        ResourceId id,
        CancellationToken cancellationToken,
        bool isBuilt = false
    ) => await azure.FindImageAsync(id, cancellationToken, isBuilt) is { State: "Succeeded" } image ? image.Tags : null;

    private async Task<IReadOnlyList<RunOutput>> OutputsAsync(CancellationToken cancellationToken) =>
        await azure.ImageTemplates.RunOutputsAsync(_templateId, cancellationToken).ToListAsync(cancellationToken);

    private static BuiltImage Of(
        ImageTemplate template,
        ResourceId? image,
        string? blob,
        IReadOnlyList<RunOutput> outputs,
        IReadOnlyDictionary<string, string> tags
    ) =>
        new(image, blob, template.ExactSourceVersion, template.LastRun.Started, template.LastRun.Ended, outputs, tags)
        {
            VmSize = template.VmSize is { Length: > 0 } size ? size : null,
        };

    private ResourceId ImageOf(RunOutput output, ResourceId ours) =>
        ResourceId.TryParse(output.ArtifactId, out ResourceId? id) && id == ours
            ? id
            : throw Foreign(
                $"The build reports its image as '{output.ArtifactId ?? output.ArtifactUri?.Split('?')[0]}', but {ours} "
                    + "was to be built.",
                _templateId.ToString()
            );

    // A VHD has no name of its own and no tags; the staging group belongs to one template.
    private async Task RequireStagedAsync(RunOutput output, ImageTemplate template, CancellationToken cancellationToken)
    {
        bool staged =
            output.ArtifactUri is { } address
            && template.StagingGroup is { } group
            && await azure
                .ListAsync(
                    $"{group}/providers/Microsoft.Storage/storageAccounts",
                    ApiVersions.Storage,
                    cancellationToken
                )
                .AnyAsync(
                    account =>
                        account.Text("properties", "primaryEndpoints", "blob") is { Length: > 0 } endpoint
                        && address.StartsWith($"{endpoint.TrimEnd('/')}/", StringComparison.OrdinalIgnoreCase),
                    cancellationToken
                );
        if (!staged)
        {
            throw Foreign(
                $"The build reports its VHD as '{output.ArtifactUri?.Split('?')[0]}', which is not in the storage of its "
                    + $"staging group {template.StagingGroup?.ToString() ?? "(none)"}.",
                _templateId.ToString()
            );
        }
    }

    private static AzureFailure Foreign(string message, string resource) =>
        new(
            new AzureFault(
                "read the image back",
                resource,
                409,
                "ForeignImage",
                $"{message} Nothing was recorded or tagged.",
                [],
                null,
                "Find out who changed the template or the image (its activity log says so), then run the target Build again."
            )
        );

    private static AzureFailure Missing(string message, string resource) =>
        new(
            new AzureFault(
                "read the image back",
                resource,
                404,
                "ImageMissing",
                message,
                [],
                null,
                "Run the target Build again with --force; if the error persists, check the logs folder."
            )
        );
}

using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>
/// An image template that Azure could not create. It blocks its name until it is deleted, which happens only if the pipeline
/// created it and its staging group has nothing else in it.
/// </summary>
internal sealed class BrokenTemplate(AzureSession azure, JumpboxSettings settings)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UntilNextLook = TimeSpan.FromSeconds(15);

    private readonly Ownership _ownership = new(azure, settings);

    /// <summary>Deletes the template.</summary>
    /// <exception cref="AzureFailure">
    /// The pipeline did not create it or something in its staging group, or it could not be deleted.
    /// </exception>
    public async Task DeleteAsync(ImageTemplate template, CancellationToken cancellationToken)
    {
        string? reason =
            !_ownership.IsOurs(template.Tags) ? "it does not have our tag"
            : template.StagingGroup is { } staging && staging != settings.BuildVm.StagingResourceGroup
                ? (
                    await new StagingGroups(azure, settings, _ownership).ForeignAsync(
                        template.Id,
                        staging,
                        cancellationToken
                    )
                )?.Reason
            : null;
        string id = template.Id.ToString();
        if (reason is not null)
        {
            throw new AzureFailure(
                new AzureFault(
                    $"replace image template {template.Name}, which Azure failed to create",
                    id,
                    409,
                    "NotProvenOurs",
                    $"It is kept, because {reason}.",
                    [],
                    null,
                    $"If it is no longer needed, run: {RemovalCommand.For(id)}"
                )
            );
        }
        try
        {
            if (await azure.ImageTemplates.DeleteAsync(template.Id, cancellationToken) is { } deletion)
            {
                await deletion.WaitAsync(cancellationToken);
            }
        }
        catch (AzureFailure failure) when (failure.Status == 409)
        {
            // Another run may have found it in the same moment: its deletion, and the template that it creates, are as good as ours.
            if (
                await DeletedByOthersAsync(template.Id, cancellationToken) is { } found
                && found.Created == template.Created
            )
            {
                throw;
            }
        }
    }

    private async Task<ImageTemplate?> DeletedByOthersAsync(ResourceId id, CancellationToken cancellationToken)
    {
        long began = azure.Options.Time.GetTimestamp();
        while (true)
        {
            ImageTemplate? found = await azure.ImageTemplates.GetAsync(id, cancellationToken);
            if (found is not { ProvisioningState: "Deleting" } || azure.Options.Time.GetElapsedTime(began) > Longest)
            {
                return found;
            }
            await Task.Delay(UntilNextLook, azure.Options.Time, cancellationToken);
        }
    }
}

using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>
/// An image template that Azure could not make. It blocks its name until it is deleted, which happens only where it is ours and
/// nothing of someone else goes with it.
/// </summary>
internal sealed class BrokenTemplate(AzureSession azure, JumpboxSettings settings)
{
    private readonly Ownership _ownership = new(azure, settings);

    /// <summary>Deletes it.</summary>
    /// <param name="template">The template as it was just seen.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It is not ours, holds something that is not, or could not be deleted.</exception>
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
        if (await azure.ImageTemplates.DeleteAsync(template.Id, cancellationToken) is { } deletion)
        {
            await deletion.WaitAsync(cancellationToken);
        }
    }
}

using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Cleaning;
using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>
/// The target of an image, and the last check of it: nothing that another user or run has put there since Prereqs is
/// overwritten.
/// </summary>
internal sealed class ImagePlace
{
    private readonly AzureSession _azure;
    private readonly JumpboxSettings _settings;

    internal ImagePlace(AzureSession azure, JumpboxSettings settings) => (_azure, _settings) = (azure, settings);

    /// <summary>Checks the target before the template is deployed.</summary>
    /// <exception cref="HandoverException">The target is something else, or could not be read.</exception>
    public async Task RefuseOtherAsync(TemplateRecord record, CancellationToken cancellationToken)
    {
        if (await FindAsync(record, cancellationToken) is { } image)
        {
            Refuse(HandoverRules.Other(image, Owner, record.ContentHash));
        }
    }

    /// <summary>Checks the target before a build is started.</summary>
    /// <exception cref="HandoverException">
    /// The build would overwrite something that must be kept, or the target could not be read.
    /// </exception>
    public async Task RefuseOverwritingAsync(TemplateRecord record, CancellationToken cancellationToken)
    {
        if (await FindAsync(record, cancellationToken) is not { } image)
        {
            return;
        }
        Refuse(HandoverRules.Other(image, Owner, record.ContentHash));
        ImageUses uses = image is { IsVersion: false, Released: null }
            ? await new ImageUseReading(_azure, _settings).ReadAsync(cancellationToken)
            : new ImageUses([], []);
        Refuse(HandoverRules.Overwriting(image, uses));
    }

    /// <summary>Looks at the template before it is taken for ours or built from: its name proves nothing.</summary>
    /// <param name="found">The template as Azure shows it.</param>
    /// <param name="rendered">The image template that this checkout renders.</param>
    /// <param name="record">The template.</param>
    /// <exception cref="HandoverException">It is not ours, or would do something else.</exception>
    public void RefuseForeign(ImageTemplate found, JsonObject rendered, TemplateRecord record) =>
        Refuse(
            TemplateRules.Other(
                new StandingTemplate(found.Id, found.Tags, found.Identities, found.Properties),
                rendered,
                Owner,
                record.ContentHash,
                _settings.BuildVm.Sizes
            )
        );

    /// <summary>The name of the run output of our builds.</summary>
    public string RunOutput => new Names(_settings).RunOutput;

    private string Owner => new Names(_settings).Owner;

    private async Task<ExistingImage?> FindAsync(TemplateRecord record, CancellationToken cancellationToken)
    {
        if (record.ImageId is null)
        {
            return null;
        }
        ResourceId id = ResourceId.Parse(record.ImageId);
        try
        {
            return await _azure.FindImageAsync(id, cancellationToken);
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            throw new HandoverException(
                new HandoverRefusal(
                    $"Could not determine whether {id} exists and what it was built from: {failure.Fault.Sign}. "
                        + $"{failure.Fault.Message} Nothing was built, because the build might overwrite it.",
                    "grant the signed-in account the role Reader there, then run the same command"
                ),
                failure
            );
        }
    }

    private static void Refuse(HandoverRefusal? refusal)
    {
        if (refusal is not null)
        {
            throw new HandoverException(refusal);
        }
    }
}

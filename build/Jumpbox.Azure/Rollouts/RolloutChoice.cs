using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Azure.Smoke;
using Jumpbox.Bicep;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Rollouts;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.Rollouts;

/// <summary>Chooses the image that is rolled out, and describes the machines that it gives.</summary>
/// <param name="azure">The session.</param>
/// <param name="templates">The templates.</param>
/// <param name="settings">The settings.</param>
/// <param name="environment">The environment of the image; null for the place of the build.</param>
public sealed class RolloutChoice(
    AzureSession azure,
    TemplateSet templates,
    JumpboxSettings settings,
    string? environment
)
{
    private RolloutSettings Rollout => settings.Rollout;

    /// <summary>The named image, or the newest released one.</summary>
    /// <param name="image">Its id, number or name; null for the newest released one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="LifeException">There is none.</exception>
    /// <exception cref="AzureFailure">The images could not be listed.</exception>
    public async Task<FoundImage> ChooseAsync(string? image, CancellationToken cancellationToken)
    {
        LifePlace place =
            LifePlace.Find(settings, environment)
            ?? throw new LifeException(
                $"There is no environment {environment} in the settings.",
                "name one of environments.galleryImageIds"
            );
        return RolloutImage.Choose(await new PlaceReading(azure, settings).ReadAsync(place, cancellationToken), image);
    }

    /// <summary>Requires that the image is known to be good, and describes its machines.</summary>
    /// <param name="image">The image.</param>
    /// <param name="identity">What it was built from, and who says so.</param>
    /// <param name="baseImage">The custom base image that the evidence names; null if unknown or of the marketplace.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="LifeException">It is refused; nothing was changed.</exception>
    /// <exception cref="AzureFailure">Something could not be read.</exception>
    public async Task<RolloutModel> RequireAsync(
        FoundImage image,
        ImageIdentity identity,
        string? baseImage,
        CancellationToken cancellationToken
    )
    {
        EnvironmentSettings? place = settings.Environments.FirstOrDefault(one => one.Name == environment);
        string location = await LocationAsync(cancellationToken);
        RolloutImage.Require(
            image,
            identity,
            location,
            place?.MaximumAgeDays ?? settings.Gate.MaximumAgeDays,
            place?.RequiresSignature ?? !settings.Gate.AcceptUnsigned,
            await new RelativeReading(azure).ObjectionsAsync(baseImage, cancellationToken),
            azure.Options.Time.GetUtcNow()
        );
        return await DescribeAsync(image, location, cancellationToken);
    }

    /// <summary>Describes the machines of an image, without judging it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="LifeException">The subnet, the size or the place of the OS disk does not exist.</exception>
    /// <exception cref="AzureFailure">Something could not be read.</exception>
    public async Task<RolloutModel> DescribeAsync(FoundImage image, CancellationToken cancellationToken) =>
        await DescribeAsync(image, await LocationAsync(cancellationToken), cancellationToken);

    private async Task<RolloutModel> DescribeAsync(
        FoundImage image,
        string location,
        CancellationToken cancellationToken
    )
    {
        ResourceId id = ResourceId.Parse(image.Id);
        (MachineForm form, VmSize? size) = await MachineFormReading.ReadAsync(
            azure,
            Rollout.SubnetId!.SubscriptionId,
            location,
            Rollout.Size,
            id,
            cancellationToken
        );
        if (size is not { Restrictions.Count: 0 })
        {
            throw new LifeException(
                $"{location} does not offer the size {Rollout.Size} to the subscription {Rollout.SubnetId.SubscriptionId}.",
                $"set rollout.size to one of: az vm list-skus --location {location} --resource-type virtualMachines"
            );
        }
        if (Rollout.HasEphemeralDisk && form.Placement is null)
        {
            throw new LifeException(
                $"The machines would not have an ephemeral OS disk: {form.Why}.",
                "set rollout.osDisk to managed, or rollout.size to a size with room for the image"
            );
        }
        return new RolloutModel(
            settings,
            id,
            location,
            Rollout.HasEphemeralDisk ? form : form with { Placement = null },
            await templates.CompileAsync(TemplateSet.Jumpboxes)
        )
        {
            QuotaFamily = size.Family,
            Cores = size.Cores,
        };
    }

    private async Task<string> LocationAsync(CancellationToken cancellationToken) =>
        await azure.VirtualNetworks.GetAsync(Rollout.SubnetId!.Parent!, cancellationToken) is { } network
        && network.Find(Rollout.SubnetId) is not null
            ? network.Location
            : throw new LifeException(
                $"The subnet {Rollout.SubnetId} does not exist.",
                "set rollout.subnetId to an existing subnet"
            );
}

using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.Smoke;

/// <summary>Reads what decides in which form a machine is created from an image.</summary>
internal static class MachineFormReading
{
    /// <summary>Reads it.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="subscription">The subscription of the machine.</param>
    /// <param name="location">The region of the machine.</param>
    /// <param name="name">The size of the machine.</param>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The form, and the size; null if the region does not list it.</returns>
    /// <exception cref="AzureFailure">Something could not be read.</exception>
    public static async Task<(MachineForm Form, VmSize? Size)> ReadAsync(
        AzureSession azure,
        string subscription,
        string location,
        string name,
        ResourceId image,
        CancellationToken cancellationToken
    )
    {
        VmSize? size = await azure
            .Compute.ListSizesAsync(subscription, location, cancellationToken)
            .FirstOrDefaultAsync(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase), cancellationToken);
        MachineForm form = image.IsOfType(Images.Type)
            ? MachineForm.Of(
                name,
                size?.Capabilities,
                null,
                (await azure.Images.GetAsync(image, cancellationToken))?.OsDiskSizeGB
            )
            : MachineForm.Of(
                name,
                size?.Capabilities,
                await azure.Galleries.GetImageAsync(image.Parent!, cancellationToken),
                (await azure.GalleryVersions.GetAsync(image, cancellationToken))?.SizeGB
            );
        return (form, size);
    }
}

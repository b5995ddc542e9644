using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Evidence.Report;
using Jumpbox.Life;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageLife;

/// <summary>Reads which images were released beside one. Nothing depends on it but the release notes, so a failure is a result.</summary>
/// <param name="azure">The session.</param>
/// <param name="settings">The settings.</param>
public sealed class OtherReleases(AzureSession azure, JumpboxSettings settings)
{
    /// <summary>Reads them in the place where images are built.</summary>
    /// <param name="image">The id of the image that is not counted.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<ReleasedImages> ReadAsync(string image, CancellationToken cancellationToken)
    {
        LifePlace place = LifePlace.Of(settings)[0];
        if (place.Definition is null && settings.Image.Distribute.Kind != DistributionKind.ManagedImage)
        {
            return new ReleasedImages([], "VHDs have no mark of a release");
        }
        try
        {
            return new ReleasedImages([
                .. (await new PlaceReading(azure, settings).ReadAsync(place, cancellationToken))
                    .Where(one =>
                        one.IsOurs
                        && one.Released is not null
                        && !one.Id.Equals(image, StringComparison.OrdinalIgnoreCase)
                    )
                    .OrderByDescending(one => one.Released, StringComparer.Ordinal)
                    .Select(one => $"{one.Id} of {one.Released}"),
            ]);
        }
        catch (AzureFailure failure)
        {
            return new ReleasedImages([], failure.Message);
        }
    }
}

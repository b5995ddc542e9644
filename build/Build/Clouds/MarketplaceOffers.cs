using Build.Run;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Build.Clouds;

/// <summary>The versions of the supported base images that Azure offers.</summary>
internal static class MarketplaceOffers
{
    /// <summary>Lists the versions of all images in parallel.</summary>
    /// <param name="context">The settings and the connection.</param>
    /// <returns>The versions by image, or null for LocalAzure, whose marketplace proves nothing.</returns>
    public static async Task<IReadOnlyDictionary<CatalogueBaseImage, IReadOnlyList<string>>?> ReadAsync(
        BuildContext context
    )
    {
        if (AzureCloud.Find(context.StatedSettings.Cloud) is null)
        {
            return null;
        }
        JumpboxSettings settings = context.Settings;
        AzureSession session = await context.ConnectAsync();
        CatalogueBaseImage[] images = [.. context.Pins.Catalogue.BaseImages.Where(image => image.Refused is null)];
        IReadOnlyList<string>[] versions = await Task.WhenAll(
            images.Select(image =>
                session.Compute.ListImageVersionsAsync(
                    settings.SubscriptionId,
                    settings.Location,
                    image.Publisher,
                    image.Offer,
                    image.Sku,
                    context.Interrupted
                )
            )
        );
        return images.Zip(versions).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}

using Jumpbox.Settings;

namespace Jumpbox.Tools;

/// <summary>The marketplace image that an image is based on, with the exact version.</summary>
/// <param name="Publisher">The marketplace publisher.</param>
/// <param name="Offer">The marketplace offer.</param>
/// <param name="Sku">The marketplace SKU.</param>
/// <param name="Version">The exact version.</param>
public sealed record BaseImage(string Publisher, string Offer, string Sku, string Version)
{
    /// <summary>Finds the configured base image.</summary>
    /// <param name="wanted">The settings.</param>
    /// <param name="pins">The catalogue, which may refuse it, and the lock, which holds the versions.</param>
    /// <returns>The image, or null for a custom base image.</returns>
    /// <exception cref="SettingsException">
    /// The catalogue refuses the image, or the lock has no version of it.
    /// </exception>
    public static BaseImage? Resolve(BaseImageSettings wanted, ToolPins pins)
    {
        if (wanted.ImageId is not null)
        {
            return null;
        }
        string name = $"{wanted.Publisher}/{wanted.Offer}/{wanted.Sku}";
        CatalogueBaseImage? known = pins.Catalogue.FindBaseImage(wanted.Publisher, wanted.Offer, wanted.Sku);
        if (known?.Refused is string reason && !wanted.AllowUnsupported)
        {
            throw new SettingsException(
                $"image.base is {name}, which is refused: {reason}. Choose {Supported(pins)}, "
                    + "or set image.base.allowUnsupported=true and an exact image.base.version."
            );
        }
        if (wanted.Version != BaseImageSettings.Locked)
        {
            return new BaseImage(wanted.Publisher, wanted.Offer, wanted.Sku, wanted.Version);
        }
        LockedBaseImage locked =
            pins.Lock.FindBaseImage(wanted.Publisher, wanted.Offer, wanted.Sku)
            ?? throw new SettingsException(
                $"image.base is {name} at the locked version, but the lock has none for it. "
                    + "Set an exact image.base.version, or run the target Update."
            );
        return new BaseImage(locked.Publisher, locked.Offer, locked.Sku, locked.Version);
    }

    /// <summary>Requires that the configured base image has the architecture that the settings state.</summary>
    /// <param name="image">The settings.</param>
    /// <param name="pins">The catalogue, which knows the images' architectures.</param>
    /// <exception cref="SettingsException">It has another one, so that no program in the image would run.</exception>
    public static void RequireArchitecture(ImageSettings image, ToolPins pins)
    {
        CatalogueBaseImage? known = pins.Catalogue.FindBaseImage(
            image.Base.Publisher,
            image.Base.Offer,
            image.Base.Sku
        );
        if (image.Base.ImageId is null && known is not null && known.Architecture != image.Architecture)
        {
            string[] fitting =
            [
                .. pins
                    .Catalogue.BaseImages.Where(one => one.Refused is null && one.Architecture == image.Architecture)
                    .Select(one => $"{one.Offer}/{one.Sku}"),
            ];
            throw new SettingsException(
                $"image.base is {known.Publisher}/{known.Offer}/{known.Sku}, which is for {known.Architecture}, and "
                    + $"image.architecture is {image.Architecture}. Set image.architecture={known.Architecture}, or choose "
                    + $"{string.Join(" or ", fitting)}."
            );
        }
    }

    private static string Supported(ToolPins pins) =>
        string.Join(
            " or ",
            pins.Catalogue.BaseImages.Where(image => image.Refused is null)
                .Select(image => $"{image.Offer}/{image.Sku}")
        );
}

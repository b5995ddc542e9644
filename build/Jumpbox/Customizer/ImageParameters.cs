using System.Globalization;
using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>
/// The settings by which a user decides what is in the image, as a flat list: the external parameters of its provenance, beside
/// cloud, subscription, location and base image.
/// </summary>
internal static class ImageParameters
{
    /// <summary>Lists them by path; an unset one is left out.</summary>
    public static IReadOnlyDictionary<string, string> Of(JumpboxSettings settings)
    {
        CustomizerSettings customizer = settings.Customizer;
        IEnumerable<(string Path, string? Value)> all =
        [
            ("image.name", settings.Image.Name),
            ("image.architecture", settings.Image.Architecture),
            // The disk of the build VM becomes that of the image; its size decides on which machines the steps run.
            ("buildVm.osDiskSizeGB", settings.BuildVm.OsDiskSizeGB.ToString(CultureInfo.InvariantCulture)),
            ("buildVm.size", settings.BuildVm.Size),
            ("tools.bundle", settings.Bundle == ToolBundle.Original ? null : settings.Bundle.ToString()),
            .. settings.Tools.Select(tool => ($"tools.{tool.Key}", (string?)(tool.Value ? "true" : "false"))),
            .. Named("mirrors", settings.Mirrors),
            ("customizer.azExtensions", string.Join(", ", customizer.AzExtensions)),
            ("customizer.motd", customizer.Motd),
            ("customizer.packages", string.Join(", ", customizer.Packages)),
            ("customizer.upgrade", customizer.Upgrade ? "true" : "false"),
            ("customizer.profile", customizer.Profile.ToString()),
            .. Named("customizer.optOuts", customizer.OptOuts),
            .. Named("customizer.keep", customizer.Keep),
            ("customizer.proxy", customizer.Proxy),
            ("customizer.noProxy", string.Join(", ", customizer.NoProxy)),
            .. Named("customizer.environment", customizer.Environment),
            ("customizer.hosts", string.Join(", ", customizer.Hosts)),
            ("customizer.stepMinutes", customizer.StepMinutes.ToString(CultureInfo.InvariantCulture)),
        ];
        return new SortedDictionary<string, string>(
            all.Where(one => !string.IsNullOrEmpty(one.Value)).ToDictionary(one => one.Path, one => one.Value!),
            StringComparer.Ordinal
        );
    }

    private static IEnumerable<(string Path, string? Value)> Named(
        string path,
        IReadOnlyDictionary<string, string> values
    ) => values.Select(one => ($"{path}.{one.Key}", (string?)one.Value));
}

using Jumpbox.Settings;

namespace Jumpbox.Preflight;

/// <summary>Ids of the shipped sample, which exist in no real cloud.</summary>
public static class SamplePlaceholders
{
    private static readonly string[] Ids =
    [
        SettingDefinitions.All.First(definition => definition.Path == "subscription").Example!,
        SettingDefinitions.All.First(definition => definition.Path == "tenant").Example!,
    ];

    /// <summary>The settings that still have one.</summary>
    /// <param name="settings">The settings of a run in a real cloud.</param>
    public static IEnumerable<PreflightFinding> In(JumpboxSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (string Path, string Value)[] left =
        [
            .. Values(settings)
                .Where(one => one.Value is { } value && Array.Exists(Ids, id => Contains(value, id)))
                .Select(one => (one.Path, one.Value!)),
        ];
        return left.Length == 0
            ? []
            :
            [
                PreflightFinding.Refusal(
                    $"The settings still have values of the sample, which do not exist in the cloud '{settings.Cloud}': "
                        + string.Join(", ", left.Select(one => $"{one.Path} = {one.Value}"))
                        + ". Set your own in jumpbox.json; az account show has subscription and tenant, az network vnet subnet list "
                        + "the subnets."
                ),
            ];
    }

    private static IEnumerable<(string Path, string? Value)> Values(JumpboxSettings settings) =>
        [
            ("subscription", settings.SubscriptionId),
            ("tenant", settings.Tenant),
            ("network.buildSubnetId", settings.Network.BuildSubnetId.ToString()),
            ("network.containerInstanceSubnetId", settings.Network.ContainerInstanceSubnetId?.ToString()),
            ("image.base.imageId", settings.Image.Base.ImageId?.ToString()),
            ("image.distribute.galleryImageId", settings.Image.Distribute.GalleryImageId?.ToString()),
            ("buildVm.stagingResourceGroup", settings.BuildVm.StagingResourceGroup?.ToString()),
        ];

    /// <summary>Whether a settings file still has one.</summary>
    /// <param name="text">The file's text.</param>
    public static bool AreIn(string text) => Array.Exists(Ids, id => Contains(text, id));

    private static bool Contains(string value, string id) => value.Contains(id, StringComparison.OrdinalIgnoreCase);
}

namespace Jumpbox.Settings;

/// <summary>The settings of what happens to an image after its release: environments and retention.</summary>
internal static class LifeSettingDefinitions
{
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new(
            "environments.galleryImageIds",
            SettingKind.TextMap,
            "The environments: name, and the image definition that Promote copies versions to."
        )
        {
            Expectation = "the resource id of a Microsoft.Compute/galleries/images",
        },
        new(
            "environments.regions",
            SettingKind.TextMap,
            "The regions of an environment's versions, separated by commas. Default: those of the build."
        ),
        new(
            "environments.from",
            SettingKind.TextMap,
            "The environment that another one's versions come from. Default: the gallery of the build."
        ),
        new(
            "environments.maximumAgeDays",
            SettingKind.TextMap,
            "How old a version may be that is promoted to an environment, in days since its build. Default: "
                + "`gate.maximumAgeDays`."
        )
        {
            Expectation = "a whole number",
        },
        new(
            "environments.evidence",
            SettingKind.TextMap,
            "What must prove a version before it is promoted to an environment: `signed` (its evidence) or `tags`. Default: "
                + "`signed`, and `tags` if `gate.unsigned` is `accept`."
        )
        {
            Expectation = "signed or tags",
        },
        Count("retention.keepReleased", "3", 1, "How many of the newest released images Sweep keeps."),
        Count(
            "retention.keepUnreleased",
            "3",
            0,
            "How many of the newest good images Sweep keeps that were not released."
        ),
        Count("retention.releasedDays", "90", 0, "How old a released image must be before Sweep deletes it, in days."),
        Count("retention.unreleasedDays", "14", 0, "How old an image must be that was not released, in days."),
        Count("retention.failedDays", "7", 0, "How old an image must be whose creation failed, in days."),
        Count("retention.retiredDays", "30", 1, "How long a retired or revoked image is kept after that, in days."),
    ];

    private static SettingDefinition Count(string path, string start, int minimum, string description) =>
        new(path, SettingKind.Integer, description)
        {
            Default = start,
            Minimum = minimum,
            Maximum = 3650,
        };
}

namespace Jumpbox.Settings;

/// <summary>The settings of what happens to an image after its release: environments and retention.</summary>
internal static class LifeSettingDefinitions
{
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new(
            "environments.galleryImageIds",
            SettingKind.TextMap,
            "The environments: each name with the image definition to which Promote copies versions."
        )
        {
            Expectation = "the resource id of a Microsoft.Compute/galleries/images",
        },
        new(
            "environments.regions",
            SettingKind.TextMap,
            "The regions of each environment's versions, separated by commas. Default: those of the build."
        ),
        new(
            "environments.from",
            SettingKind.TextMap,
            "The environment from which Promote copies to this one. Default: the gallery of the build."
        ),
        new(
            "environments.maximumAgeDays",
            SettingKind.TextMap,
            "The maximum age of a version that is promoted to an environment, in days since its build. Default: "
                + "`gate.maximumAgeDays`."
        )
        {
            Expectation = "a whole number",
        },
        new(
            "environments.evidence",
            SettingKind.TextMap,
            "How a version must be proven before it is promoted to an environment: `signed` (signed evidence) or `tags`. "
                + "Default: `signed`, and `tags` if `gate.unsigned` is `accept`."
        )
        {
            Expectation = "signed or tags",
        },
        new(
            "environments.encryptionSetIds",
            SettingKind.TextMap,
            "The disk encryption sets of an environment, one for each of its regions: `REGION=ID`, separated by commas. Default: "
                + "platform-managed keys."
        )
        {
            Expectation = "REGION=ID for each region, separated by commas",
        },
        new(
            "environments.promoteAfterDays",
            SettingKind.TextMap,
            "The environments to which the target Advance promotes by itself, each with the days that a version must have been released where "
                + "it comes from. Default: none."
        )
        {
            Expectation = "a whole number",
        },
        Count(
            "refresh.packageDays",
            "7",
            1,
            "The age at which `Update --notices` moves the archive snapshot even if no fix is known, in days."
        ),
        Count("retention.keepReleased", "3", 1, "How many of the newest released images Sweep keeps."),
        Count("retention.keepUnreleased", "3", 0, "How many of the newest good unreleased images Sweep keeps."),
        Count("retention.releasedDays", "90", 0, "How old a released image must be before Sweep deletes it, in days."),
        Count(
            "retention.unreleasedDays",
            "14",
            0,
            "How old an unreleased image must be before Sweep deletes it, in days."
        ),
        Count("retention.failedDays", "7", 0, "How old a failed image must be before Sweep deletes it, in days."),
        Count(
            "retention.retiredDays",
            "30",
            1,
            "How long Sweep keeps an image after it was retired or revoked, in days."
        ),
    ];

    private static SettingDefinition Count(string path, string start, int minimum, string description) =>
        new(path, SettingKind.Integer, description)
        {
            Default = start,
            Minimum = minimum,
            Maximum = 3650,
        };
}

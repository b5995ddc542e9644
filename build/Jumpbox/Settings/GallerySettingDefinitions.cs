namespace Jumpbox.Settings;

/// <summary>The settings of the gallery, its image definition and its versions.</summary>
internal static class GallerySettingDefinitions
{
    private const string Range = @"^[1-9][0-9]{0,5}-[1-9][0-9]{0,5}$";

    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new("gallery.definition.generation", SettingKind.Choice, "The Hyper-V generation of a new image definition.")
        {
            Default = "V2",
            Choices = ["V1", "V2"],
        },
        new(
            "gallery.definition.securityType",
            SettingKind.Choice,
            "The security type of a new image definition; generation 2 only, except for `Standard`."
        )
        {
            Default = "TrustedLaunchSupported",
            Choices =
            [
                "Standard",
                "TrustedLaunchSupported",
                "TrustedLaunch",
                "ConfidentialVMSupported",
                "ConfidentialVM",
                "TrustedLaunchAndConfidentialVmSupported",
            ],
        },
        new(
            "gallery.definition.hibernation",
            SettingKind.Boolean,
            "Whether machines from a new image definition may hibernate."
        )
        {
            Default = "false",
        },
        new(
            "gallery.definition.acceleratedNetworking",
            SettingKind.Boolean,
            "Whether a new image definition supports accelerated networking."
        )
        {
            Default = "false",
        },
        new(
            "gallery.definition.diskControllers",
            SettingKind.Choice,
            "The disk controllers of a new image definition: `scsi`, or `scsiAndNvme`."
        )
        {
            Default = "scsi",
            Choices = ["scsi", "scsiAndNvme"],
        },
        new("gallery.definition.endOfLife", SettingKind.Text, "The end of life of a new image definition.")
        {
            Pattern = @"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            Expectation = "a date as YYYY-MM-DD",
            Example = "2029-04-30",
        },
        new("gallery.definition.recommendedCpus", SettingKind.Text, "The recommended number of vCPUs.")
        {
            Pattern = Range,
            Expectation = "two numbers, as MINIMUM-MAXIMUM",
            Example = "2-16",
        },
        new("gallery.definition.recommendedMemoryGB", SettingKind.Text, "The recommended memory in GB.")
        {
            Pattern = Range,
            Expectation = "two numbers, as MINIMUM-MAXIMUM",
            Example = "4-64",
        },
        new("gallery.replicas", SettingKind.Integer, "The replicas of a version in each region.")
        {
            Default = "1",
            Minimum = 1,
            Maximum = 50,
        },
        new(
            "gallery.regionReplicas",
            SettingKind.TextMap,
            "Regions with a different number of replicas, for example `westeurope`: `3`."
        ),
        new(
            "gallery.storageType",
            SettingKind.Choice,
            "The storage of a version: locally redundant, zone-redundant (`Standard_ZRS`) or premium."
        )
        {
            Default = "Standard_LRS",
            Choices = ["Standard_LRS", "Standard_ZRS", "Premium_LRS"],
        },
        new(
            "gallery.regionStorageTypes",
            SettingKind.TextMap,
            "Regions with a different storage, for example a region without zones."
        ),
        new(
            "gallery.replicationMode",
            SettingKind.Choice,
            "`Shallow` copies nothing, for versions that are tried out: one replica, in the region of the build, not releasable."
        )
        {
            Default = "Full",
            Choices = ["Full", "Shallow"],
        },
        new(
            "gallery.excludedRegions",
            SettingKind.TextList,
            "Regions in which a released version stays excluded from latest."
        ),
        new("gallery.endOfLifeDays", SettingKind.Integer, "The life of a version in days; 0 means no end.")
        {
            Default = "0",
            Maximum = 36500,
        },
        new(
            "gallery.blockDeletion",
            SettingKind.Boolean,
            "Whether Azure refuses to delete a version before the end of its life; requires `gallery.endOfLifeDays`."
        )
        {
            Default = "false",
        },
        new("gallery.keepRegions", SettingKind.Boolean, "Whether Azure refuses to remove a region from a version.")
        {
            Default = "false",
        },
        new(
            "gallery.sharedWithSubscriptions",
            SettingKind.TextList,
            "Subscriptions that a new gallery is shared with directly, at most 30; a preview of Azure."
        ),
        new(
            "gallery.sharedWithTenants",
            SettingKind.TextList,
            "Tenants that a new gallery is shared with directly, at most 5; a preview of Azure."
        ),
    ];
}

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// The body of an image template and of a trigger, as the type definitions of Azure.Bicep.Types.Az 0.2.972 give them, with
/// the API version that introduced each property.
/// </summary>
internal static class TemplateShape
{
    private const string RunOutputName = "^[A-Za-z0-9-_.]{1,64}$";

    private static readonly Field[] FileStep =
    [
        new("sourceUri", Shape.Text),
        new("sha256Checksum", Shape.Text),
        new("destination", Shape.Text),
    ];

    private static readonly Field[] ShellStep =
    [
        new("scriptUri", Shape.Text),
        new("sha256Checksum", Shape.Text),
        new("inline", Shape.ListOf(Shape.Text)),
    ];

    private static readonly Field[] PowerShellStep =
    [
        .. ShellStep,
        new("runElevated", Shape.Flag),
        new("runAsSystem", Shape.Flag),
        new("validExitCodes", Shape.ListOf(Shape.Number(int.MinValue))),
    ];

    private static readonly Shape Switch = Shape.Of(new Field("state", Shape.OneOf("Enabled", "Disabled")));

    private static readonly Shape Source = Shape.ByType(
        "type",
        [],
        (
            "PlatformImage",
            [
                new("publisher", Shape.Text),
                new("offer", Shape.Text),
                new("sku", Shape.Text),
                new("version", Shape.Text),
                new("exactVersion", Shape.Text) { ReadOnly = true },
                new(
                    "planInfo",
                    Shape.Of(
                        new Field("planName", Shape.Text) { Required = true },
                        new Field("planProduct", Shape.Text) { Required = true },
                        new Field("planPublisher", Shape.Text) { Required = true }
                    )
                ),
            ]
        ),
        ("ManagedImage", [new("imageId", Shape.Text) { Required = true }]),
        (
            "SharedImageVersion",
            [new("imageVersionId", Shape.Text) { Required = true }, new("exactVersion", Shape.Text) { ReadOnly = true }]
        )
    );

    private static readonly Shape Customizer = Shape.ByType(
        "type",
        [new("name", Shape.Text)],
        ("File", FileStep),
        ("Shell", ShellStep),
        ("PowerShell", PowerShellStep),
        (
            "WindowsRestart",
            [
                new("restartCommand", Shape.Text),
                new("restartCheckCommand", Shape.Text),
                new("restartTimeout", Shape.Text),
            ]
        ),
        (
            "WindowsUpdate",
            [
                new("searchCriteria", Shape.Text),
                new("filters", Shape.ListOf(Shape.Text)),
                new("updateLimit", Shape.Number(0)),
            ]
        )
    );

    private static readonly Shape Validator = Shape.ByType(
        "type",
        [new("name", Shape.Text)],
        ("File", FileStep),
        ("Shell", ShellStep),
        ("PowerShell", PowerShellStep)
    );

    private static readonly Shape Versioner = Shape.ByType(
        "scheme",
        [],
        ("Latest", [new("major", Shape.Number(-1))]),
        ("Source", [])
    );

    private static readonly Shape TargetRegion = Shape.Of(
        new Field("name", Shape.Text) { Required = true },
        new Field("replicaCount", Shape.Number(1)),
        new Field("storageAccountType", Shape.OneOf("Standard_LRS", "Standard_ZRS", "Premium_LRS"))
    );

    private static readonly Shape Distributor = Shape.ByType(
        "type",
        [new("runOutputName", Shape.Matching(RunOutputName)) { Required = true }, new("artifactTags", Shape.TextMap)],
        (
            "ManagedImage",
            [new("imageId", Shape.Text) { Required = true }, new("location", Shape.Text) { Required = true }]
        ),
        (
            "SharedImage",
            [
                new("galleryImageId", Shape.Text) { Required = true },
                new("replicationRegions", Shape.ListOf(Shape.Text)),
                new("excludeFromLatest", Shape.Flag),
                new("storageAccountType", Shape.OneOf("Standard_LRS", "Standard_ZRS", "Premium_LRS")),
                new("targetRegions", Shape.ListOf(TargetRegion)) { Since = "2022-07-01" },
                new("versioning", Versioner) { Since = "2022-07-01" },
                new("replicationMode", Shape.OneOf("Full", "Shallow")) { Since = "2025-10-01" },
            ]
        ),
        ("VHD", [new("uri", Shape.Text) { Since = "2022-07-01" }])
    );

    private static readonly Shape Properties = Shape.Of(
        new Field("source", Source) { Required = true },
        new Field("customize", Shape.ListOf(Customizer)),
        new Field(
            "optimize",
            Shape.Of(
                new Field("vmBoot", Switch),
                new Field(
                    "workload",
                    Shape.Of(
                        new Field("state", Shape.OneOf("Enabled", "Disabled")),
                        new Field("scriptUri", Shape.Text),
                        new Field("sha256Checksum", Shape.Text)
                    )
                )
                {
                    Since = "2025-10-01",
                }
            )
        )
        {
            Since = "2022-07-01",
        },
        new Field(
            "validate",
            Shape.Of(
                new Field("continueDistributeOnFailure", Shape.Flag),
                new Field("sourceValidationOnly", Shape.Flag),
                new Field("inVMValidations", Shape.ListOf(Validator))
            )
        )
        {
            Since = "2022-02-14",
        },
        new Field("distribute", Shape.ListOf(Distributor)) { Required = true },
        new Field(
            "errorHandling",
            Shape.Of(
                new Field("onCustomizerError", Shape.OneOf("cleanup", "abort")),
                new Field("onValidationError", Shape.OneOf("cleanup", "abort"))
            )
        )
        {
            Since = "2023-07-01",
        },
        new Field("buildTimeoutInMinutes", Shape.Number(0, 960)),
        new Field(
            "vmProfile",
            Shape.Of(
                new Field("vmSize", Shape.Text),
                new Field("osDiskSizeGB", Shape.Number(0)),
                new Field("userAssignedIdentities", Shape.ListOf(Shape.Text)),
                new Field(
                    "vnetConfig",
                    Shape.Of(
                        new Field("subnetId", Shape.Text),
                        new Field("proxyVmSize", Shape.Text),
                        new Field("containerInstanceSubnetId", Shape.Text) { Since = "2024-02-01" }
                    )
                )
            )
        ),
        new Field("stagingResourceGroup", Shape.Text) { Since = "2022-02-14" },
        new Field("managedResourceTags", Shape.TextMap) { Since = "2024-02-01" },
        new Field("autoRun", Switch) { Since = "2024-02-01" },
        new Field("additionalDataDisks", Shape.ListOf(Shape.Of(new Field("sizeGB", Shape.Number(0)))))
        {
            Since = "2025-10-01",
        },
        new Field("exactStagingResourceGroup", Shape.Text) { ReadOnly = true },
        new Field("provisioningState", Shape.Text) { ReadOnly = true },
        new Field("provisioningError", Shape.Of()) { ReadOnly = true },
        new Field("lastRunStatus", Shape.Of()) { ReadOnly = true }
    );

    /// <summary>The body of a PUT of an image template.</summary>
    public static readonly Shape Body = Shape.Of(
        new Field("location", Shape.Text) { Required = true },
        new Field("tags", Shape.TextMap),
        new Field(
            "identity",
            Shape.Of(
                new Field("type", Shape.OneOf("UserAssigned", "None")),
                new Field(
                    "userAssignedIdentities",
                    Shape.MapOf(
                        Shape.Of(
                            new Field("principalId", Shape.Text) { ReadOnly = true },
                            new Field("clientId", Shape.Text) { ReadOnly = true }
                        )
                    )
                ),
                new Field("principalId", Shape.Text) { ReadOnly = true },
                new Field("tenantId", Shape.Text) { ReadOnly = true }
            )
        )
        {
            Required = true,
        },
        new Field("properties", Properties) { Required = true },
        new Field("id", Shape.Text) { ReadOnly = true },
        new Field("name", Shape.Text) { ReadOnly = true },
        new Field("type", Shape.Text) { ReadOnly = true },
        new Field("etag", Shape.Text) { ReadOnly = true },
        new Field("systemData", Shape.Of()) { ReadOnly = true }
    );

    /// <summary>The body of a PUT of a trigger.</summary>
    public static readonly Shape Trigger = Shape.Of(
        new Field(
            "properties",
            Shape.ByType(
                "kind",
                [
                    new("provisioningState", Shape.Text) { ReadOnly = true },
                    new("status", Shape.Of()) { ReadOnly = true },
                ],
                ("SourceImage", [])
            )
        )
        {
            Required = true,
        },
        new Field("id", Shape.Text) { ReadOnly = true },
        new Field("name", Shape.Text) { ReadOnly = true },
        new Field("type", Shape.Text) { ReadOnly = true },
        new Field("systemData", Shape.Of()) { ReadOnly = true }
    );
}

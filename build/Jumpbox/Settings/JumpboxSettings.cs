using System.Text.Json.Serialization;

namespace Jumpbox.Settings;

/// <summary>All user settings: the typed and validated form of <c>jumpbox.json</c> with its overrides.</summary>
public sealed record JumpboxSettings
{
    /// <summary>The cloud to use: <c>local</c>, <c>azure</c>, <c>azureUSGovernment</c> or <c>azureChina</c>.</summary>
    public required string Cloud { get; init; }

    /// <summary>The subscription's GUID: the build subnet's, unless the settings repeat it.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>The tenant's GUID; null for that of the Azure CLI.</summary>
    public string? Tenant { get; init; }

    /// <summary>The region as the settings specify it; null means the virtual network's.</summary>
    public string? Region { get; init; }

    /// <summary>The resource groups of the builder and the image.</summary>
    public required ResourceGroupSettings ResourceGroups { get; init; }

    /// <summary>The subnets in which the image is built.</summary>
    public required NetworkSettings Network { get; init; }

    /// <summary>The roles of the builder's identity.</summary>
    public required RoleSettings Roles { get; init; }

    /// <summary>The image: its name, its base image, its destination.</summary>
    public required ImageSettings Image { get; init; }

    /// <summary>The gallery, its image definition and its versions.</summary>
    public required GallerySettings Gallery { get; init; }

    /// <summary>The environments that released versions are promoted to.</summary>
    public IReadOnlyList<EnvironmentSettings> Environments { get; init; } = [];

    /// <summary>The age in days at which Update with notices moves the archive snapshot.</summary>
    public int RefreshPackageDays { get; init; } = 7;

    /// <summary>How long images are kept.</summary>
    public RetentionSettings Retention { get; init; } = RetentionSettings.Default;

    /// <summary>Whether they ask for a scan: they name a scanner or advisories, or set a limit for vulnerabilities.</summary>
    public bool AsksForScan =>
        Scan.Command.Count > 0
        || Scan.Advisories is not null
        || Gate.VulnerabilityLimits.Any(limit => limit.Most is not null);

    /// <summary>The build VM.</summary>
    public required BuildVmSettings BuildVm { get; init; }

    /// <summary>The tools of the catalogue to install: name and whether it is selected.</summary>
    public required IReadOnlyDictionary<string, bool> Tools { get; init; }

    /// <summary>Whether Update pins the kubectl that fits the clusters of Smoke.</summary>
    public bool KubectlFollowsClusters { get; init; }

    /// <summary>The tools and packages that are installed where <see cref="Tools"/> does not mention them.</summary>
    public ToolBundle Bundle { get; init; }

    /// <summary>The preparation of the operating system.</summary>
    public required CustomizerSettings Customizer { get; init; }

    /// <summary>The address of GitHub's API, for Update and Check; a build does not use it.</summary>
    public string GitHubApi { get; init; } = "https://api.github.com/";

    /// <summary>Hosts that receive the token in <c>GITHUB_TOKEN</c>, besides GitHub's own.</summary>
    public IReadOnlyList<string> GitHubTokenHosts { get; init; } = [];

    /// <summary>URL prefixes and the prefixes of the organisation's own mirrors that replace them.</summary>
    public required IReadOnlyDictionary<string, string> Mirrors { get; init; }

    /// <summary>Tags for everything that is created, in addition to the pipeline's.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>How much is deleted after the image is finished.</summary>
    public required CleanupLevel Cleanup { get; init; }

    /// <summary>
    /// Whether Sweep deletes without a terminal and without the digest of the list that someone has seen.
    /// </summary>
    public bool SweepsUnattended { get; init; }

    /// <summary>What a release requires of the evidence.</summary>
    public required GateSettings Gate { get; init; }

    /// <summary>How vulnerabilities are found.</summary>
    public ScanSettings Scan { get; init; } = new([], null, []);

    /// <summary>How machines are started from the image before it is released.</summary>
    public SmokeSettings Smoke { get; init; } = SmokeSettings.None;

    /// <summary>The machines that are created from a released image.</summary>
    public RolloutSettings Rollout { get; init; } = new();

    /// <summary>The key that signs: <c>none</c>, <c>local</c>, or the address of a version of a key in Key Vault.</summary>
    public string SigningKey { get; init; } = "none";

    /// <summary>
    /// The price of transient resources, for the cost estimate: a key such as <c>vmHour</c> and an amount in the
    /// currency of the user's own price sheet. Empty means no estimate.
    /// </summary>
    public required IReadOnlyDictionary<string, decimal> Prices { get; init; }

    /// <summary>Checks that are skipped: the check's id and the reason.</summary>
    public required IReadOnlyDictionary<string, string> Skip { get; init; }

    /// <summary>
    /// The region of the builder and the image, for example <c>eastus2</c>: from the settings or, where they omit it, the
    /// virtual network's.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network has not been read yet.</exception>
    public string Location => Region ?? throw new InvalidOperationException("The region has not been resolved yet.");
}

/// <summary>The base image: a marketplace image or a custom image.</summary>
/// <param name="Publisher">The marketplace publisher, for example <c>Canonical</c>.</param>
/// <param name="Offer">The marketplace offer, for example <c>ubuntu-24_04-lts</c>.</param>
/// <param name="Sku">The marketplace SKU, for example <c>server</c>.</param>
/// <param name="Version">An exact version, or <c>locked</c> for the one in the lock.</param>
/// <param name="ImageId">A managed image or a gallery image version; it replaces the four others.</param>
public sealed record BaseImageSettings(string Publisher, string Offer, string Sku, string Version, ResourceId? ImageId)
{
    /// <summary>The value that selects the version in the lock.</summary>
    public const string Locked = "locked";

    /// <summary>Whether base images that the catalogue refuses are allowed, such as Ubuntu 18.04.</summary>
    public bool AllowUnsupported { get; init; }
}

/// <summary>The level of cleanup; each level includes those before it. The image is never deleted.</summary>
public enum CleanupLevel
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The builder's role assignment for writing images, needed only during a build.</summary>
    Role,

    /// <summary>Also the image template, and with it the staging group and the logs in it.</summary>
    Template,

    /// <summary>
    /// Also the other role assignment, the identity, the custom role definitions, and the builder group if the pipeline
    /// created it.
    /// </summary>
    All,
}

/// <summary>The preparation of the operating system.</summary>
/// <param name="Upgrade">Whether all packages are upgraded to the locked snapshot of the archive.</param>
/// <param name="Keep">
/// What may stay of the build machine in the image, besides the pipeline's own list: a path pattern or an entry, and the reason.
/// </param>
/// <param name="Proxy">The HTTP proxy of the steps, an http(s) URL; null means none. The image does not keep it.</param>
/// <param name="NoProxy">Hosts and domains that the steps reach without the proxy.</param>
/// <param name="Environment">Variables of the user's own steps.</param>
/// <param name="Hosts">Hosts that the user's own steps reach over HTTPS, for the egress list.</param>
/// <param name="Profile">How far the image is hardened.</param>
/// <param name="OptOuts">Items of the profile that are left out, each with its reason.</param>
/// <param name="StepMinutes">The most that one of the user's own steps may take, in minutes.</param>
public sealed record CustomizerSettings(
    bool Upgrade,
    IReadOnlyDictionary<string, string> Keep,
    string? Proxy,
    IReadOnlyList<string> NoProxy,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Hosts,
    HardeningProfile Profile,
    IReadOnlyDictionary<string, string> OptOuts,
    int StepMinutes
)
{
    /// <summary>Extensions of az, installed for every user as the lock has them with their dependencies.</summary>
    public IReadOnlyList<string> AzExtensions { get; init; } = [];

    /// <summary>Packages of Ubuntu's archive, installed as the lock has them with their dependencies.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>The message of the day; null leaves the base image's or the profile's.</summary>
    public string? Motd { get; init; }
}

/// <summary>The forms in which Azure Image Builder distributes an image.</summary>
public enum DistributionKind
{
    /// <summary>A <c>Microsoft.Compute/images</c> resource in the image group.</summary>
    ManagedImage,

    /// <summary>A version of an image definition in an Azure Compute Gallery.</summary>
    Gallery,

    /// <summary>A VHD blob in the staging group's storage account.</summary>
    Vhd,
}

/// <summary>The destination of the finished image.</summary>
/// <param name="Kind">Managed image, gallery version or VHD.</param>
/// <param name="GalleryImageId">The gallery's image definition, for <see cref="DistributionKind.Gallery"/>.</param>
/// <param name="GalleryVersion">
/// Three numbers separated by dots: the version, for <see cref="VersioningKind.Fixed"/>; the lowest one, for <see
/// cref="VersioningKind.Semver"/>.
/// </param>
/// <param name="ReplicationRegions">The regions of the gallery version; empty means the image's region.</param>
public sealed record DistributionSettings(
    DistributionKind Kind,
    ResourceId? GalleryImageId,
    string? GalleryVersion,
    IReadOnlyList<string> ReplicationRegions
)
{
    /// <summary>How the version is chosen, for <see cref="DistributionKind.Gallery"/>.</summary>
    public VersioningKind Versioning { get; init; } = VersioningKind.Fixed;
}

/// <summary>How the number of a gallery image version is chosen.</summary>
public enum VersioningKind
{
    /// <summary>By hand.</summary>
    Fixed,

    /// <summary>The next patch of the highest version.</summary>
    Semver,

    /// <summary>Year, month, and day with a number: 2026.11.2901.</summary>
    Date,
}

/// <summary>What a release requires of the evidence.</summary>
/// <param name="LockCheckedWithinDays">How old the last check of the lock may be, in days.</param>
/// <param name="MaximumAgeDays">How old the image may be, in days.</param>
/// <param name="AllowedBaseImages">Allowed base images as <c>publisher/offer/sku</c>, <c>*</c> for any part.</param>
/// <param name="DeniedLicences">SPDX licence ids that the bill of materials must not contain.</param>
/// <param name="AllowSkips">Whether recorded skips of checks are accepted.</param>
public sealed record GateSettings(
    int LockCheckedWithinDays,
    int MaximumAgeDays,
    IReadOnlyList<string> AllowedBaseImages,
    IReadOnlyList<string> DeniedLicences,
    bool AllowSkips
)
{
    /// <summary>Who may sign the evidence.</summary>
    public IReadOnlyList<SignerSetting> Signers { get; init; } = [];

    /// <summary>The path of the trusted roots, relative to the repository; null without workflows among the signers.</summary>
    public string? TrustedRoot { get; init; }

    /// <summary>Whether evidence without a signature is accepted.</summary>
    public bool AcceptUnsigned { get; init; }

    /// <summary>
    /// Settings of the gate that the settings file does not decide, as <c>gate.allowSkips=true (--set)</c>: a user who may start a run
    /// may have set them.
    /// </summary>
    public IReadOnlyList<string> Overridden { get; init; } = [];

    /// <summary>How old the state of the packages may be, in days; 0 for no limit.</summary>
    public int MaximumPackageAgeDays { get; init; } = 60;

    /// <summary>How old the base image may be, in days; 0 for no limit.</summary>
    public int MaximumBaseImageAgeDays { get; init; } = 180;

    /// <summary>How packages whose licence is unknown count.</summary>
    public UnknownLicences UnknownLicences { get; init; } = UnknownLicences.List;

    /// <summary>The limits of vulnerabilities as they are set: severity and limit; empty if they do not decide.</summary>
    public IReadOnlyDictionary<string, string> Vulnerabilities { get; init; } = new SortedDictionary<string, string>();

    /// <summary>The exceptions as they are set: id, perhaps with a package, and day and reason.</summary>
    public IReadOnlyDictionary<string, string> VulnerabilityExceptions { get; init; } =
        new SortedDictionary<string, string>();

    /// <summary>How old the scan may be, in days.</summary>
    public int MaximumScanAgeDays { get; init; } = 7;

    /// <summary>How old the scanner's data may be, in days; 0 for no limit.</summary>
    public int MaximumAdvisoryAgeDays { get; init; } = 7;

    /// <summary>Whether components that could have been looked up, and were not, are accepted.</summary>
    public bool AcceptUnscanned { get; init; }

    /// <summary>Why no machine needs to have been started from the image, as a sentence; null if one does.</summary>
    public string? LeavesOutSmoke { get; init; } = SmokeSettings.None.LeftOut;

    /// <summary>The checks of Smoke that do not decide: name and reason.</summary>
    public IReadOnlyDictionary<string, string> SmokeOptOuts { get; init; } = SmokeSettings.None.OptOuts;

    /// <summary>The checks of the clusters that a machine must reach.</summary>
    public IReadOnlyList<string> SmokeClusterChecks { get; init; } = [];

    /// <summary>How many percent of an assessor's applicable rules must have passed; 0 for no minimum.</summary>
    public int MinimumAssessed { get; init; }

    /// <summary>The hardening profile of the image.</summary>
    [JsonIgnore]
    public HardeningProfile Hardening { get; init; } = HardeningProfile.Ssh;

    /// <summary>The items of the profile that are left out: id and reason.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> HardeningOptOuts { get; init; } = new SortedDictionary<string, string>();

    /// <summary>The limits of vulnerabilities.</summary>
    public IReadOnlyList<VulnerabilityLimit> VulnerabilityLimits =>
        [
            .. Vulnerabilities
                .Select(pair => VulnerabilityLimit.Parse(pair.Key, pair.Value))
                .OfType<VulnerabilityLimit>()
                .OrderByDescending(limit => limit.Severity),
        ];

    /// <summary>The vulnerabilities that a release may have until a day.</summary>
    public IReadOnlyList<AllowedVulnerability> AllowedVulnerabilities =>
        [
            .. VulnerabilityExceptions
                .Select(pair => AllowedVulnerability.Parse(pair.Key, pair.Value))
                .OfType<AllowedVulnerability>(),
        ];
}

/// <summary>How packages whose licence is unknown count in the gate.</summary>
public enum UnknownLicences
{
    /// <summary>Their number is in the verdict, which passes.</summary>
    Allow,

    /// <summary>Their names are in the verdict, which passes.</summary>
    List,

    /// <summary>The verdict does not pass.</summary>
    Deny,
}

/// <summary>The image: its name, its base image, its destination.</summary>
/// <param name="Name">The stem of all names: lower-case letters, digits and dashes, 3 to 40 characters.</param>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>, as the tools' releases call it.</param>
/// <param name="Base">The base image.</param>
/// <param name="Distribute">The destination of the finished image.</param>
public sealed record ImageSettings(
    string Name,
    string Architecture,
    BaseImageSettings Base,
    DistributionSettings Distribute
);

/// <summary>The subnets in which the image is built. Both must exist; the pipeline changes no network.</summary>
/// <param name="BuildSubnetId">The subnet of the build VM.</param>
/// <param name="ContainerInstanceSubnetId">
/// The subnet of the container instance that runs Packer (recommended), or null, in which case
/// Azure Image Builder reaches the build subnet through a private link and a proxy VM.
/// Source: Azure Image Builder, "networking options", isolated image builds.
/// </param>
public sealed record NetworkSettings(ResourceId BuildSubnetId, ResourceId? ContainerInstanceSubnetId)
{
    /// <summary>The image of a probe with its digest; null if none is configured.</summary>
    public string? ProbeImage { get; init; }

    /// <summary>The name of a storage account that a probe connects to; null for none.</summary>
    public string? ProbeAccount { get; init; }

    /// <summary>The virtual network of the build subnet.</summary>
    public ResourceId VirtualNetworkId => BuildSubnetId.Parent!;

    /// <summary>Whether the build uses a private link, load balancer and proxy VM.</summary>
    public bool UsesPrivateLink => ContainerInstanceSubnetId is null;
}

/// <summary>The resource groups that the pipeline uses.</summary>
/// <param name="Builder">The group of the builder's identity and the image templates. It is created if missing.</param>
/// <param name="Image">
/// The group of the finished image. It must exist, because its permissions protect released images.
/// </param>
public sealed record ResourceGroupSettings(string Builder, string Image);

/// <summary>The kind of roles of the builder.</summary>
public enum RoleKind
{
    /// <summary>Two custom role definitions with the least privileges that a build needs.</summary>
    Custom,

    /// <summary>Network Contributor and Contributor: for operators who cannot define roles.</summary>
    BuiltIn,
}

/// <summary>The roles of the builder's identity.</summary>
/// <param name="Kind">Least-privilege custom roles, or Azure's broader built-in ones.</param>
public sealed record RoleSettings(RoleKind Kind)
{
    /// <summary>
    /// Whether someone else assigned the roles before: then the pipeline only verifies them, deletes none, and tags no image,
    /// so that its own identity needs no right with which it could give itself more.
    /// </summary>
    public bool AreAssignedBefore { get; init; }
}

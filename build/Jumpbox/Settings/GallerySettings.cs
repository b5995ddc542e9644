namespace Jumpbox.Settings;

/// <summary>The gallery, its image definition and its versions; for <see cref="DistributionKind.Gallery"/>.</summary>
public sealed record GallerySettings
{
    /// <summary>The features of a new image definition.</summary>
    public required DefinitionSettings Definition { get; init; }

    /// <summary>The replicas of a version in each region.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Regions with another number of replicas.</summary>
    public IReadOnlyDictionary<string, int> RegionReplicas { get; init; } = new Dictionary<string, int>();

    /// <summary>The storage of a version, for example <c>Standard_LRS</c>.</summary>
    public string StorageType { get; init; } = "Standard_LRS";

    /// <summary>Regions with another storage.</summary>
    public IReadOnlyDictionary<string, string> RegionStorageTypes { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a version is not copied but refers to its source, as <c>Shallow</c> replication does.</summary>
    public bool IsShallow { get; init; }

    /// <summary>Regions in which a released version is not the latest.</summary>
    public IReadOnlyList<string> ExcludedRegions { get; init; } = [];

    /// <summary>The life of a version in days; 0 without an end.</summary>
    public int EndOfLifeDays { get; init; }

    /// <summary>Whether Azure refuses to delete a version before the end of its life.</summary>
    public bool BlockDeletion { get; init; }

    /// <summary>Whether Azure refuses to remove a region from a version.</summary>
    public bool KeepRegions { get; init; }

    /// <summary>The subscriptions that a new gallery is shared with.</summary>
    public IReadOnlyList<string> SharedWithSubscriptions { get; init; } = [];

    /// <summary>The tenants that a new gallery is shared with.</summary>
    public IReadOnlyList<string> SharedWithTenants { get; init; } = [];
}

/// <summary>The features of a new image definition. An existing one is never changed.</summary>
/// <param name="Generation"><c>V1</c> or <c>V2</c>.</param>
/// <param name="SecurityType">For example <c>TrustedLaunchSupported</c>.</param>
/// <param name="Hibernation">Whether machines may hibernate.</param>
/// <param name="AcceleratedNetworking">Whether it supports accelerated networking.</param>
/// <param name="Nvme">Whether it supports NVMe disk controllers besides SCSI.</param>
/// <param name="EndOfLife">Its end of life as YYYY-MM-DD; null without an end.</param>
/// <param name="RecommendedCpus">The recommended number of vCPUs; null without one.</param>
/// <param name="RecommendedMemoryGB">The recommended memory in GB; null without one.</param>
public sealed record DefinitionSettings(
    string Generation,
    string SecurityType,
    bool Hibernation,
    bool AcceleratedNetworking,
    bool Nvme,
    string? EndOfLife,
    SizeRange? RecommendedCpus,
    SizeRange? RecommendedMemoryGB
);

/// <summary>A range of sizes.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
public sealed record SizeRange(int Minimum, int Maximum);

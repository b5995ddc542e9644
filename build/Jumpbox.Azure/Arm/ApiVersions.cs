namespace Jumpbox.Azure.Arm;

/// <summary>The API version of each resource provider.</summary>
internal static class ApiVersions
{
    public const string ImageTemplates = "2025-10-01";

    /// <summary>Groups, deployments and resource providers.</summary>
    public const string Resources = "2024-03-01";

    public const string Subscriptions = "2022-12-01";

    /// <summary>Role definitions, role assignments and permissions.</summary>
    public const string Authorization = "2022-04-01";

    /// <summary>Locks, which are versioned separately.</summary>
    public const string Locks = "2020-05-01";

    public const string Identities = "2023-01-31";

    /// <summary>Log Analytics workspaces.</summary>
    public const string Workspaces = "2023-09-01";

    public const string DiagnosticSettings = "2021-05-01-preview";
    public const string Network = "2024-05-01";

    /// <summary>Private DNS zones, which are versioned separately; the oldest version with a link's resolutionPolicy.</summary>
    public const string PrivateZones = "2024-06-01";

    /// <summary>DNS forwarding rulesets, which are versioned separately.</summary>
    public const string Resolvers = "2022-07-01";

    /// <summary>Virtual machines, images, usages and marketplace images.</summary>
    public const string Compute = "2024-07-01";

    /// <summary>Disks, which are versioned separately.</summary>
    public const string Disks = "2024-03-02";

    /// <summary>Galleries, image definitions and image versions.</summary>
    public const string Galleries = "2023-07-03";

    /// <summary>The oldest version with soft-deleted image versions.</summary>
    public const string SoftDeletedVersions = "2024-03-03";

    /// <summary>The list of VM sizes, which is versioned separately.</summary>
    public const string Skus = "2021-07-01";

    public const string ContainerInstance = "2023-05-01";

    /// <summary>AKS clusters.</summary>
    public const string ContainerService = "2025-10-01";

    public const string JustInTimePolicies = "2020-01-01";

    /// <summary>The plans of Microsoft Defender for Cloud.</summary>
    public const string DefenderPlans = "2024-01-01";

    public const string Storage = "2023-05-01";

    public const string PolicyInsights = "2023-03-01";

    public const string ResourceGraph = "2021-03-01";

    public const string MarketplaceOrdering = "2021-01-01";
}

namespace Jumpbox.Azure.Arm;

/// <summary>The API version that each provider is asked with, in one place.</summary>
internal static class ApiVersions
{
    /// <summary>Microsoft.VirtualMachineImages.</summary>
    public const string ImageTemplates = "2024-02-01";

    /// <summary>Microsoft.Resources: groups, deployments, providers.</summary>
    public const string Resources = "2024-03-01";

    /// <summary>The list of subscriptions.</summary>
    public const string Subscriptions = "2022-12-01";

    /// <summary>Microsoft.Authorization: role definitions, role assignments, permissions.</summary>
    public const string Authorization = "2022-04-01";

    /// <summary>Microsoft.Authorization: locks, which have versions of their own.</summary>
    public const string Locks = "2020-05-01";

    /// <summary>Microsoft.ManagedIdentity.</summary>
    public const string Identities = "2023-01-31";

    /// <summary>Microsoft.Network.</summary>
    public const string Network = "2024-05-01";

    /// <summary>Microsoft.Compute: virtual machines, images, sizes, usages, marketplace images.</summary>
    public const string Compute = "2024-07-01";

    /// <summary>Microsoft.Compute: galleries, image definitions and versions.</summary>
    public const string Galleries = "2023-07-03";

    /// <summary>Microsoft.Compute: the list of sizes, which has versions of its own.</summary>
    public const string Skus = "2021-07-01";

    /// <summary>Microsoft.ContainerInstance.</summary>
    public const string ContainerInstance = "2023-05-01";

    /// <summary>Microsoft.Storage.</summary>
    public const string Storage = "2023-05-01";

    /// <summary>Microsoft.PolicyInsights.</summary>
    public const string PolicyInsights = "2023-03-01";

    /// <summary>Microsoft.MarketplaceOrdering.</summary>
    public const string MarketplaceOrdering = "2021-01-01";
}

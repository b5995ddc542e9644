namespace Jumpbox.Settings;

/// <summary>How machines are started from the image before it is released.</summary>
/// <param name="SubnetId">The subnet of the machines; null to start none.</param>
/// <param name="Size">The size of the machines.</param>
/// <param name="Skip">Why none is started, although there is a subnet, in one line; null to start them.</param>
/// <param name="OptOuts">Checks that do not decide: the check's name and the reason.</param>
public sealed record SmokeSettings(
    ResourceId? SubnetId,
    string Size,
    string? Skip,
    IReadOnlyDictionary<string, string> OptOuts
)
{
    /// <summary>The resource type of a cluster.</summary>
    public const string ClusterType = "Microsoft.ContainerService/managedClusters";

    /// <summary>The resource type of the machine's identity.</summary>
    public const string IdentityType = "Microsoft.ManagedIdentity/userAssignedIdentities";

    /// <summary>The AKS clusters that a machine from the image must reach.</summary>
    public IReadOnlyList<ResourceId> Clusters { get; init; } = [];

    /// <summary>The user-assigned identity with which the machine signs in to them; null for none.</summary>
    public ResourceId? IdentityId { get; init; }

    /// <summary>The port at which the clusters' nodes must be reached; null for none.</summary>
    public int? SshPort { get; init; }

    /// <summary>Nothing is started.</summary>
    public static SmokeSettings None { get; } = new(null, "", null, new SortedDictionary<string, string>());

    /// <summary>Whether machines are started.</summary>
    public bool IsAsked => SubnetId is not null && Skip is null;

    /// <summary>What stands for a machine where none is started, as a sentence; null where they are.</summary>
    public string? LeftOut =>
        IsAsked ? null
        : Skip is { } reason ? $"smoke.skip leaves it out: {reason.TrimEnd('.')}."
        : "smoke.subnetId is not set, so no machine is started from the image, and whether it boots is unknown.";
}

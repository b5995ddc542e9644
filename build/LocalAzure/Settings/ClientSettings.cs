namespace LocalAzure.Settings;

/// <summary>
/// The client's settings that the default world adapts to, so that a pipeline with custom settings runs immediately. The
/// default is the sample world's.
/// </summary>
/// <param name="SubscriptionId">The subscription's GUID.</param>
/// <param name="Location">The region's short name.</param>
public sealed record ClientSettings(string SubscriptionId, string Location)
{
    /// <summary>The tenant's GUID; defaults to LocalAzure's.</summary>
    public string TenantId { get; init; } = SampleWorld.Tenant;

    /// <summary>The resource id of the build VM's subnet; defaults to one of the sample world.</summary>
    public string? BuildSubnetId { get; init; }

    /// <summary>
    /// The resource id of the subnet for container instances. If it is null and the build subnet is set, the network has the
    /// original form, with private link.
    /// </summary>
    public string? ContainerSubnetId { get; init; }

    /// <summary>A VM size to offer although the sample world does not list it.</summary>
    public string? VmSize { get; init; }

    /// <summary>The sizes that the build VM may have instead, with spaces between them.</summary>
    public string OtherVmSizes { get; init; } = "";

    /// <summary>The size of the proxy VM, to offer although the sample world does not list it.</summary>
    public string? ProxySize { get; init; }

    /// <summary>The processor architecture of the image, as Azure calls it: x64 or Arm64.</summary>
    public string Architecture { get; init; } = "x64";

    /// <summary>A base image to offer in the marketplace although the sample world does not list it.</summary>
    public MarketplaceImage? BaseImage { get; init; }

    /// <summary>The resource id of a base image: a managed image or a gallery version.</summary>
    public string? BaseImageId { get; init; }

    /// <summary>The resource id of the gallery's image definition that receives the image.</summary>
    public string? GalleryImageId { get; init; }

    /// <summary>The resource id of the empty group for the transient resources of a build.</summary>
    public string? StagingGroupId { get; init; }

    /// <summary>The resource id of the subnet in which machines are started from the image; null for none.</summary>
    public string? SmokeSubnetId { get; init; }

    /// <summary>The size of these machines, to offer although the sample world does not list it.</summary>
    public string? SmokeSize { get; init; }

    /// <summary>The resource id of the subnet in which machines are rolled out; null for none.</summary>
    public string? RolloutSubnetId { get; init; }

    /// <summary>The resource ids of the groups that the rollout names: that of the machines, and those of their roles.</summary>
    public IReadOnlyList<string> RolloutGroupIds { get; init; } = [];

    /// <summary>The size of these machines, to offer although the sample world does not list it.</summary>
    public string? RolloutSize { get; init; }

    /// <summary>The sample's.</summary>
    public static ClientSettings Sample { get; } = new(SampleWorld.Subscription, SampleWorld.Location);
}

namespace LocalAzure.Settings;

/// <summary>
/// Where a client works, as its settings say. A world that no file describes holds it, so that settings of custom run at
/// once; left out, it is the sample's own place.
/// </summary>
/// <param name="SubscriptionId">The subscription's GUID.</param>
/// <param name="Location">The region's short name.</param>
public sealed record HomePlace(string SubscriptionId, string Location)
{
    /// <summary>The tenant's GUID; left out, LocalAzure's own.</summary>
    public string TenantId { get; init; } = SampleWorld.Tenant;

    /// <summary>The resource id of the build VM's subnet; left out, one of the sample's names.</summary>
    public string? BuildSubnetId { get; init; }

    /// <summary>
    /// The resource id of the subnet for container instances; left out where the build subnet is given, that one is of the
    /// original form, with private link.
    /// </summary>
    public string? ContainerSubnetId { get; init; }

    /// <summary>A VM size that is offered although the sample does not list it.</summary>
    public string? VmSize { get; init; }

    /// <summary>The place of the sample.</summary>
    public static HomePlace Sample { get; } = new(SampleWorld.Subscription, SampleWorld.Location);
}

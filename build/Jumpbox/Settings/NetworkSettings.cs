namespace Jumpbox.Settings;

/// <summary>The subnets in which the image is built. Both must exist; the pipeline changes no network.</summary>
/// <param name="BuildSubnetId">The subnet of the build VM.</param>
/// <param name="ContainerInstanceSubnetId">
/// The subnet of the container instance that runs Packer (the recommended form), or null for the original form, in which
/// Azure Image Builder reaches the build subnet through a private link and a proxy VM.
/// Source: Azure Image Builder, "networking options", isolated image builds.
/// </param>
public sealed record NetworkSettings(ResourceId BuildSubnetId, ResourceId? ContainerInstanceSubnetId)
{
    /// <summary>The virtual network of the build subnet.</summary>
    public ResourceId VirtualNetworkId => BuildSubnetId.Parent!;

    /// <summary>Whether the build runs in the original form: private link, load balancer and proxy VM.</summary>
    public bool UsesPrivateLink => ContainerInstanceSubnetId is null;
}

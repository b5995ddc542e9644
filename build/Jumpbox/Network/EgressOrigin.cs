namespace Jumpbox.Network;

/// <summary>Which machine of a build opens a connection.</summary>
public enum EgressOrigin
{
    /// <summary>The build VM, in the build subnet.</summary>
    BuildVm,

    /// <summary>The container instance that runs Packer, in its own subnet; the recommended form of network only.</summary>
    ContainerInstance,

    /// <summary>The proxy VM, in the build subnet; the original form of network only.</summary>
    ProxyVm,
}

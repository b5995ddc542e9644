using Jumpbox.Settings;

namespace Jumpbox.Checks;

/// <summary>A cure that is safe to apply automatically: it deletes nothing and opens no access.</summary>
public abstract record Fix
{
    private Fix() { }

    /// <summary>The action as a sentence, for the prompt on the terminal.</summary>
    public abstract string Description { get; }

    /// <summary>Registers a resource provider and waits until it is registered.</summary>
    /// <param name="Namespace">The provider, for example <c>Microsoft.ContainerInstance</c>.</param>
    public sealed record RegisterProvider(string Namespace) : Fix
    {
        /// <inheritdoc/>
        public override string Description => $"Register the resource provider {Namespace}.";
    }

    /// <summary>Disables the network policies for private link services in a subnet.</summary>
    /// <param name="SubnetId">The subnet.</param>
    public sealed record DisablePrivateLinkPolicies(ResourceId SubnetId) : Fix
    {
        /// <inheritdoc/>
        public override string Description => $"Set privateLinkServiceNetworkPolicies to Disabled in {SubnetId}.";
    }

    /// <summary>Delegates an empty subnet to a service.</summary>
    /// <param name="SubnetId">The subnet; it has no IP configurations.</param>
    /// <param name="Service">The service, for example <c>Microsoft.ContainerInstance/containerGroups</c>.</param>
    public sealed record DelegateSubnet(ResourceId SubnetId, string Service) : Fix
    {
        /// <inheritdoc/>
        public override string Description => $"Delegate the empty subnet {SubnetId} to {Service}.";
    }

    /// <summary>Creates a missing resource group.</summary>
    /// <param name="GroupId">The group.</param>
    /// <param name="Location">Its region.</param>
    public sealed record CreateGroup(ResourceId GroupId, string Location) : Fix
    {
        /// <inheritdoc/>
        public override string Description => $"Create the resource group {GroupId.Name} in {Location}.";
    }
}

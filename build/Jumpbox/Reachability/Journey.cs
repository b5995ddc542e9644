using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>Traffic from a subnet on its way through an appliance.</summary>
/// <param name="Network">The network in which it is now.</param>
/// <param name="Subnet">The subnet whose routes apply now.</param>
/// <param name="Sources">The addresses of the machines that sent it.</param>
/// <param name="Target">Where it leads.</param>
internal sealed record Journey(VirtualNetwork Network, Subnet Subnet, IntervalSet Sources, FirewallTarget Target)
{
    /// <summary>The firewalls that it has passed.</summary>
    public IReadOnlyList<ResourceId> Passed { get; init; } = [];
}

using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>What is behind firewalls that send traffic on.</summary>
internal sealed record NetworksBehind
{
    public static NetworksBehind None { get; } = new();

    public IReadOnlyDictionary<ResourceId, Reading<VirtualNetwork>> Networks { get; init; } =
        new Dictionary<ResourceId, Reading<VirtualNetwork>>();

    public IReadOnlyDictionary<ResourceId, Reading<RouteTable>> RouteTables { get; init; } =
        new Dictionary<ResourceId, Reading<RouteTable>>();

    public IReadOnlyDictionary<ResourceId, Reading<NatGateway>> NatGateways { get; init; } =
        new Dictionary<ResourceId, Reading<NatGateway>>();

    public IReadOnlyDictionary<string, Reading<IReadOnlyList<Firewall>>> Firewalls { get; init; } =
        new Dictionary<string, Reading<IReadOnlyList<Firewall>>>();
}

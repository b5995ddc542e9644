using Jumpbox.Network;
using Jumpbox.Probing;
using Jumpbox.Reachability;

namespace Jumpbox.Checks;

/// <summary>The paths of everything that a build sends, for the picture and for explanations.</summary>
internal static class NetworkFlows
{
    /// <summary>The paths; none if the network or one of its subnets could not be read.</summary>
    /// <param name="facts">The facts.</param>
    public static IReadOnlyList<TrafficPath> Of(Facts facts)
    {
        if (
            facts.Network.State != ReadingState.Present
            || facts.Network.Value.Find(facts.Settings.Network.BuildSubnetId) is not { } build
        )
        {
            return [];
        }
        Subnet? containers = facts.Settings.Network.ContainerInstanceSubnetId is { } id
            ? facts.Network.Value.Find(id)
            : null;
        Paths paths = facts.Paths();
        return
        [
            .. RequiredFlows
                .Inside(build, containers)
                .Select(flow =>
                    flow.Hops.Count == 1
                        ? paths.Into(build, flow.Ways[0])
                        : paths.Between(containers ?? build, build, flow.Ways[0].Port)
                ),
            .. new[] { build, containers }
                .OfType<Subnet>()
                .SelectMany(subnet =>
                    facts
                        .Egress.Where(host => (host.From == EgressOrigin.ContainerInstance) == (subnet != build))
                        .Select(host => paths.ToHost(subnet, host))
                ),
        ];
    }

    /// <summary>The path of a connection that a probe opens; null if one of its subnets could not be read.</summary>
    public static TrafficPath? Of(Facts facts, Paths paths, ProbeTarget target)
    {
        VirtualNetwork network = facts.Network.Value;
        Subnet? build = network.Find(facts.Settings.Network.BuildSubnetId);
        Subnet? containers = facts.Settings.Network.ContainerInstanceSubnetId is { } id ? network.Find(id) : null;
        return (target.IsFromBuild ? build : containers) is not { } from ? null
            : !target.LeadsToMachine ? paths.ToHost(from, target.Flow)
            : build is null ? null
            : paths.Between(from, build, target.Flow.Port);
    }
}

namespace Jumpbox.Network;

/// <summary>
/// The flows that Azure Image Builder needs, with and without a container-instance subnet.
/// Source: Azure Image Builder, "networking options" and "imageTemplates reference", containerInstanceSubnetId.
/// </summary>
internal static class RequiredFlows
{
    /// <summary>
    /// The port on which the proxy VM accepts the service's private link and the load balancer's probe.
    /// </summary>
    public const int ProxyPort = 60001;

    /// <summary>
    /// Without a container-instance subnet: private link, load balancer, proxy VM and build VM in one subnet.
    /// </summary>
    /// <param name="build">The build subnet.</param>
    /// <param name="space">The service tags of the subnet.</param>
    public static IReadOnlyList<RequiredFlow> WithPrivateLink(Subnet build, NetworkSpace space)
    {
        FlowEnd probe = FlowEnd.At("AzureLoadBalancer", NetworkSpace.LoadBalancer);
        return
        [
            Into(
                build,
                new(probe, build.AsEnd, TransportProtocol.Tcp, ProxyPort, "the load balancer probes the proxy VM")
            ),
            Into(
                build,
                new(build.AsEnd, build.AsEnd, TransportProtocol.Tcp, ProxyPort, "the private link reaches the proxy VM")
            ),
            new(
                new(build.AsEnd, build.AsEnd, TransportProtocol.Tcp, 22, "the proxy VM reaches the build VM by SSH"),
                [(build, Direction.Outbound), (build, Direction.Inbound)]
            ),
            ToInternet(build, space, 443, "the proxy VM reaches Azure and the build VM downloads the tools"),
            ToInternet(build, space, 80, "apt on the build VM reaches the package archive"),
        ];
    }

    /// <summary>With a container-instance subnet: the container instance there, the build VM in the build subnet.</summary>
    /// <param name="containers">The container-instance subnet.</param>
    /// <param name="containerSpace">The service tags of this subnet.</param>
    /// <param name="build">The build subnet.</param>
    /// <param name="buildSpace">The service tags of this subnet.</param>
    /// <param name="location">The region, for regional service tags.</param>
    public static IReadOnlyList<RequiredFlow> WithContainerInstance(
        Subnet containers,
        NetworkSpace containerSpace,
        Subnet build,
        NetworkSpace buildSpace,
        string location
    )
    {
        FlowEnd files = new(
            "Internet (Azure Files)",
            containerSpace.Internet,
            ["Storage", $"Storage.{location}", "AzureCloud", $"AzureCloud.{location}"],
            []
        );
        return
        [
            new(
                new(
                    containers.AsEnd,
                    build.AsEnd,
                    TransportProtocol.Tcp,
                    22,
                    "the container reaches the build VM by SSH"
                ),
                [(containers, Direction.Outbound), (build, Direction.Inbound)]
            ),
            ToInternet(containers, containerSpace, 443, "the container's image is pulled and Azure is reached"),
            new(
                new(containers.AsEnd, files, TransportProtocol.Tcp, 445, "the container mounts its Azure Files share"),
                [(containers, Direction.Outbound)]
            ),
            ToInternet(build, buildSpace, 443, "the build VM downloads the tools and packages"),
        ];
    }

    private static RequiredFlow Into(Subnet subnet, Flow flow) => new(flow, [(subnet, Direction.Inbound)]);

    private static RequiredFlow ToInternet(Subnet subnet, NetworkSpace space, int port, string reason) =>
        new(
            new(subnet.AsEnd, FlowEnd.At("Internet", space.Internet), TransportProtocol.Tcp, port, reason),
            [(subnet, Direction.Outbound)]
        );
}

/// <summary>The direction that a security rule applies to.</summary>
public enum Direction
{
    /// <summary>Traffic to the interface.</summary>
    Inbound,

    /// <summary>Traffic from the interface.</summary>
    Outbound,
}

/// <summary>Traffic that a build needs.</summary>
/// <param name="Source">The source; the source port is one of 1024 to 65535.</param>
/// <param name="Destination">The destination.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Port">The destination port.</param>
/// <param name="Reason">The purpose, as the end of a sentence.</param>
internal sealed record Flow(FlowEnd Source, FlowEnd Destination, TransportProtocol Protocol, int Port, string Reason)
{
    /// <summary>The flow on one line, for example <c>snet-containers → snet-build TCP 22</c>.</summary>
    public override string ToString() =>
        $"{Source.Name} → {Destination.Name} {Protocol.ToString().ToUpperInvariant()} {Port}";
}

/// <summary>A flow and the security rules that it must pass.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Hops">The subnets whose rules apply, in the order of travel, each with the direction.</param>
internal sealed record RequiredFlow(Flow Flow, IReadOnlyList<(Subnet Subnet, Direction Direction)> Hops);

/// <summary>The protocol of a security rule or a flow.</summary>
public enum TransportProtocol
{
    /// <summary>Every protocol; a flow never has this one.</summary>
    Any,

    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,

    /// <summary>ICMP and the others (ESP, AH), which no build flow uses.</summary>
    Other,
}

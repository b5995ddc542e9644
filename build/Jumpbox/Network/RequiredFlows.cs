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

    /// <summary>The port on which the build VM is customized.</summary>
    public const int Ssh = 22;

    /// <summary>The flows inside the network.</summary>
    /// <param name="build">The build subnet.</param>
    /// <param name="containers">The container-instance subnet; null for the form with a private link.</param>
    public static IReadOnlyList<RequiredFlow> Inside(Subnet build, Subnet? containers)
    {
        if (containers is not null)
        {
            return
            [
                new(
                    [
                        new(
                            containers.AsEnd,
                            build.AsEnd,
                            TransportProtocol.Tcp,
                            Ssh,
                            "the container reaches the build VM by SSH"
                        ),
                    ],
                    [(containers, Direction.Outbound), (build, Direction.Inbound)]
                ),
            ];
        }
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
                [new(build.AsEnd, build.AsEnd, TransportProtocol.Tcp, Ssh, "the proxy VM reaches the build VM by SSH")],
                [(build, Direction.Outbound), (build, Direction.Inbound)]
            ),
        ];
    }

    /// <summary>
    /// The flows of a subnet to public hosts: one for all hosts that security rules cannot tell apart.
    /// </summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="hosts">The hosts that its machines reach.</param>
    /// <param name="region">The region, for regional service tags.</param>
    /// <param name="tags">The prefixes of service tags; null if they could not be read.</param>
    public static IEnumerable<RequiredFlow> Outside(
        Subnet subnet,
        IEnumerable<EgressHost> hosts,
        string region,
        ServiceTagPrefixes? tags = null
    ) =>
        from host in hosts
        let places = HostPlaces.Of(host.Host, region, tags)
        group (host, places) by (
            host.From,
            host.Port,
            host.IsFallback,
            Tags: string.Join('|', places.Select(Described))
        ) into alike
        let names = alike.Select(one => one.host.Host).ToArray()
        select new RequiredFlow(
            [
                .. alike
                    .First()
                    .places.Select(place => new Flow(
                        subnet.AsEnd,
                        FlowEnd.Host($"Internet ({Listed(names)})", place),
                        TransportProtocol.Tcp,
                        alike.Key.Port,
                        $"{Machine(alike.Key.From)} reaches {Listed(names)}"
                    )),
            ],
            [(subnet, Direction.Outbound)]
        )
        {
            IsFallback = alike.Key.IsFallback,
        };

    private static RequiredFlow Into(Subnet subnet, Flow flow) => new([flow], [(subnet, Direction.Inbound)]);

    private static string Described(Place place) =>
        $"{string.Join(',', place.InsideTags)}/{(place.PossibleTags is { } tags ? string.Join(',', tags) : "?")}";

    private static string Listed(string[] names) =>
        names.Length == 1 ? names[0] : $"{names[0]} and {names.Length - 1} more";

    private static string Machine(EgressOrigin origin) =>
        origin switch
        {
            EgressOrigin.ContainerInstance => "the container",
            EgressOrigin.ProxyVm => "the proxy VM",
            _ => "the build VM",
        };
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
    /// <summary>What security rules see of the flow: the same for flows that they cannot tell apart.</summary>
    public string Signature =>
        $"{Source.Addresses}|{Destination.Addresses}|{Destination.IsOneOf}|{string.Join(',', Destination.InsideTags)}|"
        + $"{(Destination.Place?.PossibleTags is { } tags ? string.Join(',', tags) : "?")}|{Protocol}|{Port}";

    /// <summary>The flow on one line, for example <c>snet-containers → snet-build TCP 22</c>.</summary>
    public override string ToString() =>
        $"{Source.Name} → {Destination.Name} {Protocol.ToString().ToUpperInvariant()} {Port}";
}

/// <summary>A flow and the security rules that it must pass.</summary>
/// <param name="Ways">The flow, once for each place in which its destination may be.</param>
/// <param name="Hops">The subnets whose rules apply, in the order of travel, each with the direction.</param>
internal sealed record RequiredFlow(IReadOnlyList<Flow> Ways, IReadOnlyList<(Subnet Subnet, Direction Direction)> Hops)
{
    /// <summary>Whether a build works without it.</summary>
    public bool IsFallback { get; init; }
}

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

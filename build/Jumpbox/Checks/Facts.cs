using Jumpbox.Customizer;
using Jumpbox.Handover;
using Jumpbox.Network;
using Jumpbox.Offers;
using Jumpbox.Probing;
using Jumpbox.Rights;
using Jumpbox.Settings;
using Jumpbox.Smoke;
using Jumpbox.Tools;
using Jumpbox.Versioning;

namespace Jumpbox.Checks;

/// <summary>Everything that was read before the checks run. Facts that no check needs stay unread.</summary>
public sealed record Facts
{
    /// <summary>The settings.</summary>
    public required JumpboxSettings Settings { get; init; }

    /// <summary>The virtual network of the build subnet.</summary>
    public Reading<VirtualNetwork> Network { get; init; } = NotRead<VirtualNetwork>();

    /// <summary>The security groups of the pipeline's subnets, by id.</summary>
    public IReadOnlyDictionary<ResourceId, Reading<SecurityGroup>> SecurityGroups { get; init; } =
        new Dictionary<ResourceId, Reading<SecurityGroup>>();

    /// <summary>The security admin rules of the network.</summary>
    public Reading<IReadOnlyList<AdminRule>> AdminRules { get; init; } = NotRead<IReadOnlyList<AdminRule>>();

    /// <summary>The connectivity configurations that connect the network with all others of a group.</summary>
    public Reading<IReadOnlyList<string>> ConnectedGroups { get; init; } = NotRead<IReadOnlyList<string>>();

    /// <summary>What Azure reports for running machines in the subnets where that settles something, by subnet.</summary>
    public IReadOnlyDictionary<ResourceId, EffectiveNetwork> Effective { get; init; } =
        new Dictionary<ResourceId, EffectiveNetwork>();

    /// <summary>The prefixes of the region's service tags.</summary>
    public Reading<ServiceTagPrefixes> ServiceTags { get; init; } = NotRead<ServiceTagPrefixes>();

    /// <summary>The private DNS zones with names of the build's hosts: one list for each subscription.</summary>
    public IReadOnlyList<Reading<IReadOnlyList<PrivateZone>>> Zones { get; init; } = [];

    /// <summary>The DNS forwarding rulesets: one list for each subscription.</summary>
    public IReadOnlyList<Reading<IReadOnlyList<NameForwarding>>> Forwardings { get; init; } = [];

    /// <summary>The route tables of the pipeline's subnets, by id.</summary>
    public IReadOnlyDictionary<ResourceId, Reading<RouteTable>> RouteTables { get; init; } =
        new Dictionary<ResourceId, Reading<RouteTable>>();

    /// <summary>The hosts that the build reaches.</summary>
    public IReadOnlyList<EgressHost> Egress { get; init; } = [];

    /// <summary>The networks that are peered with the build's, by id.</summary>
    public IReadOnlyDictionary<ResourceId, Reading<VirtualNetwork>> Peers { get; init; } =
        new Dictionary<ResourceId, Reading<VirtualNetwork>>();

    /// <summary>The network interfaces in subnets to which routes lead, by id.</summary>
    public IReadOnlyDictionary<ResourceId, Reading<ApplianceInterface>> Appliances { get; init; } =
        new Dictionary<ResourceId, Reading<ApplianceInterface>>();

    /// <summary>The NAT gateways of the pipeline's subnets and of firewalls, by id.</summary>
    public IReadOnlyDictionary<ResourceId, Reading<NatGateway>> NatGateways { get; init; } =
        new Dictionary<ResourceId, Reading<NatGateway>>();

    /// <summary>The service endpoint policies of the subnets, by id.</summary>
    public IReadOnlyDictionary<ResourceId, Reading<EndpointPolicy>> EndpointPolicies { get; init; } =
        new Dictionary<ResourceId, Reading<EndpointPolicy>>();

    /// <summary>The firewalls of the network's subscription and those of its peers, by the path of each list.</summary>
    public IReadOnlyDictionary<string, Reading<IReadOnlyList<Firewall>>> Firewalls { get; init; } =
        new Dictionary<string, Reading<IReadOnlyList<Firewall>>>();

    /// <summary>The hubs of Azure Virtual WAN that the network may be connected to.</summary>
    public IReadOnlyList<VirtualHub> Hubs { get; init; } = [];

    /// <summary>Why the hub that the network is connected to is not among them; null if it is, or there is none.</summary>
    public string? WhyHubUnread { get; init; }

    /// <summary>The catalogue and the lock.</summary>
    public ToolPins? Pins { get; init; }

    /// <summary>The customizer's steps; null when they were not rendered.</summary>
    public CustomizerPlan? Customizer { get; init; }

    /// <summary>The CI job of this run; null outside CI.</summary>
    public CiJob? Job { get; init; }

    /// <summary>The time of the run.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The resource providers, by namespace.</summary>
    public IReadOnlyDictionary<string, Reading<ProviderState>> Providers { get; init; } =
        new Dictionary<string, Reading<ProviderState>>();

    /// <summary>The configured resource groups, by id.</summary>
    public IReadOnlyDictionary<ResourceId, Reading<GroupState>> Groups { get; init; } =
        new Dictionary<ResourceId, Reading<GroupState>>();

    /// <summary>The size of the build VM in the region; absent when the region does not list it.</summary>
    public Reading<SizeOffer> Size { get; init; } = NotRead<SizeOffer>();

    /// <summary>The sizes of later attempts in the region, by name.</summary>
    public IReadOnlyDictionary<string, Reading<SizeOffer>> FallbackSizes { get; init; } =
        new Dictionary<string, Reading<SizeOffer>>();

    /// <summary>The virtual network of Smoke's subnet, where it is another one than the build's.</summary>
    public Reading<VirtualNetwork> SmokeNetwork { get; init; } = NotRead<VirtualNetwork>();

    /// <summary>The size of Smoke's machines in the region; absent when the region does not list it.</summary>
    public Reading<SizeOffer> SmokeSize { get; init; } = NotRead<SizeOffer>();

    /// <summary>Which kubectl fits the clusters that it follows; null where it follows none.</summary>
    public KubectlFit? Kubectl { get; init; }

    /// <summary>The virtual network of Rollout's subnet.</summary>
    public Reading<VirtualNetwork> RolloutNetwork { get; init; } = NotRead<VirtualNetwork>();

    /// <summary>The size of Rollout's machines in the region of their network; absent when the region does not list it.</summary>
    public Reading<SizeOffer> RolloutSize { get; init; } = NotRead<SizeOffer>();

    /// <summary>The quota of virtual machines in that region.</summary>
    public Reading<IReadOnlyList<Quota>> RolloutQuota { get; init; } = NotRead<IReadOnlyList<Quota>>();

    /// <summary>The quota of virtual machines in the region.</summary>
    public Reading<IReadOnlyList<Quota>> ComputeQuota { get; init; } = NotRead<IReadOnlyList<Quota>>();

    /// <summary>The quota of container instances in the region.</summary>
    public Reading<IReadOnlyList<Quota>> ContainerQuota { get; init; } = NotRead<IReadOnlyList<Quota>>();

    /// <summary>The version of the base image in the region.</summary>
    public Reading<BaseImageOffer> BaseImage { get; init; } = NotRead<BaseImageOffer>();

    /// <summary>Whether the terms of the base image's plan are accepted.</summary>
    public Reading<bool> Terms { get; init; } = NotRead<bool>();

    /// <summary>The image definition of the image.</summary>
    public Reading<GalleryDefinition> Gallery { get; init; } = NotRead<GalleryDefinition>();

    /// <summary>The existing gallery version with the configured number.</summary>
    public Reading<ExistingImage> ExistingImage { get; init; } = NotRead<ExistingImage>();

    /// <summary>What exists and is claimed in the image definition, where a scheme chooses the version.</summary>
    public Reading<VersionSight> Versions { get; init; } = NotRead<VersionSight>();

    /// <summary>The SHA-256 of the content to build; null when it was not determined.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The ids of the resources in the staging group.</summary>
    public Reading<IReadOnlyList<string>> Staging { get; init; } = NotRead<IReadOnlyList<string>>();

    /// <summary>The image templates of the subscription.</summary>
    public Reading<IReadOnlyList<TemplateState>> Templates { get; init; } = NotRead<IReadOnlyList<TemplateState>>();

    /// <summary>The permissions of the signed-in account, by scope.</summary>
    public IReadOnlyDictionary<string, Reading<IReadOnlyList<PermissionSet>>> OperatorRights { get; init; } =
        new Dictionary<string, Reading<IReadOnlyList<PermissionSet>>>();

    /// <summary>The region of the builder's identity; absent when there is no such identity yet.</summary>
    public Reading<string> IdentityLocation { get; init; } = NotRead<string>();

    /// <summary>The roles of the builder's identity; absent when there is no such identity yet.</summary>
    public Reading<IReadOnlyList<Grant>> BuilderRights { get; init; } = NotRead<IReadOnlyList<Grant>>();

    /// <summary>How policies affect each resource that a build creates.</summary>
    public IReadOnlyDictionary<CreatedResource, Reading<IReadOnlyList<PolicyObjection>>> Policies { get; init; } =
        new Dictionary<CreatedResource, Reading<IReadOnlyList<PolicyObjection>>>();

    /// <summary>What a container in the subnet found; null if no probe was requested.</summary>
    public ProbeReport? Probe { get; init; }

    /// <summary>The build subnet.</summary>
    /// <exception cref="MissingFactException">The network could not be read or has no such subnet.</exception>
    public Subnet BuildSubnet => Find(Settings.Network.BuildSubnetId);

    /// <summary>The container-instance subnet, or null without one.</summary>
    /// <exception cref="MissingFactException">The network could not be read or has no such subnet.</exception>
    public Subnet? ContainerSubnet => Settings.Network.ContainerInstanceSubnetId is { } id ? Find(id) : null;

    /// <summary>The configured subnets that exist in the network.</summary>
    public IEnumerable<Subnet> Subnets => ContainerSubnet is { } second ? [BuildSubnet, second] : [BuildSubnet];

    /// <summary>Returns a subnet's security group, or null if it has none.</summary>
    /// <param name="subnet">The subnet.</param>
    public SecurityGroup? SecurityGroupOf(Subnet subnet) =>
        subnet.SecurityGroupId is { } id ? Get(SecurityGroups, id).Value : null;

    /// <summary>Returns a subnet's route table, or null if it has none.</summary>
    /// <param name="subnet">The subnet.</param>
    public RouteTable? RouteTableOf(Subnet subnet) => subnet.RouteTableId is { } id ? Get(RouteTables, id).Value : null;

    private Subnet Find(ResourceId id) =>
        Network.Value.Find(id) ?? throw new MissingFactException(Readings.Absent<Subnet>(id.ToString()));

    private static Reading<T> Get<T>(IReadOnlyDictionary<ResourceId, Reading<T>> map, ResourceId id) =>
        map.TryGetValue(id, out Reading<T>? reading) ? reading : NotRead<T>(id.ToString());

    private static Reading<T> NotRead<T>(string source = "This fact") =>
        Readings.Unreadable<T>(source, "it was not requested.");
}

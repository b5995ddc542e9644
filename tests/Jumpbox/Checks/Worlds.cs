using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Settings;
using Jumpbox.Tests.Network;

namespace Jumpbox.Tests.Checks;

/// <summary>Facts of worlds in which everything is right; tests change one thing.</summary>
internal static class Worlds
{
    public const string Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";

    private const string Network =
        $"/subscriptions/{Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network";

    public static readonly ResourceId Build = ResourceId.Parse(
        $"{Network}/virtualNetworks/vnet-imagebuilder/subnets/snet-build"
    );

    public static readonly ResourceId Containers = ResourceId.Parse(
        $"{Network}/virtualNetworks/vnet-imagebuilder/subnets/snet-containers"
    );

    public static readonly ResourceId NetworkGroup = ResourceId.Parse($"{Network}/networkSecurityGroups/nsg-build");

    public static readonly ResourceId Routes = ResourceId.Parse($"{Network}/routeTables/rt-spoke");

    private static readonly ResourceId Gateway = ResourceId.Parse($"{Network}/natGateways/nat-imagebuilder");

    /// <summary>The recommended form: two subnets behind a NAT gateway.</summary>
    public static Facts Recommended() =>
        new()
        {
            Settings = Settings(Containers),
            Egress = Hosts(EgressOrigin.ContainerInstance),
            ConnectedGroups = Readings.Present<IReadOnlyList<string>>("none", []),
            NatGateways = new Dictionary<ResourceId, Reading<NatGateway>>
            {
                [Gateway] = Readings.Present($"{Gateway}", new NatGateway(Gateway, 1, "Succeeded")),
            },
            Network = Readings.Present(
                $"{Build.Parent}",
                Spoke(
                    new(Build, ["10.42.0.0/27"], null, null, Gateway, [], true, false, [], [], 0),
                    new(
                        Containers,
                        ["10.42.0.32/27"],
                        null,
                        null,
                        Gateway,
                        ["Microsoft.ContainerInstance/containerGroups"],
                        true,
                        false,
                        [],
                        [],
                        0
                    )
                )
            ),
        };

    /// <summary>The original form: one /28 with the rules of the original tables.</summary>
    public static Facts Original() =>
        new()
        {
            Settings = Settings(null),
            Egress = Hosts(EgressOrigin.ProxyVm),
            Network = Readings.Present(
                $"{Build.Parent}",
                Spoke(new Subnet(Build, ["10.43.0.0/28"], NetworkGroup, null, null, [], false, null, [], [], 0))
            ),
            SecurityGroups = Groups(Rules.OriginalTables()),
        };

    public static Facts With(this Facts facts, Func<Subnet, Subnet> change) =>
        facts with
        {
            Network = Readings.Present(
                facts.Network.Source,
                facts.Network.Value with
                {
                    Subnets = [.. facts.Network.Value.Subnets.Select(change)],
                }
            ),
        };

    public static Facts WithBuild(this Facts facts, Func<Subnet, Subnet> change) =>
        facts.With(subnet => subnet.Id.Equals(Build) ? change(subnet) : subnet);

    public static Facts WithContainers(this Facts facts, Func<Subnet, Subnet> change) =>
        facts.With(subnet => subnet.Id.Equals(Containers) ? change(subnet) : subnet);

    public static Facts WithRoutes(this Facts facts, params Route[] routes) =>
        facts.With(subnet => subnet with { RouteTableId = Routes }) with
        {
            RouteTables = new Dictionary<ResourceId, Reading<RouteTable>>
            {
                [Routes] = Readings.Present($"{Routes}", new RouteTable(Routes, routes, true)),
            },
        };

    public static Dictionary<ResourceId, Reading<SecurityGroup>> Groups(SecurityGroup group) =>
        new() { [group.Id] = Readings.Present($"{group.Id}", group) };

    public static JumpboxSettings Settings(ResourceId? containers) =>
        SettingsReader.Read(
            new SettingsSource(
                Path.Combine(AppContext.BaseDirectory, "Checks", "jumpbox.test.json"),
                containers is null ? [] : [$"network.containerInstanceSubnetId={containers}"],
                new Dictionary<string, string>()
            )
        );

    private static EgressHost[] Hosts(EgressOrigin origin) =>
        [
            new("github.com", 443, "tools"),
            new("snapshot.ubuntu.com", 443, "packages"),
            new("*.blob.core.windows.net", 443, "logs") { From = origin },
            new("management.azure.com", 443, "Azure") { From = origin },
            .. origin == EgressOrigin.ContainerInstance
                ? new[] { new EgressHost("*.file.core.windows.net", 445, "share") { From = origin } }
                : [],
        ];

    private static VirtualNetwork Spoke(params Subnet[] subnets) =>
        new(Build.Parent!, "eastus2", ["10.42.0.0/24", "10.43.0.0/24"], [], subnets, []);
}

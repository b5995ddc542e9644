using LocalAzure.Access;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

internal static class NetworkTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context, PermissionCheck permissions)
    {
        types.Add(new NetworkInterfaces(context, permissions));
        Subnets subnets = types.Add(new Subnets(context, permissions));
        VirtualNetworkPeerings peerings = types.Add(new VirtualNetworkPeerings(context, permissions));
        types.Add(new VirtualNetworks(context, permissions, subnets, peerings));
        types.Add(new VirtualNetworkUsages(context, subnets));
        SecurityRules rules = types.Add(new SecurityRules(context, permissions));
        types.Add(new NetworkSecurityGroups(context, permissions, rules));
        Routes routes = types.Add(new Routes(context, permissions));
        types.Add(new RouteTables(context, permissions, routes));
        types.Add(new NatGateways(context, permissions));
        types.Add(new PublicIpAddresses(context, permissions));
        types.Add(new PublicIpPrefixes(context, permissions));
        types.Add(new ApplicationSecurityGroups(context, permissions));
        types.Add(new BastionHosts(context, permissions));
        types.Add(new FirewallPolicies(context, permissions));
        types.Add(new RuleCollectionGroups(context, permissions));
        types.Add(new AzureFirewalls(context, permissions));
        types.Add(new IpGroups(context, permissions));
        types.Add(new ServiceEndpointPolicies(context, permissions));
        types.Add(new VirtualHubs(context, permissions));
        types.Add(new VirtualHubParts(context, permissions, "hubVirtualNetworkConnections", "remoteVirtualNetwork"));
        types.Add(new VirtualHubParts(context, permissions, "routingIntent", "nextHop"));
        types.Add(new VirtualHubParts(context, permissions, "hubRouteTables", "nextHop"));
        types.Add(new ServiceTags(context));
        types.Add(new PrivateZones(context, permissions));
        foreach (string part in new[] { PrivateZoneParts.Links, "A", "CNAME" })
        {
            types.Add(new PrivateZoneParts(context, permissions, part));
        }
        types.Add(new NameForwardings(context, permissions, ""));
        types.Add(new NameForwardings(context, permissions, "/virtualNetworkLinks"));
        types.Add(new NameForwardings(context, permissions, "/forwardingRules"));
        types.Add(new PrivateEndpoints(context, permissions));
        types.Add(new PrivateZoneGroups(context, permissions));
        types.Add(
            new Usages(context, "Microsoft.Network", "network", Specification.VersionsOf(VirtualNetworks.TypeName))
        );
    }
}

using LocalAzure.Providers.Authorization;
using LocalAzure.Providers.Compute;
using LocalAzure.Providers.ContainerInstance;
using LocalAzure.Providers.ManagedIdentity;
using LocalAzure.Providers.MarketplaceOrdering;
using LocalAzure.Providers.Network;
using LocalAzure.Providers.PolicyInsights;
using LocalAzure.Providers.Resources;
using LocalAzure.Providers.Storage;
using LocalAzure.Providers.VirtualMachineImages;

namespace LocalAzure.Resources;

/// <summary>Every resource type that is modelled. To add one: write its file, add its line here.</summary>
internal sealed class TypeCatalogue
{
    private readonly Dictionary<string, ResourceType> _types = new(StringComparer.OrdinalIgnoreCase);

    public TypeCatalogue(ControlPlane plane)
    {
        Add(new Subscriptions(plane));
        Add(new ResourceGroups(plane));
        Add(new Locations(plane));
        Add(new ResourceProviders(plane));
        Add(new Deployments.Deployments(plane));
        Add(new Deployments.DeploymentOperations(plane));
        AddImageBuilder(plane);
        AddAccess(plane);
        AddNetwork(plane);
        AddOffers(plane);
        AddPolicy(plane);
        AddGeneric(plane);
    }

    public IReadOnlyCollection<ResourceType> All => _types.Values;

    public ResourceType? Find(string name) => _types.GetValueOrDefault(name);

    public IEnumerable<ResourceType> InNamespace(string ns) =>
        _types.Values.Where(t => t.Name.StartsWith(ns + "/", StringComparison.OrdinalIgnoreCase));

    private void AddImageBuilder(ControlPlane plane)
    {
        Add(new ImageTemplates(plane));
        Add(new RunOutputs(plane));
        Add(new Triggers(plane));
        Add(new ContainerGroups(plane));
        Add(new ContainerLogs(plane));
        Add(new StorageAccounts(plane));
        Add(new Images(plane));
        Add(new VirtualMachines(plane));
        Add(new NetworkInterfaces(plane));
        Add(new Disks(plane));
        Add(new ScaleSets(plane));
        Add(new ScaleSetMachines(plane));
        Add(new Galleries(plane));
        Add(new GalleryImages(plane));
        Add(new GalleryVersions(plane));
    }

    private void AddAccess(ControlPlane plane)
    {
        Add(new UserAssignedIdentities(plane, plane.Directory));
        Add(new RoleDefinitions(plane));
        Add(new RoleAssignments(plane, plane.Directory));
        Add(new Permissions(plane));
        Add(new Locks(plane));
        Add(new DenyAssignments(plane));
    }

    private void AddNetwork(ControlPlane plane)
    {
        Subnets subnets = Add(new Subnets(plane));
        VirtualNetworkPeerings peerings = Add(new VirtualNetworkPeerings(plane));
        Add(new VirtualNetworks(plane, subnets, peerings));
        Add(new VirtualNetworkUsages(plane, subnets));
        Add(new NetworkSecurityGroups(plane, Add(new SecurityRules(plane))));
        Add(new RouteTables(plane, Add(new Routes(plane))));
        Add(new NatGateways(plane));
        Add(new PublicIpAddresses(plane));
        Add(new FirewallPolicies(plane));
        Add(new RuleCollectionGroups(plane));
        Add(new AzureFirewalls(plane));
        Add(new IpGroups(plane));
        Add(new PrivateEndpoints(plane));
        Add(new Usages(plane, "Microsoft.Network", "network", NetworkType.Versions));
    }

    private void AddOffers(ControlPlane plane)
    {
        Add(new Skus(plane));
        Add(new Usages(plane, "Microsoft.Compute", "compute", ComputeVersions.Compute));
        Add(new Usages(plane, "Microsoft.ContainerInstance", "containers", ComputeVersions.Containers));
        foreach (int level in Enumerable.Range(1, MarketplaceImages.Levels.Length).Where(l => l != 2))
        {
            Add(new MarketplaceImages(plane, level));
        }
        Add(new MarketplaceAgreements(plane));
    }

    private void AddPolicy(ControlPlane plane)
    {
        Add(new PolicyDefinitions(plane));
        Add(new PolicyAssignments(plane));
        Add(new PolicyRestrictions(plane, plane.Policies));
    }

    private void AddGeneric(ControlPlane plane)
    {
        Add(new Tenants(plane));
        Add(new Tags(plane));
        Add(new GenericResources(plane, "Microsoft.Resources/subscriptions"));
        Add(new GenericResources(plane, ResourceGroups.TypeName));
    }

    private T Add<T>(T type)
        where T : ResourceType
    {
        _types.Add(type.Name, type);
        (type as StoredType)?.Enlist();
        return type;
    }
}

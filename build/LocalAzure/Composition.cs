using LocalAzure.Access;
using LocalAzure.Deployments;
using LocalAzure.Faults;
using LocalAzure.Guests;
using LocalAzure.Providers.Authorization;
using LocalAzure.Providers.Compute;
using LocalAzure.Providers.ContainerInstance;
using LocalAzure.Providers.ContainerService;
using LocalAzure.Providers.Insights;
using LocalAzure.Providers.ManagedIdentity;
using LocalAzure.Providers.MarketplaceOrdering;
using LocalAzure.Providers.Network;
using LocalAzure.Providers.OperationalInsights;
using LocalAzure.Providers.PolicyInsights;
using LocalAzure.Providers.ResourceGraph;
using LocalAzure.Providers.Resources;
using LocalAzure.Providers.Security;
using LocalAzure.Providers.Storage;
using LocalAzure.Providers.VirtualMachineImages;
using LocalAzure.Resources;
using LocalAzure.Server;
using LocalAzure.Store;

namespace LocalAzure;

/// <summary>Composes the parts of the cloud. To add a provider, write its folder and register its types here.</summary>
internal sealed class Composition
{
    public Composition(LocalAzureOptions options, ResourceContext context, AccessToken tokens)
    {
        PermissionCheck permissions = new(context.Store, context.Agenda);
        PolicyEngine policies = new(context.Store);
        Context = context;
        Directory = new PrincipalDirectory(context.Store, context.Agenda);
        LinkedSources linked = new(permissions);
        RequestGuard[] guards = [(request, _) => Locks.Demand(context.Store, request), linked.Demand];
        Dispatcher = new ArmDispatcher(context, Types, permissions, [.. guards, policies.Demand], options.Location);
        Machines = new RealMachines(options.StartBuildMachine, Background);
        DataPlanes = [new BlobService(context, permissions, tokens), new BootDiagnostics(context)];
        RegisterTypes(options, permissions, policies, guards);
    }

    public ResourceContext Context { get; }

    public PrincipalDirectory Directory { get; }

    public TypeCatalogue Types { get; } = new();

    public ArmDispatcher Dispatcher { get; }

    public IReadOnlyList<IDataPlane> DataPlanes { get; }

    public BackgroundWork Background { get; } = new();

    public RealMachines Machines { get; }

    /// <summary>Continues what was running when the process before this one ended; events of the agenda continue by themselves.</summary>
    public void Resume() => (Types.Find(Deployments.Deployments.TypeName) as Deployments.Deployments)?.Resume();

    private void RegisterTypes(
        LocalAzureOptions options,
        PermissionCheck permissions,
        PolicyEngine policies,
        IReadOnlyList<RequestGuard> guards
    )
    {
        string tenant = options.Client.TenantId;
        string location = options.Location;
        FaultsInside? faults = options.Faults is { } plan ? new(plan, options.TimeProvider) : null;
        ResourceGateway gateway = new(Dispatcher, Context.Operations, faults is null ? null : faults.DisturbAsync);
        FaultsOfServices failures = new(options.Faults, options.FailCustomizer, Context.Store);
        ResourcesTypes.Register(Types, Context, permissions, tenant);
        DeploymentTypes.Register(Types, Context, permissions, policies, guards, gateway, Background, location);
        AuthorizationTypes.Register(Types, Context, permissions, Directory, tenant);
        ResourceGraphTypes.Register(Types, Context, permissions);
        PolicyInsightsTypes.Register(Types, Context, policies);
        ManagedIdentityTypes.Register(Types, Context, Directory, tenant);
        NetworkTypes.Register(Types, Context, permissions);
        InsightsTypes.Register(Types, Context);
        OperationalInsightsTypes.Register(Types, Context);
        SecurityTypes.Register(Types, Context);
        ComputeTypes.Register(
            Types,
            Context,
            permissions,
            location,
            failures.FailsReplication,
            Machines,
            failures.Machines
        );
        MarketplaceOrderingTypes.Register(Types, Context);
        StorageTypes.Register(Types, Context);
        ContainerInstanceTypes.Register(Types, Context, permissions);
        Types.Add(new ManagedClusters(Context));
        StepSettings steps = new(failures.FailureOf, failures.FailureIn);
        VirtualMachineImagesTypes.Register(Types, Context, permissions, Machines, steps);
    }
}

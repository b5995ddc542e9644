using LocalAzure.Access;
using LocalAzure.Guests;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

internal static class ComputeTypes
{
    public static void Register(
        TypeCatalogue types,
        ResourceContext context,
        PermissionCheck permissions,
        string location,
        Func<string, bool> failsReplication,
        RealMachines machines,
        MachineFaults faults
    )
    {
        types.Add(new Images(context));
        ScaleSetInstances instances = new(context, types, faults);
        MachineActions actions = new(context, instances);
        types.Add(new VirtualMachines(context, permissions, instances, actions));
        RollingUpgrade upgrades = new(context, instances);
        ScaleSets sets = types.Add(new ScaleSets(context, permissions, instances, actions, upgrades));
        types.Add(new ScaleSetExtensions(context, sets));
        types.Add(new ScaleSetUpgrades(context, instances, upgrades));
        types.Add(new ScaleSetViews(context, instances));
        types.Add(new ScaleSetMachines(context, instances, actions));
        types.Add(new ScaleSetCards(context, ScaleSetCards.TypeName));
        types.Add(new ScaleSetCards(context, ScaleSetCards.OfSet));
        foreach (string owner in new[] { VirtualMachines.TypeName, ScaleSetMachines.TypeName })
        {
            types.Add(new InstanceViews(context, owner));
            types.Add(new MachineExtensions(context, faults, owner));
            RunCommands commands = new(context, machines, faults, owner);
            types.Add(commands);
            commands.EnlistRuns();
        }
        types.Add(new Disks(context));
        types.Add(new Galleries(context));
        types.Add(new GalleryImages(context));
        types.Add(new GalleryVersions(context, failsReplication));
        types.Add(new SoftDeletedVersions(context));
        types.Add(new Skus(context, location));
        types.Add(
            new Usages(
                context,
                "Microsoft.Compute",
                "compute",
                ComputeVersions.Offers,
                quota => MachineCores.Of(context.Store, quota == "cores" ? null : quota)
            )
        );
        foreach (int level in Enumerable.Range(1, MarketplaceImages.Levels.Length).Where(l => l != 2))
        {
            types.Add(new MarketplaceImages(context, level));
        }
    }
}

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
        RealMachines machines
    )
    {
        types.Add(new Images(context));
        VirtualMachines virtualMachines = new(context, permissions);
        types.Add(virtualMachines);
        virtualMachines.EnlistRestarts();
        types.Add(new InstanceViews(context));
        RunCommands commands = new(context, machines);
        types.Add(commands);
        commands.EnlistRuns();
        types.Add(new Disks(context));
        types.Add(new ScaleSets(context));
        types.Add(new ScaleSetMachines(context));
        types.Add(new Galleries(context));
        types.Add(new GalleryImages(context));
        types.Add(new GalleryVersions(context, failsReplication));
        types.Add(new SoftDeletedVersions(context));
        types.Add(new Skus(context, location));
        types.Add(new Usages(context, "Microsoft.Compute", "compute", ComputeVersions.Offers));
        foreach (int level in Enumerable.Range(1, MarketplaceImages.Levels.Length).Where(l => l != 2))
        {
            types.Add(new MarketplaceImages(context, level));
        }
    }
}

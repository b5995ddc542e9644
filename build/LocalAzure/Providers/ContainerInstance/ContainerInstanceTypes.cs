using LocalAzure.Access;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.ContainerInstance;

internal static class ContainerInstanceTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context, PermissionCheck permissions)
    {
        types.Add(new ContainerGroups(context, permissions));
        new NetworkProbe(context).Enlist();
        types.Add(new ContainerLogs(context));
        types.Add(
            new Usages(
                context,
                "Microsoft.ContainerInstance",
                "containers",
                Specification.VersionsOf(ContainerGroups.TypeName)
            )
        );
    }
}

using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Storage;

internal static class StorageTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context)
    {
        types.Add(new StorageAccounts(context));
        types.Add(new BlobServices(context));
        types.Add(new Containers(context));
    }
}

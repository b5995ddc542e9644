using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Storage;

/// <summary>The modelled types of Microsoft.Storage.</summary>
internal static class StorageTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context)
    {
        types.Add(new StorageAccounts(context));
    }
}

using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

internal sealed class Galleries(ResourceContext context) : StoredType(context, TypeName, ComputeVersions.Galleries)
{
    public const string TypeName = "Microsoft.Compute/galleries";

    // No hyphen: learn.microsoft.com, naming rules of Microsoft.Compute.
    protected override string NamePattern => "^[A-Za-z0-9]([A-Za-z0-9_.]{0,78}[A-Za-z0-9])?$";

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        RefuseWithChildren(Context.Store, existing, GalleryImages.TypeName);

    internal static void RefuseWithChildren(ResourceStore store, StoredResource existing, string childType)
    {
        if (store.Under(existing.Id + "/").FirstOrDefault(r => r.Type == childType) is { } child)
        {
            throw new ArmException(
                409,
                "CannotDeleteResource",
                "Can not delete resource before nested resources are deleted. "
                    + $"'{existing.Name}' still has '{child.Name}' of type '{childType}'."
            );
        }
    }
}

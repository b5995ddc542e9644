using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Managed disks, without content: those of build machines and any others in groups.</summary>
internal sealed class Disks(ResourceContext context) : StoredType(context, TypeName, ComputeVersions.Disks)
{
    public const string TypeName = "Microsoft.Compute/disks";

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;
}

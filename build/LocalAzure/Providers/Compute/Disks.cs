using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Managed disks as documents: what build machines have, and what others put into groups.</summary>
internal sealed class Disks(ResourceContext context) : StoredType(context, TypeName, Versions)
{
    public const string TypeName = "Microsoft.Compute/disks";

    // Disks have API versions of their own: Azure/azure-rest-api-specs, compute, DiskRP.
    private static readonly string[] Versions =
    [
        "2020-12-01",
        "2021-12-01",
        "2022-07-02",
        "2023-01-02",
        "2023-04-02",
        "2023-10-02",
        "2024-03-02",
        "2025-01-02",
    ];

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;
}

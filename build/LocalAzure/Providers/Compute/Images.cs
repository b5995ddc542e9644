using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Managed images.</summary>
internal sealed class Images(ResourceContext context) : StoredType(context, TypeName, Versions)
{
    public const string TypeName = "Microsoft.Compute/images";

    public static readonly string[] Versions =
    [
        "2018-06-01",
        "2019-03-01",
        "2019-07-01",
        "2019-12-01",
        "2020-06-01",
        "2020-12-01",
        "2021-03-01",
        "2021-07-01",
        "2021-11-01",
        "2022-03-01",
        "2022-08-01",
        "2022-11-01",
        "2023-03-01",
        "2023-07-01",
        "2023-09-01",
        "2024-03-01",
        "2024-07-01",
        "2024-11-01",
        "2025-04-01",
        "2026-03-01",
    ];

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    protected override string NamePattern => @"^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$";

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        JsonNode? properties = body["properties"];
        if (properties.At("storageProfile").Object() is null && properties.At("sourceVirtualMachine").Object() is null)
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "Required parameter 'storageProfile' or 'sourceVirtualMachine' is missing (null).",
                "storageProfile"
            );
        }
    }
}

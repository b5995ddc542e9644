using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.ContainerInstance;

/// <summary>Container groups. Their containers run nothing; those of image builds have the build's log.</summary>
internal sealed class ContainerGroups(ResourceContext context) : StoredType(context, TypeName, Versions)
{
    public const string TypeName = "Microsoft.ContainerInstance/containerGroups";

    public static readonly string[] Versions =
    [
        "2018-10-01",
        "2019-12-01",
        "2020-11-01",
        "2021-03-01",
        "2021-07-01",
        "2021-09-01",
        "2021-10-01",
        "2022-09-01",
        "2023-05-01",
        "2024-05-01-preview",
        "2024-11-01-preview",
        "2025-09-01",
    ];

    protected override string NamePattern => "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    protected override ArmException NotFound(ArmPath path) =>
        new(
            404,
            "ResourceNotFound",
            $"The Resource 'Microsoft.ContainerInstance/containerGroups/{path.Name}' under resource group '{path.ResourceGroup}' was not found."
        );
}

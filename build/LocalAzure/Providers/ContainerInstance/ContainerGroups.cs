using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.ContainerInstance;

/// <summary>Container groups. Their containers run nothing; those of image builds have the build log.</summary>
internal sealed class ContainerGroups(ResourceContext context)
    : StoredType(context, TypeName, ContainerInstanceVersions.ContainerGroups)
{
    public const string TypeName = "Microsoft.ContainerInstance/containerGroups";

    protected override string NamePattern => "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    protected override ArmException NotFound(ArmPath path) =>
        new(
            404,
            "ResourceNotFound",
            $"The Resource 'Microsoft.ContainerInstance/containerGroups/{path.Name}' under resource group '{path.ResourceGroup}' was not found."
        );
}

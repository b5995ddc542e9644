using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Private DNS zones.</summary>
internal sealed class PrivateZones(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/privateDnsZones";

    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        ResourceRules.RefuseWithChildren(Context.Store, existing, $"{TypeName}/{PrivateZoneParts.Links}");
}

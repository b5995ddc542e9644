using LocalAzure.Access;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Private DNS zones.</summary>
internal sealed class PrivateZones(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/privateDnsZones";
}

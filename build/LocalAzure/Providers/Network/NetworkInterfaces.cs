using LocalAzure.Access;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Network interfaces as documents: what build machines have, and what others put into groups.</summary>
internal sealed class NetworkInterfaces(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/networkInterfaces";
}

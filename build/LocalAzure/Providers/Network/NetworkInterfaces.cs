using LocalAzure.Access;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Network interfaces: those of build machines and any others in groups.</summary>
internal sealed class NetworkInterfaces(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/networkInterfaces";
}

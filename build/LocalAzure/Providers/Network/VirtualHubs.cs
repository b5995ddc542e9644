using LocalAzure.Access;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>
/// Hubs of Azure Virtual WAN, with their connections and routing intents. Source: the REST specification of Microsoft.Network,
/// virtualWan.json.
/// </summary>
internal sealed class VirtualHubs(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/virtualHubs";
}

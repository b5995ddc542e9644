using LocalAzure.Access;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>IP groups: addresses that firewall rules refer to.</summary>
internal sealed class IpGroups(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, "Microsoft.Network/ipGroups");

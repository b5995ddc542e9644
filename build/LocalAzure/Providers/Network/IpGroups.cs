namespace LocalAzure.Providers.Network;

/// <summary>IP groups: addresses that firewall rules name.</summary>
internal sealed class IpGroups(ControlPlane plane) : NetworkType(plane, "Microsoft.Network/ipGroups");

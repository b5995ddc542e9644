using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A peering with another virtual network.</summary>
/// <param name="RemoteId">The other network.</param>
/// <param name="RemotePrefixes">The other network's address space.</param>
/// <param name="UsesRemoteGateways">Whether routes come from the other network's gateway.</param>
public sealed record Peering(ResourceId RemoteId, IReadOnlyList<string> RemotePrefixes, bool UsesRemoteGateways);

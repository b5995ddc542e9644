using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A service endpoint policy: what a subnet reaches over its service endpoint for storage.</summary>
/// <param name="Id">The policy's id.</param>
/// <param name="Allowed">Ids of storage accounts, of resource groups or of subscriptions with all their accounts.</param>
public sealed record EndpointPolicy(ResourceId Id, IReadOnlyList<string> Allowed);

using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A route table.</summary>
/// <param name="Id">The table's id.</param>
/// <param name="Routes">Its routes.</param>
/// <param name="IgnoresGatewayRoutes">Whether routes that a gateway learns are kept out of the subnet.</param>
public sealed record RouteTable(ResourceId Id, IReadOnlyList<Route> Routes, bool IgnoresGatewayRoutes);

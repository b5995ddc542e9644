namespace Jumpbox.Azure.Clients;

/// <summary>The copy of a gallery image version in a region.</summary>
/// <param name="Region">The region's short name.</param>
/// <param name="State"><c>Unknown</c>, <c>Replicating</c>, <c>Completed</c> or <c>Failed</c>.</param>
/// <param name="Progress">From 0 to 100.</param>
/// <param name="Details">Why it failed, as Azure reports it; empty otherwise.</param>
internal sealed record RegionReplication(string Region, string State, int Progress, string Details);

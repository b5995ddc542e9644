using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A private DNS zone, which answers for its names in the networks that it is linked with.</summary>
/// <param name="Id">The zone's id; its name is the zone.</param>
/// <param name="Links">The networks that it is linked with; null if they could not be read.</param>
/// <param name="Records">Its records of the types A and CNAME; null if they could not be read.</param>
public sealed record PrivateZone(ResourceId Id, IReadOnlyList<ZoneLink>? Links, IReadOnlyList<ZoneRecord>? Records);

/// <summary>A link of a private DNS zone with a virtual network.</summary>
/// <param name="Network">The network.</param>
/// <param name="FallsBack">Whether a name without a record is looked up in public (resolutionPolicy NxDomainRedirect).</param>
public sealed record ZoneLink(ResourceId Network, bool FallsBack);

/// <summary>The records of one name in a private DNS zone.</summary>
/// <param name="Name">The name in the zone; <c>@</c> for the zone itself, <c>*</c> for all that have no record.</param>
/// <param name="Addresses">Its IPv4 addresses; empty where it is the name of another host.</param>
public sealed record ZoneRecord(string Name, IReadOnlyList<string> Addresses);

namespace Jumpbox.Network;

/// <summary>A user-defined route.</summary>
/// <param name="Name">The route's name.</param>
/// <param name="Prefix">The destinations: a prefix, or a service tag.</param>
/// <param name="NextHop">Where they are sent.</param>
/// <param name="NextHopAddress">The appliance's address, for <see cref="NextHop.VirtualAppliance"/>.</param>
public sealed record Route(string Name, string Prefix, NextHop NextHop, string? NextHopAddress);

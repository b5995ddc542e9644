namespace Jumpbox.Network;

/// <summary>A flow and the places whose security rules it must pass.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Hops">The subnets whose rules are asked, in the order of travel, each with the direction.</param>
public sealed record RequiredFlow(Flow Flow, IReadOnlyList<(Subnet Subnet, Direction Direction)> Hops);

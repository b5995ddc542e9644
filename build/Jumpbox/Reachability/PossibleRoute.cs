using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>A route that a public host may take.</summary>
/// <param name="Route">The route.</param>
/// <param name="Condition">When it is taken, as the end of a sentence; null if always.</param>
/// <param name="Part">The addresses that the host may have if it takes the route.</param>
internal sealed record PossibleRoute(EffectiveRoute Route, string? Condition, IntervalSet Part);

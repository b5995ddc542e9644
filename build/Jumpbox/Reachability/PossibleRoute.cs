using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>A route that a public host may take, or several that lead to the same place.</summary>
/// <param name="Route">The route.</param>
/// <param name="Condition">When it is taken, as the end of a sentence; null if always.</param>
/// <param name="Part">The addresses that the host may have if it takes the route.</param>
internal sealed record PossibleRoute(EffectiveRoute Route, string? Condition, IntervalSet Part)
{
    /// <summary>Of these, the addresses that take a default route, which every longer one beats.</summary>
    public IntervalSet ByDefault { get; private init; } = Route.IsDefault ? Part : IntervalSet.Empty;

    /// <summary>Both routes as one.</summary>
    public PossibleRoute With(PossibleRoute other) =>
        this with
        {
            Part = IntervalSet.Union([Part, other.Part]),
            ByDefault = IntervalSet.Union([ByDefault, other.ByDefault]),
        };
}

using Jumpbox.Rollouts;

namespace Jumpbox.Azure.Rollouts;

/// <summary>How a rollout ended.</summary>
/// <param name="Model">What was to be rolled out.</param>
/// <param name="Machines">The machines that exist now.</param>
/// <param name="Replaced">The images of the revisions that no longer exist.</param>
/// <param name="HasChanged">Whether anything was changed.</param>
/// <param name="Trouble">Why the goal was not reached, as sentences; null if it was.</param>
/// <param name="Cure">What to do about it.</param>
public sealed record RolloutOutcome(
    RolloutModel Model,
    IReadOnlyList<RolledMachine> Machines,
    IReadOnlyList<string> Replaced,
    bool HasChanged,
    string? Trouble,
    string? Cure
);

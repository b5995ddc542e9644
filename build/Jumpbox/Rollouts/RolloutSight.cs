namespace Jumpbox.Rollouts;

/// <summary>What a step of a rollout is decided from.</summary>
/// <param name="Target">The revision to reach.</param>
/// <param name="Instances">How many machines there should be.</param>
/// <param name="Surge">How many may exist beside these.</param>
/// <param name="Machines">The pipeline's machines of this rollout, in the order of their names.</param>
public sealed record RolloutSight(string Target, int Instances, int Surge, IReadOnlyList<RolledMachine> Machines)
{
    /// <summary>The revision that failed, if this is the way back from it; null on the way forward.</summary>
    public string? Failed { get; init; }

    /// <summary>The revisions that exist, with or without machines.</summary>
    public IReadOnlyList<string> Revisions { get; init; } = [];

    /// <summary>Whether machines of <see cref="Target"/> can be added: of an earlier revision of single machines, they cannot.</summary>
    public bool CanGrow { get; init; } = true;

    /// <summary>Whether just-in-time access, where the settings ask for it, names exactly these machines.</summary>
    public bool IsRestricted { get; init; } = true;

    /// <summary>Whether people are only notified, so that a machine is deleted when their time is over.</summary>
    public bool OnlyNotifies { get; init; }
}

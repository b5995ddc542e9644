namespace Ci.Tests;

/// <summary>What is known at a point of a run.</summary>
/// <param name="Good">Whether all that must have succeeded has: the jobs before, or the steps before.</param>
/// <param name="Results">How each job ended: <c>succeeded</c>, <c>failed</c>, <c>skipped</c>.</param>
/// <param name="Outputs">What each job's steps set, as <c>job/step.name</c>; of the job at work as <c>step.name</c> too.</param>
internal sealed record CiState(
    bool Good,
    IReadOnlyDictionary<string, string> Results,
    IReadOnlyDictionary<string, string> Outputs
)
{
    /// <summary>Whether a job before this one, or before those, has failed.</summary>
    public bool Failed { get; init; }

    /// <summary>The variables of the job, as they are written.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How often the run was started.</summary>
    public int Attempt { get; init; } = 1;
}

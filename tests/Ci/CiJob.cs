namespace Ci.Tests;

/// <summary>A job, or a stage, which ends as its jobs do.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Needs">The jobs before it; of a stage, its own jobs.</param>
/// <param name="Condition">When it runs; empty means after success of all before it.</param>
/// <param name="Environment">Variables of this job, as they are written.</param>
/// <param name="Steps">Its steps; of a stage none.</param>
/// <param name="IsStage">Whether it is a stage of several jobs.</param>
internal sealed record CiJob(
    string Name,
    IReadOnlyList<string> Needs,
    string Condition,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<CiStep> Steps,
    bool IsStage = false
)
{
    /// <summary>The environment whose protection it waits for; empty for none.</summary>
    public string ProtectedBy { get; init; } = "";

    /// <summary>What it hands to jobs that need it, as expressions over its steps.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The service connections whose rights it uses; empty for none.</summary>
    public IReadOnlyList<string> Connections { get; init; } = [];
}

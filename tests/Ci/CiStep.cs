namespace Ci.Tests;

/// <summary>A step of a job.</summary>
/// <param name="Id">The name that later steps and jobs know its outputs by; empty for none.</param>
/// <param name="Command">The shell command; null for a step of the CI's own.</param>
/// <param name="Condition">When it runs; empty means after success.</param>
/// <param name="Environment">Variables of this step, as they are written.</param>
/// <param name="Artifact">The artifact that it publishes or brings; null for neither.</param>
internal sealed record CiStep(
    string Id,
    string? Command,
    string Condition,
    IReadOnlyDictionary<string, string> Environment,
    CiArtifact? Artifact
)
{
    /// <summary>Whether the job continues after its failure.</summary>
    public bool MayFail { get; init; }
}

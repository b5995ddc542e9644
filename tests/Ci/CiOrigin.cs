namespace Ci.Tests;

/// <summary>What started a run.</summary>
/// <param name="Ref">The full ref that is checked out.</param>
/// <param name="Reason">The reason, as Azure Pipelines names it.</param>
internal sealed record CiOrigin(string Ref, string Reason)
{
    public static CiOrigin Main { get; } = new("refs/heads/main", "Manual");
}

namespace Ci.Tests;

/// <summary>A job, or a stage with one job.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Needs">The jobs before it.</param>
/// <param name="Condition">When it runs; empty means after success of all before it.</param>
/// <param name="Steps">Its steps.</param>
internal sealed record CiJob(string Name, IReadOnlyList<string> Needs, string Condition, IReadOnlyList<CiStep> Steps);

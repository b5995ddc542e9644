namespace Ci.Tests;

/// <summary>A step of a job.</summary>
/// <param name="Name">What the CI shows.</param>
/// <param name="Command">The shell command; null for a step of the CI's own.</param>
/// <param name="Condition">When it runs; empty means after success.</param>
internal sealed record CiStep(string Name, string? Command, string Condition);

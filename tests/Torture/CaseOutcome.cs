namespace Torture.Tests;

/// <summary>What became of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Runs">How many runs it took.</param>
/// <param name="Hit">Whether what was to happen did happen.</param>
/// <param name="Problems">What is wrong; empty when nothing is.</param>
/// <param name="Output">What the runs printed.</param>
internal sealed record CaseOutcome(TortureCase Case, int Runs, bool Hit, IReadOnlyList<string> Problems, string Output);

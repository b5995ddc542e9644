namespace LocalAzure.Settings;

/// <summary>How a customizer or validator fails.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it prints before it ends; may be empty.</param>
internal sealed record StepFailure(int ExitCode, IReadOnlyList<string> Output);

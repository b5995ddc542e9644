namespace Jumpbox.Rehearsal;

/// <summary>A step that was run.</summary>
/// <param name="Kind"><c>customize</c> or <c>validate</c>.</param>
/// <param name="Name">The step's name.</param>
/// <param name="Seconds">How long it took, in seconds.</param>
/// <param name="ExitCode">Its exit code.</param>
public sealed record RehearsedStep(string Kind, string Name, double Seconds, int ExitCode);

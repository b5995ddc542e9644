namespace LocalAzure.Settings;

/// <summary>A machine that really runs the steps of an image build, instead of a simulation.</summary>
/// <param name="RunAsync">Runs a step and returns its exit code; called for one step at a time.</param>
/// <param name="StopAsync">Stops the machine, even during a step.</param>
public sealed record BuildMachine(Func<BuildStep, Task<int>> RunAsync, Func<Task> StopAsync);

/// <summary>A Shell step of an image build.</summary>
/// <param name="Name">The step's name, or its type if it has none.</param>
/// <param name="Inline">The lines of its script.</param>
/// <param name="Output">Receives a line of standard output.</param>
/// <param name="Error">Receives a line of standard error.</param>
public sealed record BuildStep(string Name, IReadOnlyList<string> Inline, Action<string> Output, Action<string> Error);

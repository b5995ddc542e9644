namespace LocalAzure.Settings;

/// <summary>A machine that really runs the steps of one image build, in place of LocalAzure's simulation.</summary>
/// <param name="RunAsync">Runs a step and gives its exit code; the steps of a build come one after the other.</param>
/// <param name="StopAsync">Takes the machine away, whatever it is doing.</param>
public sealed record BuildMachine(Func<BuildStep, Task<int>> RunAsync, Func<Task> StopAsync);

/// <summary>One Shell step of an image build that is to be run.</summary>
/// <param name="Name">The step's name, or its type where it has none.</param>
/// <param name="Inline">The lines of its script.</param>
/// <param name="Output">Takes a line of its standard output.</param>
/// <param name="Error">Takes a line of its standard error.</param>
public sealed record BuildStep(string Name, IReadOnlyList<string> Inline, Action<string> Output, Action<string> Error);

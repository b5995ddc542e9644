namespace LocalAzure;

/// <summary>A machine that really runs the steps of one image build, in place of LocalAzure's simulation.</summary>
/// <param name="RunAsync">Runs a step and gives its exit code; the steps of a build come one after the other.</param>
/// <param name="StopAsync">Takes the machine away, whatever it is doing.</param>
public sealed record BuildMachine(Func<BuildStep, Task<int>> RunAsync, Func<Task> StopAsync);

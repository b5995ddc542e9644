namespace LocalAzure;

/// <summary>One Shell step of an image build that is to be run.</summary>
/// <param name="Name">The step's name, or its type where it has none.</param>
/// <param name="Inline">The lines of its script.</param>
/// <param name="Output">Takes a line of its standard output.</param>
/// <param name="Error">Takes a line of its standard error.</param>
public sealed record BuildStep(string Name, IReadOnlyList<string> Inline, Action<string> Output, Action<string> Error);

namespace Jumpbox.Planning;

/// <summary>How one step of the customizer differs from the template that was deployed last.</summary>
/// <param name="Name">The step.</param>
/// <param name="Kind"><c>added</c>, <c>removed</c>, <c>changed</c> or <c>same</c>.</param>
/// <param name="Added">The lines that are new.</param>
/// <param name="Removed">The lines that are gone.</param>
public sealed record PlannedStep(string Name, string Kind, IReadOnlyList<string> Added, IReadOnlyList<string> Removed);

namespace Torture.Tests;

/// <summary>A defect put into a copy of the checkout; the harness must not let it pass.</summary>
/// <param name="Name">What is broken.</param>
/// <param name="File">Where.</param>
/// <param name="Right">The text of the program.</param>
/// <param name="Wrong">The text of the mutant.</param>
/// <param name="Cases">The cases that are tried.</param>
/// <param name="Said">What the judge must say.</param>
public sealed record Mutant(string Name, string File, string Right, string Wrong, string Cases, string Said)
{
    public override string ToString() => Name;
}

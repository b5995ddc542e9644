namespace Jumpbox.Reproducing;

/// <summary>One difference between two root file systems.</summary>
/// <param name="Path">The path in both.</param>
/// <param name="Kind">
/// <c>missing</c>, <c>type</c>, <c>content</c>, <c>target</c>, <c>mode</c>, <c>owner</c>, <c>time</c>, or <c>unknown</c> if a file
/// could not be read.
/// </param>
/// <param name="First">What the first has.</param>
/// <param name="Second">What the second has.</param>
public sealed record TreeDifference(string Path, string Kind, string First, string Second)
{
    /// <summary>Why it may differ; null if it may not.</summary>
    public string? AllowedBecause { get; init; }

    /// <summary>The lines of a text that differ, some of them; empty for everything else.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The difference in one line.</summary>
    public override string ToString() => $"{Path}: {Kind}: {First} and {Second}";
}

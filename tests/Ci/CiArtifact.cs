namespace Ci.Tests;

/// <summary>An artifact that a step publishes from the folder <c>artifacts</c>, or brings back into it.</summary>
/// <param name="Name">Its name in the run.</param>
/// <param name="Publishes">Whether it is published; otherwise it is brought.</param>
/// <param name="Paths">What of the checkout is published, file by file; missing files are left out.</param>
internal sealed record CiArtifact(string Name, bool Publishes, IReadOnlyList<string> Paths)
{
    /// <summary>The folder that it is brought into, or whose content it is.</summary>
    public string Folder { get; init; } = "artifacts";

    /// <summary>The earlier run that it is of; empty for this one.</summary>
    public string Run { get; init; } = "";

    /// <summary>Whether it replaces one of its name.</summary>
    public bool Replaces { get; init; }
}

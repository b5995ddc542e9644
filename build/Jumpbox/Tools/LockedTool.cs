namespace Jumpbox.Tools;

/// <summary>One pinned tool.</summary>
/// <param name="Name">The tool's name in the catalogue.</param>
/// <param name="Version">The version, without the tag's prefix or suffix.</param>
/// <param name="Tag">The git tag of the release.</param>
/// <param name="Commit">The commit of the tag, 40 hexadecimal digits, or null if unknown.</param>
/// <param name="Published">The day of the release, or null if unknown.</param>
/// <param name="Artifacts">The pinned files, one for each architecture (and suite, for apt packages).</param>
public sealed record LockedTool(
    string Name,
    string Version,
    string Tag,
    string? Commit,
    DateOnly? Published,
    IReadOnlyList<LockedArtifact> Artifacts
)
{
    /// <summary>Finds the file for an architecture and, for apt packages, a suite.</summary>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    /// <param name="suite">The Ubuntu code name; ignored for files that fit every suite.</param>
    /// <returns>The file, or null if none is pinned.</returns>
    public LockedArtifact? Find(string architecture, string suite) =>
        Artifacts.FirstOrDefault(file =>
            file.Architecture == architecture && (file.Suite is null || file.Suite == suite)
        );

    /// <summary>The pin of the same architecture and suite as a file of another version.</summary>
    /// <param name="file">The other file.</param>
    /// <returns>The file, or null if none is pinned.</returns>
    public LockedArtifact? Counterpart(LockedArtifact file) =>
        Artifacts.FirstOrDefault(one => one.Architecture == file.Architecture && one.Suite == file.Suite);
}

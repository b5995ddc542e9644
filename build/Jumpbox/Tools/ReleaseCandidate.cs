using Semver;

namespace Jumpbox.Tools;

/// <summary>A release that may be taken.</summary>
/// <param name="Version">The version as the tag spells it.</param>
/// <param name="Semantic">The version as numbers, for ordering.</param>
/// <param name="Release">The release.</param>
internal sealed record ReleaseCandidate(string Version, SemVersion Semantic, GitHubRelease Release);

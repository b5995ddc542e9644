namespace Jumpbox.Tools;

/// <summary>A release on GitHub.</summary>
/// <param name="Tag">The git tag.</param>
/// <param name="Draft">Whether it is not published yet.</param>
/// <param name="Prerelease">Whether its makers call it a pre-release.</param>
/// <param name="Published">When it was published; null for drafts.</param>
/// <param name="Page">The address of its page.</param>
/// <param name="Assets">Its files.</param>
public sealed record GitHubRelease(
    string Tag,
    bool Draft,
    bool Prerelease,
    DateTimeOffset? Published,
    string Page,
    IReadOnlyList<GitHubAsset> Assets
);

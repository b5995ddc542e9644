namespace Jumpbox.Pins;

/// <summary>A release in GitHub's JSON. Octokit's own model lacks the assets' digest.</summary>
internal sealed class WireRelease
{
    public string TagName { get; set; } = "";

    public bool Draft { get; set; }

    public bool Prerelease { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public string HtmlUrl { get; set; } = "";

    public List<WireAsset> Assets { get; set; } = [];

    public GitHubRelease ToRelease() =>
        new(
            TagName,
            Draft,
            Prerelease,
            PublishedAt,
            HtmlUrl,
            [.. Assets.Select(asset => new GitHubAsset(asset.Name, asset.Size, asset.State, asset.Digest))]
        );
}

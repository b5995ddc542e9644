using System.Globalization;
using Jumpbox.Smoke;
using Jumpbox.Tools;
using Semver;

namespace Jumpbox.Pins;

/// <summary>Selects eligible releases, from the highest version down; never by date, never by "latest".</summary>
internal static class ReleaseChoice
{
    /// <summary>Orders the eligible releases, with a reason for each skipped one.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="releases">All releases of its repository.</param>
    /// <param name="locked">The current version: its age was accepted before.</param>
    /// <param name="minimumAge">The minimum age of a release.</param>
    /// <param name="now">The time.</param>
    /// <param name="follows">What the tool follows, if anything; others are not refused either.</param>
    public static (IReadOnlyList<ReleaseCandidate> Candidates, IReadOnlyList<RefusedRelease> Refused) Order(
        ToolDefinition tool,
        IReadOnlyList<GitHubRelease> releases,
        string? locked,
        TimeSpan minimumAge,
        DateTimeOffset now,
        KubectlFit? follows = null
    )
    {
        SemVersionRange range = SemVersionRange.ParseNpm(tool.Constraint, includeAllPrerelease: tool.Prereleases);
        List<ReleaseCandidate> candidates = [];
        List<RefusedRelease> refused = [];
        foreach (GitHubRelease release in releases)
        {
            if (VersionOf(tool, release.Tag) is not { } version)
            {
                continue; // Another product of the same repository.
            }
            if (
                !PinText.IsTag(release.Tag)
                || !PinText.IsVersion(version)
                || !TryParse(version, out SemVersion? semantic)
            )
            {
                refused.Add(new RefusedRelease(PinText.Show(version), "its tag contains no version"));
                continue;
            }
            if (Reason(tool, release, version, semantic, range, locked, minimumAge, now) is { } reason)
            {
                refused.Add(new RefusedRelease(version, reason));
                continue;
            }
            candidates.Add(new ReleaseCandidate(version, semantic, release));
        }
        if (follows is not null)
        {
            _ = candidates.RemoveAll(one => !follows.Has(one.Version));
        }
        candidates.Sort((left, right) => right.Semantic.ComparePrecedenceTo(left.Semantic));
        return (Behind(candidates, tool.MinorsBehind), refused);
    }

    // Those that are left out are not refused: they are what the tool is for to stay behind.
    private static List<ReleaseCandidate> Behind(List<ReleaseCandidate> candidates, int minors)
    {
        if (minors == 0 || candidates.Count == 0)
        {
            return candidates;
        }
        SemVersion newest = candidates[0].Semantic;
        return candidates.FindAll(one =>
            one.Semantic.Major == newest.Major && one.Semantic.Minor <= newest.Minor - minors
        );
    }

    /// <summary>Whether one version is newer than another; false for text that is not a version.</summary>
    public static bool IsNewer(string version, string than) =>
        TryParse(version, out SemVersion? left)
        && TryParse(than, out SemVersion? right)
        && left.ComparePrecedenceTo(right) > 0;

    private static string? Reason(
        ToolDefinition tool,
        GitHubRelease release,
        string version,
        SemVersion semantic,
        SemVersionRange range,
        string? locked,
        TimeSpan minimumAge,
        DateTimeOffset now
    )
    {
        if (release.Draft || release.Published is not { } published)
        {
            return "it is a draft";
        }
        if (!tool.Prereleases && (release.Prerelease || semantic.IsPrerelease))
        {
            return "it is a pre-release";
        }
        if (!range.Contains(semantic))
        {
            return $"it is outside {tool.Constraint}";
        }
        if (version != locked && now - published < minimumAge)
        {
            string day = (published + minimumAge).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"it is younger than {minimumAge.TotalDays:0.#} days; it can be used from {day}"
            );
        }
        return null;
    }

    private static string? VersionOf(ToolDefinition tool, string tag)
    {
        string[] ends = tool.Tag.Split("{version}");
        bool fits =
            tag.Length > ends[0].Length + ends[1].Length
            && tag.StartsWith(ends[0], StringComparison.Ordinal)
            && tag.EndsWith(ends[1], StringComparison.Ordinal);
        return fits ? tag[ends[0].Length..^ends[1].Length] : null;
    }

    private static bool TryParse(
        string version,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SemVersion? semantic
    ) => SemVersion.TryParse(version, SemVersionStyles.OptionalMinorPatch, out semantic);
}

using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>What a new pin proves less than the current one. Each is a decision of a person, per tool. Pure.</summary>
internal static class StepsBack
{
    /// <summary>Lists them, each as a sentence without its full stop; empty if there is none.</summary>
    /// <param name="locked">The current pin.</param>
    /// <param name="found">The new pin, before confirmations of the current one are merged into it.</param>
    /// <param name="releases">All releases of the repository.</param>
    public static IEnumerable<string> Between(
        LockedTool locked,
        LockedTool found,
        IReadOnlyList<GitHubRelease> releases
    )
    {
        if (!releases.Any(release => release.Tag == locked.Tag && release.Published is not null))
        {
            yield return $"the pinned release {locked.Tag} was withdrawn";
        }
        if (ReleaseChoice.IsNewer(locked.Version, found.Version))
        {
            yield return $"{found.Version} is lower than the pinned {locked.Version}";
        }
        bool same = locked.Version == found.Version;
        if (same && locked.Commit is { } before && found.Commit is { } now && before != now)
        {
            yield return $"the tag {locked.Tag} moved from commit {before} to {now}";
        }
        foreach (LockedArtifact file in found.Artifacts)
        {
            foreach (string step in locked.Counterpart(file) is { } pinned ? OfFile(pinned, file, same) : [])
            {
                yield return step;
            }
        }
    }

    private static IEnumerable<string> OfFile(LockedArtifact pinned, LockedArtifact found, bool sameVersion)
    {
        if (sameVersion && pinned.Sha256 != found.Sha256)
        {
            yield return $"{found.Url} is pinned with SHA-256 {pinned.Sha256}, but now {found.Sha256} is stated for it; a released "
                + "file must not change";
        }
        string[] signers = [.. Signers(found)];
        foreach (string signer in Signers(pinned).Where(signer => !signers.Contains(signer)))
        {
            yield return signers.Length == 0
                ? $"{found.FileName} is no longer signed; {pinned.FileName} was, by {signer}"
                : $"{found.FileName} is signed by {string.Join(", ", signers)} and no longer by {signer}";
        }
    }

    private static IEnumerable<string> Signers(LockedArtifact file) =>
        file
            .Verified.Where(one => one.Kind == VerificationKind.Signature)
            .Select(one => one.Source ?? "an unknown key");
}

using Jumpbox.Smoke;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>What a new pin proves less than the current one. Each is a decision of a person, per tool. Pure.</summary>
internal static class StepsBack
{
    /// <summary>Lists them, each as a sentence without its full stop; empty if there is none.</summary>
    /// <param name="locked">The current pin.</param>
    /// <param name="found">The new pin, before confirmations of the current one are merged into it.</param>
    /// <param name="releases">All releases of the repository.</param>
    /// <param name="commit">The commit of the pinned tag now; null if there is none.</param>
    /// <param name="refused">Releases that were skipped.</param>
    /// <param name="follows">What the tool follows, if anything: going back to what fits was asked for.</param>
    public static IEnumerable<string> Between(
        LockedTool locked,
        LockedTool found,
        IReadOnlyList<GitHubRelease> releases,
        string? commit,
        IReadOnlyList<RefusedRelease> refused,
        KubectlFit? follows = null
    )
    {
        if (Withdrawn(locked, releases) is { } withdrawn)
        {
            yield return withdrawn;
        }
        if (follows?.Has(locked.Version) != false && ReleaseChoice.IsNewer(locked.Version, found.Version))
        {
            string? reason = refused.FirstOrDefault(release => release.Version == locked.Version)?.Reason;
            yield return $"{found.Version} is lower than the pinned {locked.Version}"
                + (reason is null ? "" : $", which cannot be used: {reason}");
        }
        bool same = locked.Version == found.Version;
        if (locked.Commit is { } before && commit != before)
        {
            yield return commit is null
                ? $"the tag {locked.Tag} no longer exists; it was at commit {before}"
                : $"the tag {locked.Tag} moved from commit {before} to {commit}";
        }
        foreach (LockedArtifact file in found.Artifacts)
        {
            IEnumerable<string> steps = locked.Counterpart(file) is { } pinned
                ? OfFile((pinned, locked.Version), (file, found.Version), same)
                : [];
            foreach (string step in steps)
            {
                yield return step;
            }
        }
    }

    /// <summary>Says that the pinned release is no longer published; null if it is.</summary>
    /// <param name="locked">The pin.</param>
    /// <param name="releases">All releases of the repository.</param>
    public static string? Withdrawn(LockedTool locked, IReadOnlyList<GitHubRelease> releases) =>
        releases.Any(release => release.Tag == locked.Tag && release.IsPublished)
            ? null
            : $"the pinned release {locked.Tag} was withdrawn";

    /// <summary>Whether a pin has a proof of a form.</summary>
    /// <param name="locked">The pin.</param>
    /// <param name="kind">The form.</param>
    public static bool HasProof(LockedTool locked, VerificationKind kind) =>
        locked.Artifacts.Any(file => file.Verified.Any(one => one.Kind == kind));

    /// <summary>Whether nothing of the publisher confirms a pin, which no update has resolved then.</summary>
    /// <param name="locked">The pin.</param>
    public static bool IsStated(LockedTool locked) =>
        locked.Artifacts.All(file => file.Verified.All(one => one.Kind == VerificationKind.Stated));

    private static IEnumerable<string> OfFile(
        (LockedArtifact File, string Version) before,
        (LockedArtifact File, string Version) now,
        bool sameVersion
    )
    {
        (LockedArtifact pinned, LockedArtifact found) = (before.File, now.File);
        if (sameVersion && pinned.Sha256 != found.Sha256)
        {
            yield return $"{found.Url} is pinned with SHA-256 {pinned.Sha256}, but now {found.Sha256} is stated for it; a released "
                + "file must not change";
        }
        string[] signers = [.. Signers(now)];
        foreach (string signer in Signers(before).Where(signer => !signers.Contains(signer)))
        {
            yield return signers.Length == 0
                ? $"{found.FileName} is no longer signed; {pinned.FileName} was, by {signer}"
                : $"{found.FileName} is signed by {string.Join(", ", signers)} and no longer by {signer}";
        }
    }

    // A workflow signs each release in the name of its tag.
    private static IEnumerable<string> Signers((LockedArtifact File, string Version) one) =>
        one
            .File.Verified.Where(confirmation => confirmation.IsSigned)
            .Select(confirmation =>
                (confirmation.Source ?? "an unknown key").Replace(one.Version, "{version}", StringComparison.Ordinal)
                + (confirmation.Issuer is { } issuer ? $" ({confirmation.Kind}, vouched for by {issuer})" : "")
            );
}

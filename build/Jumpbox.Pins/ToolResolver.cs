using Jumpbox.Smoke;
using Jumpbox.Tools;
using Semver;

namespace Jumpbox.Pins;

/// <summary>
/// Resolves tools to pins: the version from GitHub's releases, the files from their publisher, every digest confirmed
/// by all available sources.
/// </summary>
public sealed class ToolResolver
{
    // A release is incomplete for hours at most; after this many something else is wrong.
    private const int Attempts = 5;

    private readonly GitHubReleases _gitHub;
    private readonly FileResolver _files;
    private readonly AptRepository _apt;
    private readonly TimeProvider _time;

    /// <summary>Creates a resolver.</summary>
    /// <param name="gitHub">The releases.</param>
    /// <param name="files">Downloads publishers' files.</param>
    /// <param name="cacheFolder">Where publishers' keys are cached.</param>
    /// <param name="trust">The trusted roots, for proofs.</param>
    /// <param name="time">The clock, for ages and expiries.</param>
    public ToolResolver(
        GitHubReleases gitHub,
        PublisherFiles files,
        string cacheFolder,
        TrustFiles trust,
        TimeProvider time
    )
    {
        PublisherKeys keys = new(files, cacheFolder);
        _gitHub = gitHub;
        _files = new FileResolver(files, keys, new ProofCheck(files, gitHub, trust, time), time);
        _apt = new AptRepository(files, keys, time);
        _time = time;
    }

    /// <summary>Resolves tools in parallel.</summary>
    /// <param name="tools">The tools.</param>
    /// <param name="current">The current pins.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>One result per tool, in the given order; failures are results too.</returns>
    public Task<ToolResolution[]> ResolveAsync(
        IReadOnlyList<ToolDefinition> tools,
        ToolLock? current,
        ResolveOptions options,
        CancellationToken cancellationToken
    ) => Task.WhenAll(tools.Select(tool => ResolveAsync(tool, current?.Find(tool.Name), options, cancellationToken)));

    /// <summary>Resolves one tool.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="locked">Its current pin, or null.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<ToolResolution> ResolveAsync(
        ToolDefinition tool,
        LockedTool? locked,
        ResolveOptions options,
        CancellationToken cancellationToken
    )
    {
        List<RefusedRelease> refused = [];
        bool accepted = options.Accepted.Contains(tool.Name);
        KubectlFit? follows = tool.Name == KubectlFit.Tool ? options.Follows : null;
        try
        {
            IReadOnlyList<GitHubRelease> releases = await _gitHub.AllAsync(tool.Repository, cancellationToken);
            (IReadOnlyList<ReleaseCandidate> candidates, IReadOnlyList<RefusedRelease> others) = ReleaseChoice.Order(
                tool,
                releases,
                locked?.Version,
                options.MinimumAge,
                _time.GetUtcNow(),
                follows
            );
            refused.AddRange(others);
            foreach (ReleaseCandidate candidate in candidates.Take(Attempts))
            {
                try
                {
                    (LockedTool found, string? lost) = await PinAsync(
                        tool,
                        candidate,
                        locked,
                        options,
                        cancellationToken
                    );
                    string[] back = locked is null
                        ? []
                        :
                        [
                            .. lost is null ? [] : new[] { $"{found.Version} is no longer signed: {lost}" },
                            .. StepsBack.Between(
                                locked,
                                found,
                                releases,
                                await PinnedCommitAsync(tool, locked, found, cancellationToken),
                                refused,
                                follows
                            ),
                        ];
                    if (back.Length > 0 && !accepted)
                    {
                        return new ToolResolution(tool, null, null, Stopped(tool, back), refused);
                    }
                    LockedTool pin = accepted ? found : Merged(locked, found);
                    return new ToolResolution(tool, pin, candidate.Release.Page, null, refused) { Accepted = back };
                }
                catch (ReleaseRefusedException incomplete)
                {
                    refused.Add(new RefusedRelease(candidate.Version, incomplete.Message));
                }
            }
            string none = NoneLeft(tool, refused, follows);
            return new ToolResolution(
                tool,
                null,
                null,
                locked is not null && StepsBack.Withdrawn(locked, releases) is { } withdrawn
                    ? $"{withdrawn}, and {none}"
                    : none,
                refused
            );
        }
        catch (PinSourceException failure)
        {
            return new ToolResolution(tool, null, null, failure.Message, refused);
        }
    }

    /// <summary>Verifies the pinned version against all sources again.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="locked">Its pin.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The pin with all current confirmations, or the reason why the sources no longer confirm it.</returns>
    public async Task<ToolResolution> ConfirmAsync(
        ToolDefinition tool,
        LockedTool locked,
        CancellationToken cancellationToken
    )
    {
        try
        {
            IReadOnlyList<GitHubRelease> releases = await _gitHub.AllAsync(tool.Repository, cancellationToken);
            GitHubRelease release =
                releases.FirstOrDefault(one => one.Tag == locked.Tag && one.IsPublished)
                ?? throw new PinSourceException($"{tool.Repository} no longer has a release {locked.Tag}.");
            if (!SemVersion.TryParse(locked.Version, SemVersionStyles.OptionalMinorPatch, out SemVersion? semantic))
            {
                throw new PinSourceException($"{locked.Version} is not a semantic version; run --target=Update.");
            }
            ReleaseCandidate candidate = new(locked.Version, semantic, release);
            // If no source states a digest, only the file itself can confirm it.
            bool onlyHashed = locked.Artifacts.SelectMany(file => file.Verified).All(IsHash);
            ResolveOptions options = new(TimeSpan.Zero, onlyHashed);
            (LockedTool found, string? lost) = await PinAsync(
                tool.OnlyFor(locked),
                candidate,
                locked,
                options,
                cancellationToken
            );
            string[] back =
            [
                .. lost is null ? [] : new[] { $"{found.Version} is no longer signed: {lost}" },
                .. release.Prerelease && !tool.Prereleases ? new[] { $"{release.Tag} is a pre-release now" } : [],
                .. StepsBack.Between(locked, found, releases, found.Commit, []),
            ];
            return back.Length > 0
                ? new ToolResolution(tool, null, null, $"{string.Join("; ", back)}.", [])
                : new ToolResolution(tool, Merged(locked, found), release.Page, null, []);
        }
        catch (Exception failure) when (failure is PinSourceException or ReleaseRefusedException)
        {
            return new ToolResolution(tool, null, null, failure.Message, []);
        }
    }

    // A proof that does not exist leaves a release out, which may be incomplete. It is lost where the pin has it: then the release is
    // resolved without it, so that what is lost can be named, and accepted. A version that was accepted so before stays as it is.
    private async Task<(LockedTool Found, string? Lost)> PinAsync(
        ToolDefinition tool,
        ReleaseCandidate candidate,
        LockedTool? locked,
        ResolveOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await PinAsync(tool, candidate, options, cancellationToken), null);
        }
        catch (ReleaseRefusedException missing)
            when (locked is not null
                && missing.Lacks is { } kind
                && (
                    StepsBack.HasProof(locked, kind)
                    || (locked.Version == candidate.Version && !StepsBack.IsStated(locked))
                )
            )
        {
            LockedTool found = await PinAsync(
                tool,
                candidate,
                options with
                {
                    MayLackProofs = true,
                },
                cancellationToken
            );
            return (found, StepsBack.HasProof(locked, missing.Lacks!.Value) ? missing.Message : null);
        }
    }

    private async Task<LockedTool> PinAsync(
        ToolDefinition tool,
        ReleaseCandidate candidate,
        ResolveOptions options,
        CancellationToken cancellationToken
    )
    {
        // Also for a pinned version: its tag may have moved.
        Task<string?> commit = _gitHub.CommitAsync(tool.Repository, candidate.Release.Tag, cancellationToken);
        Task<LockedArtifact[]> files = tool.Apt is { } apt
            ? PackagesAsync(tool, apt, candidate.Version, cancellationToken)
            : _files.ResolveAsync(tool, candidate, options, cancellationToken);
        // Both are waited for, also if one fails: no request may outlive the tool's result.
        await Task.WhenAll(files, commit);
        DateOnly published = DateOnly.FromDateTime(candidate.Release.Published!.Value.UtcDateTime);
        return new(tool.Name, candidate.Version, candidate.Release.Tag, await commit, published, await files);
    }

    // Also if the new pin is of another tag: a tag that moved is no ground to trust what comes after it.
    private async Task<string?> PinnedCommitAsync(
        ToolDefinition tool,
        LockedTool locked,
        LockedTool found,
        CancellationToken cancellationToken
    ) =>
        locked.Tag == found.Tag || locked.Commit is null
            ? found.Commit
            : await _gitHub.CommitAsync(tool.Repository, locked.Tag, cancellationToken);

    private static LockedTool Merged(LockedTool? locked, LockedTool found) =>
        locked?.Version == found.Version ? PinMerge.Merge(locked, found) : found;

    private async Task<LockedArtifact[]> PackagesAsync(
        ToolDefinition tool,
        AptSource apt,
        string version,
        CancellationToken cancellationToken
    ) =>
        await Task.WhenAll(
            apt.Suites.SelectMany(suite =>
                tool.Architectures.Keys.Select(architecture =>
                    PackageAsync(apt, suite, architecture, version, cancellationToken)
                )
            )
        );

    private async Task<LockedArtifact> PackageAsync(
        AptSource apt,
        string suite,
        string architecture,
        string version,
        CancellationToken cancellationToken
    )
    {
        string packageVersion = apt.VersionIn(version, suite);
        AptPackage package =
            await _apt.FindAsync(apt, suite, architecture, packageVersion, cancellationToken)
            ?? throw new ReleaseRefusedException(
                $"{apt.Package} {packageVersion} is not in the {suite} {architecture} index yet"
            );
        return new LockedArtifact(
            architecture,
            suite,
            packageVersion,
            package.Url,
            package.Size,
            package.Sha256,
            [
                new Verification(VerificationKind.Signature, apt.Fingerprint),
                new Verification(VerificationKind.AptIndex, package.IndexUrl),
            ]
        );
    }

    private static bool IsHash(Verification confirmation) => confirmation.Kind == VerificationKind.Hashed;

    private static string Stopped(ToolDefinition tool, string[] back) =>
        $"{string.Join("; ", back)}. Find out why; if it is right, add --accept={tool.Name}.";

    private static string NoneLeft(ToolDefinition tool, List<RefusedRelease> refused, KubectlFit? follows)
    {
        string reasons = string.Join(
            "; ",
            refused.TakeLast(3).Select(release => $"{release.Version}: {release.Reason}")
        );
        string also = follows is null ? "" : $", of which {follows.Range}";
        return $"no release of {tool.Repository} can be used within {tool.Constraint}{also}. {reasons}";
    }
}

/// <summary>The progress of a download.</summary>
/// <param name="Url">The file's original URL.</param>
/// <param name="Bytes">The number of downloaded bytes.</param>
/// <param name="Total">The total, or null if the server does not report it.</param>
public sealed record DownloadProgress(string Url, long Bytes, long? Total);

/// <summary>Options for resolving versions.</summary>
/// <param name="MinimumAge">The minimum age of a release.</param>
/// <param name="Download">Whether every file is also downloaded and hashed.</param>
/// <param name="Progress">Receives download progress, or null.</param>
public sealed record ResolveOptions(TimeSpan MinimumAge, bool Download, IProgress<DownloadProgress>? Progress = null)
{
    /// <summary>The tools for which a step back is accepted: a lower version, a moved tag, a lost signature.</summary>
    public IReadOnlyCollection<string> Accepted { get; init; } = [];

    /// <summary>The clusters that kubectl follows; null if it follows none.</summary>
    public KubectlFit? Follows { get; init; }

    /// <summary>Whether proofs that do not exist are left out. One that does not hold is always refused.</summary>
    internal bool MayLackProofs { get; init; }
}

using System.Security.Cryptography;
using System.Text;
using Jumpbox.Tools;
using Semver;

namespace Jumpbox.Pins;

/// <summary>
/// Finds and verifies the files of one release: every source that can confirm a digest is read, and all must agree.
/// </summary>
/// <param name="files">Downloads checksum files and, if requested, the files themselves.</param>
/// <param name="keys">The publishers' keys.</param>
/// <param name="proofs">The proofs that the catalogue demands.</param>
/// <param name="time">The clock, for the keys' expiry.</param>
internal sealed class FileResolver(PublisherFiles files, PublisherKeys keys, ProofCheck proofs, TimeProvider time)
{
    private const int LargestChecksumBytes = 1024 * 1024;

    /// <summary>Resolves the files of all architectures at once.</summary>
    /// <exception cref="ReleaseRefusedException">The release is incomplete; another one may be complete.</exception>
    /// <exception cref="PinSourceException">A source cannot be trusted.</exception>
    public Task<LockedArtifact[]> ResolveAsync(
        ToolDefinition tool,
        ReleaseCandidate candidate,
        ResolveOptions options,
        CancellationToken cancellationToken
    )
    {
        SingleFetch checksums = new(url => ChecksumsAsync(tool, candidate.Version, url, options, cancellationToken));
        return Task.WhenAll(
            tool.Architectures.Keys.Select(architecture =>
                ResolveAsync(tool, candidate, architecture, checksums, options, cancellationToken)
            )
        );
    }

    private async Task<LockedArtifact> ResolveAsync(
        ToolDefinition tool,
        ReleaseCandidate candidate,
        string architecture,
        SingleFetch checksums,
        ResolveOptions options,
        CancellationToken cancellationToken
    )
    {
        string url = tool.UrlOf(candidate.Version, architecture);
        string fileName = Uri.UnescapeDataString(url[(url.LastIndexOf('/') + 1)..]);
        GitHubAsset? asset = Asset(tool, candidate.Release, url, fileName);
        string? fallback = tool.FallbackUrlOf(candidate.Version, architecture);
        Task<long?> size = asset is null
            ? SecondSource.OrAsync(url, fallback, place => SizeAsync(place, cancellationToken), files.Say)
            : Task.FromResult<long?>(asset.Size);
        List<(string Sha256, Verification Confirmation)> stated = [];
        if (GitHubDigest(asset) is { } digest)
        {
            stated.Add((digest, new Verification(VerificationKind.GitHubDigest, null)));
        }
        if (tool.Checksum is { } checksum)
        {
            string checksumUrl = tool.Expand(checksum.Url, candidate.Version, architecture);
            ProvenText proven = await SecondSource.OrAsync(
                checksumUrl,
                SecondSource.Beside(checksumUrl, url, fallback),
                checksums.Get,
                files.Say
            );
            string sha256 = Read(checksum.Form, proven.Text, fileName, checksumUrl);
            stated.Add((sha256, new Verification(VerificationKind.ChecksumFile, checksumUrl)));
            stated.AddRange(proven.Confirmations.Select(one => (sha256, one)));
        }
        long? length = await size;
        if (options.Download)
        {
            (string sha256, long bytes) = await SecondSource.OrAsync(
                url,
                fallback,
                place => files.HashAsync(place, options.Progress, cancellationToken),
                files.Say
            );
            stated.Add((sha256, new Verification(VerificationKind.Hashed, null)));
            length =
                length is null || length == bytes
                    ? bytes
                    : throw new PinSourceException($"{url} has {bytes} bytes, but its publisher states {length}.");
        }
        string agreed = DigestAgreement.Of(url, stated);
        IReadOnlyList<Verification> signed = await proofs.DemandAsync(
            tool,
            candidate.Version,
            architecture,
            ProofCover.File,
            (agreed, null),
            options.MayLackProofs,
            cancellationToken
        );
        return new LockedArtifact(
            architecture,
            null,
            null,
            url,
            length,
            agreed,
            [.. stated.Select(one => one.Confirmation), .. signed]
        );
    }

    private static GitHubAsset? Asset(ToolDefinition tool, GitHubRelease release, string url, string fileName)
    {
        if (!url.Contains($"/{tool.Repository}/releases/download/", StringComparison.Ordinal))
        {
            return null; // The publisher's own site has the file; GitHub has only the version.
        }
        GitHubAsset? asset = release.Assets.FirstOrDefault(one => one.Name == fileName);
        return asset switch
        {
            null => throw new ReleaseRefusedException($"its release has no file {fileName}"),
            { State: not "uploaded" } => throw new ReleaseRefusedException($"its file {fileName} is not uploaded yet"),
            _ => asset,
        };
    }

    private static string? GitHubDigest(GitHubAsset? asset)
    {
        if (asset?.Digest is not { } digest)
        {
            return null;
        }
        string sha256 = digest.StartsWith("sha256:", StringComparison.Ordinal) ? digest["sha256:".Length..] : "";
        return PinText.IsSha256(sha256)
            ? sha256
            : throw new PinSourceException(
                $"GitHub states the digest '{PinText.Show(digest)}' for {asset.Name}, which is not a SHA-256."
            );
    }

    private async Task<long?> SizeAsync(string url, CancellationToken cancellationToken)
    {
        RemoteFile file = await files.HeadAsync(url, cancellationToken);
        return file.Status switch
        {
            200 => file.Size,
            404 => throw new ReleaseRefusedException($"{url} does not exist yet"),
            _ => throw new PinSourceException($"{url} returned {file.Status}; try again later."),
        };
    }

    private async Task<ProvenText> ChecksumsAsync(
        ToolDefinition tool,
        string version,
        string url,
        ResolveOptions options,
        CancellationToken cancellationToken
    )
    {
        byte[] content =
            await files.FindAsync(url, LargestChecksumBytes, cancellationToken)
            ?? throw new ReleaseRefusedException($"its checksum file {url} does not exist");
        IReadOnlyList<Verification> signed = tool.Signature is { } source
            ? await SignatureAsync(source, tool.Expand(source.Url, version, ""), content, options, cancellationToken)
            : [];
        IReadOnlyList<Verification> proven = await proofs.DemandAsync(
            tool,
            version,
            "",
            ProofCover.Checksums,
            (Convert.ToHexStringLower(SHA256.HashData(content)), content),
            options.MayLackProofs,
            cancellationToken
        );
        return new ProvenText(Encoding.UTF8.GetString(content), [.. signed, .. proven]);
    }

    private async Task<IReadOnlyList<Verification>> SignatureAsync(
        SignatureSource source,
        string url,
        byte[] content,
        ResolveOptions options,
        CancellationToken cancellationToken
    )
    {
        if (await files.FindAsync(url, LargestChecksumBytes, cancellationToken) is not { } signature)
        {
            return options.MayLackProofs
                ? []
                : throw new ReleaseRefusedException($"its signature {url} does not exist")
                {
                    Lacks = VerificationKind.Signature,
                };
        }
        string? problem = await keys.CheckAsync(
            source.KeyUrl,
            source.Fingerprint,
            key => OpenPgp.CheckDetached(content, signature, key, source.Fingerprint, time.GetUtcNow()),
            cancellationToken
        );
        return problem is null
            ? [new Verification(VerificationKind.Signature, source.Fingerprint)]
            : throw PinSourceException.Untrusted(url, problem);
    }

    private static string Read(ChecksumForm form, string text, string fileName, string url)
    {
        try
        {
            return ChecksumFile.Find(form, text, fileName);
        }
        catch (PinSourceException unusable)
        {
            throw new PinSourceException($"{url} is not a checksum file for {fileName}: {unusable.Message}.", unusable);
        }
    }

    private sealed record ProvenText(string Text, IReadOnlyList<Verification> Confirmations);

    // Two architectures often share one checksum file, whose signature is then verified once.
    private sealed class SingleFetch(Func<string, Task<ProvenText>> fetch)
    {
        private readonly Dictionary<string, Task<ProvenText>> _tasks = new(StringComparer.Ordinal);

        public Task<ProvenText> Get(string url)
        {
            lock (_tasks)
            {
                return _tasks.TryGetValue(url, out Task<ProvenText>? task) ? task : _tasks[url] = fetch(url);
            }
        }
    }
}

/// <summary>A file of a GitHub release.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Size">The file's length in bytes.</param>
/// <param name="State"><c>uploaded</c> once the file is complete.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits; null for files from before June 2025.</param>
public sealed record GitHubAsset(string Name, long Size, string State, string? Digest);

/// <summary>A release on GitHub.</summary>
/// <param name="Tag">The git tag.</param>
/// <param name="Draft">Whether it is not published yet.</param>
/// <param name="Prerelease">Whether it is marked as a pre-release.</param>
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
)
{
    /// <summary>Whether everyone can see it: one that was withdrawn may be kept as a draft with its day.</summary>
    public bool IsPublished => !Draft && Published is not null;
}

/// <summary>An eligible release.</summary>
/// <param name="Version">The version as in the tag.</param>
/// <param name="Semantic">The parsed version, for ordering.</param>
/// <param name="Release">The release.</param>
internal sealed record ReleaseCandidate(string Version, SemVersion Semantic, GitHubRelease Release);

/// <summary>Thrown for an incomplete release. The next older one is tried; the message is the reason.</summary>
internal sealed class ReleaseRefusedException(string reason) : Exception(reason)
{
    /// <summary>
    /// The form of a proof that the catalogue demands and the release does not have, which is lost where the pin has it; null for another reason.
    /// </summary>
    public VerificationKind? Lacks { get; init; }
}

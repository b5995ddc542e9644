using Jumpbox.Files;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>
/// A folder with every pinned file, laid out as <c>host/path</c>, for the user's own web server. A file gets its final name
/// only after its digest is verified; a partial one is <c>.part</c> and is resumed.
/// </summary>
/// <param name="session">The publishers.</param>
/// <param name="folder">The mirror's folder; created if missing.</param>
public sealed class ToolMirror(PublisherSession session, string folder)
{
    private const int MaximumParallel = 4;
    private readonly Lock _writing = new();

    /// <summary>Returns the path of a file in a mirror, relative to its folder.</summary>
    /// <param name="url">The file's original URL.</param>
    public static string PathOf(string url) => Uri.UnescapeDataString(url["https://".Length..]);

    /// <summary>Throws if a file is missing.</summary>
    /// <param name="outcomes">The outcomes of the files.</param>
    /// <exception cref="PinSourceException">At least one is missing; the message lists them all.</exception>
    public static void RequireComplete(IReadOnlyList<MirrorOutcome> outcomes)
    {
        string[] failures = [.. outcomes.Select(outcome => outcome.Failure).OfType<string>()];
        if (failures.Length > 0)
        {
            throw new PinSourceException(
                $"{failures.Length} of {outcomes.Count} files could not be mirrored; run the same command again to continue. "
                    + string.Join(" ", failures)
            );
        }
    }

    /// <summary>Downloads every file of the tools into the folder.</summary>
    /// <param name="catalogue">The catalogue: for packages, the indexes of their repositories are copied too.</param>
    /// <param name="tools">The pinned tools.</param>
    /// <param name="progress">Receives download progress, or null.</param>
    /// <param name="cancellationToken">Cancels the run; the next one continues from there.</param>
    /// <returns>One outcome per file, in order; failures are outcomes too.</returns>
    public async Task<IReadOnlyList<MirrorOutcome>> FillAsync(
        ToolCatalogue catalogue,
        IReadOnlyList<LockedTool> tools,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using SemaphoreSlim places = new(MaximumParallel);
        (LockedArtifact File, string? Fallback)[] wanted =
        [
            .. tools
                .SelectMany(tool =>
                    tool.Artifacts.Select(file =>
                        (file, catalogue.Find(tool.Name)?.FallbackUrlOf(tool.Version, file.Architecture))
                    )
                )
                .DistinctBy(one => one.file.Url),
        ];
        MirrorOutcome[] outcomes = await Task.WhenAll(
            wanted.Select(async one =>
            {
                await places.WaitAsync(cancellationToken);
                try
                {
                    return await DownloadAsync(one.File, one.Fallback, progress, cancellationToken);
                }
                finally
                {
                    _ = places.Release();
                }
            })
        );
        MirrorOutcome[][] indexes = await Task.WhenAll(
            tools
                .Where(tool => catalogue.Find(tool.Name)?.Apt is not null)
                .SelectMany(tool => tool.Artifacts.GroupBy(file => (tool.Name, file.Suite)))
                .Select(suite =>
                    IndexesAsync(
                        catalogue.Find(suite.Key.Name)!.Apt!,
                        suite.Key.Suite ?? "",
                        [.. suite.Select(file => file.Architecture)],
                        cancellationToken
                    )
                )
        );
        MirrorOutcome[] all = [.. outcomes, .. indexes.SelectMany(files => files).DistinctBy(file => file.Path)];
        MirrorSums.Write(folder, all);
        return all;
    }

    // An index is always current: apt in the build VM trusts its signature, not the lock.
    private async Task<MirrorOutcome[]> IndexesAsync(
        AptSource apt,
        string suite,
        IReadOnlyList<string> architectures,
        CancellationToken cancellationToken
    )
    {
        try
        {
            IReadOnlyList<(string Url, byte[] Content)> indexes = await session.Apt.IndexesAsync(
                apt,
                suite,
                architectures,
                cancellationToken
            );
            return await Task.WhenAll(indexes.Select(index => KeepAsync(index.Url, index.Content, cancellationToken)));
        }
        catch (Exception failure) when (failure is PinSourceException or IOException or UnauthorizedAccessException)
        {
            string url = $"{apt.Repository}/dists/{suite}/InRelease";
            return [new MirrorOutcome(url, PathOf(url), "", Fetched: false, failure.Message)];
        }
    }

    private async Task<MirrorOutcome> KeepAsync(string url, byte[] content, CancellationToken cancellationToken)
    {
        string relative = PathOf(url);
        string path = Path.Combine(folder, relative);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // The suites of a repository share one key file and are stored at the same time.
        lock (_writing)
        {
            AtomicFile.Write(path, content);
        }
        return new MirrorOutcome(
            url,
            relative,
            await FileHash.Sha256Async(path, cancellationToken),
            Fetched: true,
            null
        );
    }

    private async Task<MirrorOutcome> DownloadAsync(
        LockedArtifact file,
        string? fallback,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        string relative = PathOf(file.Url);
        string path = Path.Combine(folder, relative);
        try
        {
            if (File.Exists(path) && await FileHash.Sha256Async(path, cancellationToken) == file.Sha256)
            {
                return new MirrorOutcome(file.Url, relative, file.Sha256, Fetched: false, null);
            }
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string part = path + ".part";
            bool resumed = File.Exists(part);
            string found = await FetchAsync(file, fallback, part, progress, cancellationToken);
            // The partial file of an earlier run may be of another version; then all of it is downloaded again.
            if (found != file.Sha256 && resumed)
            {
                File.Delete(part);
                found = await FetchAsync(file, fallback, part, progress, cancellationToken);
            }
            if (found != file.Sha256)
            {
                File.Delete(part);
                string failure =
                    $"{file.Url} has SHA-256 {found}, but the lock has {file.Sha256}. Do not use it: run --target=Check.";
                return new MirrorOutcome(file.Url, relative, file.Sha256, Fetched: false, failure);
            }
            File.Move(part, path, overwrite: true);
            return new MirrorOutcome(file.Url, relative, file.Sha256, Fetched: true, null);
        }
        catch (Exception failure) when (failure is PinSourceException or IOException or UnauthorizedAccessException)
        {
            return new MirrorOutcome(file.Url, relative, file.Sha256, Fetched: false, failure.Message);
        }
    }

    private async Task<string> FetchAsync(
        LockedArtifact file,
        string? fallback,
        string part,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        long most = file.Size ?? LockedArtifact.LargestBytes;
        _ = await SecondSource.OrAsync(
            file.Url,
            fallback,
            async url =>
            {
                // What the first source sent may be another file.
                if (url == fallback)
                {
                    File.Delete(part);
                }
                await session.Files.SaveAsync(url, part, most, progress, cancellationToken);
                return url;
            },
            session.Files.Say
        );
        return await FileHash.Sha256Async(part, cancellationToken);
    }
}

/// <summary>The outcome of one file of a mirror.</summary>
/// <param name="Url">The file's original URL.</param>
/// <param name="Path">Its path, relative to the mirror's folder, with slashes.</param>
/// <param name="Sha256">The locked digest.</param>
/// <param name="Fetched">Whether it was downloaded now; otherwise it already existed.</param>
/// <param name="Failure">Why it is missing, or null.</param>
public sealed record MirrorOutcome(string Url, string Path, string Sha256, bool Fetched, string? Failure)
{
    /// <summary>The outcome on one line.</summary>
    public override string ToString() =>
        Failure is null ? $"{(Fetched ? "downloaded" : "kept      ")}  {Path}" : $"FAILED      {Failure}";
}

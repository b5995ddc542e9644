using System.Security.Cryptography;
using System.Text;

namespace Jumpbox.Tools;

/// <summary>
/// A folder with every pinned file, laid out as <c>host/path</c>, for a web server of one's own. A file has its own name only
/// once its digest is right; what is half there is <c>.part</c> and is gone on with.
/// </summary>
/// <param name="files">Fetches the files.</param>
/// <param name="folder">The mirror's folder; made if it is missing.</param>
public sealed class ToolMirror(PublisherFiles files, string folder)
{
    private const int AtOnce = 4;

    /// <summary>The mirror's list of digests, in the form that <c>sha256sum -c</c> reads.</summary>
    public const string SumsFile = "SHA256SUMS";

    /// <summary>Where a file of a mirror stands, relative to its folder.</summary>
    /// <param name="url">The file's original URL.</param>
    public static string PathOf(string url) => Uri.UnescapeDataString(url["https://".Length..]);

    /// <summary>Stops where a file is missing.</summary>
    /// <param name="outcomes">What became of the files.</param>
    /// <exception cref="PinSourceException">At least one is not there; the message names all.</exception>
    public static void RequireComplete(IReadOnlyList<MirrorOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        string[] failures = [.. outcomes.Select(outcome => outcome.Failure).OfType<string>()];
        if (failures.Length > 0)
        {
            throw new PinSourceException(
                $"{failures.Length} of {outcomes.Count} files could not be mirrored; run the same command again to go on. "
                    + string.Join(" ", failures)
            );
        }
    }

    /// <summary>Brings every file of some tools into the folder.</summary>
    /// <param name="tools">The pinned tools.</param>
    /// <param name="progress">Told about downloads, or null.</param>
    /// <param name="cancellationToken">Ends the run; the next one goes on from there.</param>
    /// <returns>One outcome a file, in order; failures are outcomes too.</returns>
    public async Task<IReadOnlyList<MirrorOutcome>> FillAsync(
        IReadOnlyList<LockedTool> tools,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(tools);
        using SemaphoreSlim places = new(AtOnce);
        LockedArtifact[] wanted = [.. tools.SelectMany(tool => tool.Artifacts).DistinctBy(file => file.Url)];
        MirrorOutcome[] outcomes = await Task.WhenAll(
            wanted.Select(async file =>
            {
                await places.WaitAsync(cancellationToken);
                try
                {
                    return await BringAsync(file, progress, cancellationToken);
                }
                finally
                {
                    _ = places.Release();
                }
            })
        );
        WriteSums(outcomes);
        return outcomes;
    }

    private async Task<MirrorOutcome> BringAsync(
        LockedArtifact file,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        string relative = PathOf(file.Url);
        string path = Path.Combine(folder, relative);
        try
        {
            if (File.Exists(path) && await HashAsync(path, cancellationToken) == file.Sha256)
            {
                return new MirrorOutcome(file.Url, relative, file.Sha256, Fetched: false, null);
            }
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string part = path + ".part";
            bool resumed = File.Exists(part);
            string found = await FetchAsync(file, part, progress, cancellationToken);
            // What an earlier run left may be of another file; then the whole of it is fetched once more.
            if (found != file.Sha256 && resumed)
            {
                File.Delete(part);
                found = await FetchAsync(file, part, progress, cancellationToken);
            }
            if (found != file.Sha256)
            {
                File.Delete(part);
                string failure =
                    $"{file.Url} has SHA-256 {found}, the lock says {file.Sha256}. Do not use it: run --target=Check.";
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
        string part,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        await files.SaveAsync(file.Url, part, progress, cancellationToken);
        return await HashAsync(part, cancellationToken);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private void WriteSums(IReadOnlyList<MirrorOutcome> outcomes)
    {
        StringBuilder sums = new();
        foreach (
            MirrorOutcome file in outcomes
                .Where(file => file.Failure is null)
                .OrderBy(file => file.Path, StringComparer.Ordinal)
        )
        {
            _ = sums.Append(file.Sha256).Append("  ").Append(file.Path).Append('\n');
        }
        _ = Directory.CreateDirectory(folder);
        PinFile.Write(Path.Combine(folder, SumsFile), Encoding.UTF8.GetBytes(sums.ToString()));
    }
}

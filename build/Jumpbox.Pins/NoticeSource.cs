using System.Globalization;
using Jumpbox.Boundaries;
using Jumpbox.Refreshing;

namespace Jumpbox.Pins;

/// <summary>
/// Reads Ubuntu Security Notices from a file or from an address with the pages of the Ubuntu Security API: newest first, at most 20
/// a page (its description, https://ubuntu.com/security/api/spec.json).
/// </summary>
/// <param name="files">Downloads the pages.</param>
public sealed class NoticeSource(PublisherFiles files)
{
    /// <summary>Canonical's own address.</summary>
    public const string Public = "https://ubuntu.com/security/notices.json";

    private const int PageLength = 20;

    // A year has about 600 notices for a release.
    private const int MostPages = 60;

    /// <summary>Reads the notices that were published after a time.</summary>
    /// <param name="source">A file, or an https address.</param>
    /// <param name="suite">The release's code name.</param>
    /// <param name="since">Older ones are not needed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="PinSourceException">It could not be read; the message says why.</exception>
    public async Task<IReadOnlyList<SecurityNotice>> ReadAsync(
        string source,
        string suite,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        if (!source.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return Page(await FileAsync(source, cancellationToken), suite, source);
        }
        List<SecurityNotice> notices = [];
        for (int page = 0; page < MostPages; page++)
        {
            string url = string.Create(
                CultureInfo.InvariantCulture,
                $"{source}?release={Uri.EscapeDataString(suite)}&order=newest&limit={PageLength}&offset={page * PageLength}"
            );
            byte[] text =
                await files.FindAsync(url, (int)Limits.AnswerBytes, cancellationToken)
                ?? throw new PinSourceException(
                    $"{source} does not exist. Set --notices to a file or another address."
                );
            IReadOnlyList<SecurityNotice> read = Page(text, suite, source);
            notices.AddRange(read);
            if (read.Count == 0 || read[^1].Published <= since)
            {
                return notices;
            }
        }
        throw new PinSourceException(
            $"{source} has more than {MostPages * PageLength} notices since {since:yyyy-MM-dd}: update the lock with --target=Update "
                + "without --notices first."
        );
    }

    private static IReadOnlyList<SecurityNotice> Page(byte[] text, string suite, string source)
    {
        try
        {
            return SecurityNotice.ReadPage(text, suite);
        }
        catch (FormatException wrong)
        {
            throw new PinSourceException(
                $"The security notices of {PlainText.Line(source)} cannot be read. {wrong.Message}"
            );
        }
    }

    private static async Task<byte[]> FileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path).Length > Limits.AnswerBytes
                ? throw new PinSourceException(
                    $"The security notices {path} are larger than {Limits.AnswerBytes >> 20} MiB. Keep only this year's."
                )
                : await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new PinSourceException($"The security notices {path} cannot be read: {unread.Message}");
        }
    }
}

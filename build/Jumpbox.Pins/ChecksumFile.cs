using System.Text.RegularExpressions;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>Reads publishers' checksum files.</summary>
internal static partial class ChecksumFile
{
    /// <summary>Finds the digest of one file.</summary>
    /// <param name="form">The format of the checksum file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="fileName">The file to find.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    /// <exception cref="PinSourceException">
    /// The text is not a checksum file of this form, or does not list the file's digest.
    /// </exception>
    /// <exception cref="ReleaseRefusedException">It lists the file by another algorithm only.</exception>
    public static string Find(ChecksumForm form, string text, string fileName)
    {
        if (form == ChecksumForm.Bare)
        {
            string bare = text.Trim();
            return Digest().IsMatch(bare) ? bare.ToLowerInvariant()
                : OtherDigest().IsMatch(bare) ? throw Other(fileName)
                : throw new PinSourceException($"expected 64 hexadecimal digits, found '{PinText.Show(bare)}'");
        }
        Match[] lines =
        [
            .. text.Split('\n')
                .Select(line => line.TrimEnd('\r'))
                .SelectMany(line => (Match[])[Line().Match(line), BsdLine().Match(line)])
                .Where(match => match.Success && match.Groups["name"].Value == fileName),
        ];
        string[] own =
        [
            .. lines
                .Where(line => line.Groups["algorithm"] is { Success: false } or { Value: "SHA256" or "SHA-256" })
                .Select(line => line.Groups["digest"].Value.ToLowerInvariant())
                .Where(digest => Digest().IsMatch(digest))
                .Distinct(),
        ];
        return own.Length switch
        {
            1 => own[0],
            0 when lines.Length > 0 => throw Other(fileName),
            0 => throw new PinSourceException($"it states no SHA-256 for {fileName}; it begins '{PinText.Show(text)}'"),
            _ => throw new PinSourceException($"it states {string.Join(" and ", own)} for {fileName}"),
        };
    }

    // Another release may have a checksum of the kind that the lock has.
    private static ReleaseRefusedException Other(string fileName) =>
        new($"its checksum file states no SHA-256 for {fileName}, only another digest");

    [GeneratedRegex(@"\A[0-9A-Fa-f]{64}\z")]
    private static partial Regex Digest();

    [GeneratedRegex(@"\A([0-9A-Fa-f]{40}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})\z")]
    private static partial Regex OtherDigest();

    // sha256sum writes two spaces, or a space and an asterisk in binary mode; some publishers write the path of their build.
    [GeneratedRegex(@"\A(?<digest>[0-9A-Fa-f]{40,128})[ \t]+\*?(?:[^\s]*/)?(?<name>[^\s/]+)\s*\z")]
    private static partial Regex Line();

    // As BSD's sha256 and sha256sum --tag write it.
    [GeneratedRegex(
        @"\A(?<algorithm>[A-Za-z0-9-]+) ?\((?:[^()]*/)?(?<name>[^()/]+)\) ?= ?(?<digest>[0-9A-Fa-f]{40,128})\s*\z"
    )]
    private static partial Regex BsdLine();
}

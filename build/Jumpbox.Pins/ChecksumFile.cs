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
    public static string Find(ChecksumForm form, string text, string fileName)
    {
        if (form == ChecksumForm.Bare)
        {
            string bare = text.Trim();
            return Digest().IsMatch(bare)
                ? bare.ToLowerInvariant()
                : throw new PinSourceException($"expected 64 hexadecimal digits, found '{PinText.Show(bare)}'");
        }
        string[] digests =
        [
            .. text.Split('\n')
                .Select(line => Line().Match(line.TrimEnd('\r')))
                .Where(match => match.Success && match.Groups["name"].Value == fileName)
                .Select(match => match.Groups["digest"].Value.ToLowerInvariant())
                .Distinct(),
        ];
        return digests.Length switch
        {
            1 => digests[0],
            0 => throw new PinSourceException($"it states no SHA-256 for {fileName}; it begins '{PinText.Show(text)}'"),
            _ => throw new PinSourceException($"it states {string.Join(" and ", digests)} for {fileName}"),
        };
    }

    [GeneratedRegex(@"\A[0-9A-Fa-f]{64}\z")]
    private static partial Regex Digest();

    // sha256sum writes two spaces, or a space and an asterisk in binary mode; some publishers write ./ before the name.
    [GeneratedRegex(@"\A(?<digest>[0-9A-Fa-f]{64})[ \t]+\*?(?:\./)?(?<name>[^\s/]+)\s*\z")]
    private static partial Regex Line();
}

using System.Text;

namespace Jumpbox.Settings;

/// <summary>The text of a settings file, whichever editor wrote it.</summary>
internal static class SettingsText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The content as UTF-8 without a byte order mark; UTF-16 is read where its mark says so.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <exception cref="SettingsException">The encoding is another one.</exception>
    public static byte[] Read(string file, byte[] content)
    {
        string text = content switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(content, 2, content.Length - 2),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(content, 2, content.Length - 2),
            [0xEF, 0xBB, 0xBF, ..] => Decode(file, content[3..]),
            _ => Decode(file, content),
        };
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new SettingsException(
                $"The settings file '{file}' contains NUL characters: it is UTF-16 without a byte order mark, UTF-32, or no "
                    + "text. Save it as UTF-8."
            )
            : Strict.GetBytes(text);
    }

    private static string Decode(string file, byte[] content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException invalid)
        {
            TextPlace place = TextPlace.At(content, invalid.Index);
            string bytes = Convert.ToHexString(invalid.BytesUnknown ?? []);
            throw new SettingsException(
                $"The settings file '{file}' is not UTF-8: {place} contains the bytes 0x{bytes}. Save it as UTF-8."
            );
        }
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Jumpbox.Boundaries;

namespace Jumpbox.Smoke;

/// <summary>
/// The answer of <c>run.sh</c> to Run Command: how the script ended, and its packed output or where it has to be read from.
/// </summary>
/// <param name="Name">The command's name.</param>
/// <param name="ExitCode">The script's exit code.</param>
/// <param name="PrintedBytes">How many bytes it printed.</param>
/// <param name="PackedBytes">How many bytes the packed output has.</param>
/// <param name="Sha256">The SHA-256 of the packed output, 64 lower-case hexadecimal digits.</param>
/// <param name="CutBytes">How many bytes between beginning and end were not kept.</param>
/// <param name="Packed">The packed output; empty if it did not fit into the answer.</param>
public sealed record SmokeOutput(
    string Name,
    int ExitCode,
    long PrintedBytes,
    int PackedBytes,
    string Sha256,
    long CutBytes,
    ReadOnlyMemory<byte> Packed
)
{
    // What run.sh keeps cannot grow by packing beyond this.
    private const int MostPackedBytes = SmokePlan.MostOutputBytes * 2;

    /// <summary>Where the parts begin that have to be read; empty if the answer has everything.</summary>
    public IReadOnlyList<int> Slices =>
        Packed.Length == PackedBytes
            ? []
            :
            [
                .. Enumerable
                    .Range(0, (PackedBytes + SmokePlan.SliceBytes - 1) / SmokePlan.SliceBytes)
                    .Select(slice => slice * SmokePlan.SliceBytes),
            ];

    /// <summary>Reads the answer.</summary>
    /// <param name="text">What Run Command reports.</param>
    /// <param name="name">The command's name.</param>
    /// <returns>The answer; null if there is none, or it is damaged.</returns>
    public static SmokeOutput? Read(string text, string name)
    {
        string[] lines = text.Split('\n', StringSplitOptions.TrimEntries);
        int at = Array.FindLastIndex(
            lines,
            line => line.StartsWith($"jumpbox-smoke {name} ", StringComparison.Ordinal)
        );
        if (
            at < 0
            || lines[at].Split(' ') is not [_, _, var code, var printed, var packed, var sum, var cut]
            || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int exit)
            || !long.TryParse(printed, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
            || !int.TryParse(packed, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || !long.TryParse(cut, NumberStyles.None, CultureInfo.InvariantCulture, out long left)
            || length > MostPackedBytes
        )
        {
            return null;
        }
        ReadOnlyMemory<byte> inline = at + 1 < lines.Length ? Part(lines[at + 1]) ?? default : default;
        return new(name, exit, bytes, length, sum, left, inline.Length == length ? inline : default);
    }

    /// <summary>Reads the answer of <c>slice.sh</c>; null if it is damaged.</summary>
    /// <param name="text">What Run Command reports.</param>
    public static ReadOnlyMemory<byte>? Part(string text)
    {
        // The last line: what became_root says is before it.
        string line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault("");
        byte[] bytes = new byte[line.Length];
        // Without its type, null would be an empty part: an array converts to memory.
        return Convert.TryFromBase64String(line, bytes, out int length)
            ? (ReadOnlyMemory<byte>?)bytes.AsMemory(0, length)
            : null;
    }

    /// <summary>Unpacks the whole output and proves that no part is missing or changed.</summary>
    /// <param name="packed">The packed output, all of its parts.</param>
    /// <returns>The text, neutralised; null if it is not what the script printed.</returns>
    public string? Unpack(ReadOnlyMemory<byte> packed)
    {
        if (packed.Length != PackedBytes || Convert.ToHexStringLower(SHA256.HashData(packed.Span)) != Sha256)
        {
            return null;
        }
        try
        {
            using MemoryStream source = new(packed.ToArray());
            using GZipStream gzip = new(source, CompressionMode.Decompress);
            // A bomb ends here: run.sh keeps so much and one line that says what it left out.
            byte[] text = new byte[SmokePlan.MostOutputBytes + 200];
            int length = gzip.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return gzip.ReadByte() >= 0
                ? null
                : PlainText.Lines(Redaction.Scrub(Encoding.UTF8.GetString(text, 0, length)));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

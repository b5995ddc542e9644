using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Jumpbox.Reproducing;

/// <summary>Reads what <c>find</c> and <c>sha256sum</c> say about a root file system. Pure.</summary>
public static partial class TreeListing
{
    /// <summary>The format for <c>find -printf</c>: seven fields and the path, each ended by NUL.</summary>
    public const string Format = @"%y\0%m\0%U:%G\0%s\0%T@\0%l\0%p\0";

    private const int Fields = 7;

    // SHA-256 in hexadecimal, then two characters, then the name. Source: coreutils manual, "md5sum invocation", --zero.
    private const int NameAt = 66;

    /// <summary>Reads the tree.</summary>
    /// <param name="listing">The output of <c>find</c> with <see cref="Format"/>.</param>
    /// <param name="hashes">The output of <c>sha256sum --zero</c> for its files.</param>
    /// <param name="mounts">
    /// The sandbox's <c>/proc/self/mountinfo</c>: what is mounted is the sandbox's own and not the image's.
    /// </param>
    /// <exception cref="FormatException">The listing is cut off or is none.</exception>
    public static RootTree Read(ReadOnlySpan<byte> listing, ReadOnlySpan<byte> hashes, string mounts)
    {
        HashSet<string> mounted = [.. MountPoints(mounts)];
        Dictionary<string, string> sums = new(StringComparer.Ordinal);
        foreach (string line in Parts(hashes))
        {
            if (line.Length > NameAt)
            {
                sums[line[NameAt..]] = line[..64];
            }
        }
        List<string> fields = Parts(listing);
        if (fields.Count % Fields != 0)
        {
            throw new FormatException($"the listing ends within an entry, after {fields.Count} fields");
        }
        SortedDictionary<string, TreeEntry> entries = new(StringComparer.Ordinal);
        List<string> notSeen = [];
        for (int at = 0; at < fields.Count; at += Fields)
        {
            string path = fields[at + 6];
            if (mounted.Contains(path) && path != "/")
            {
                continue;
            }
            string kind = fields[at];
            entries[path] = new TreeEntry(
                path,
                kind,
                fields[at + 1],
                fields[at + 2],
                kind == "f" ? Number(fields[at + 3]) : 0,
                Number(fields[at + 4].Split('.')[0]),
                fields[at + 5],
                sums.GetValueOrDefault(path)
            );
        }
        if (entries.Count == 0)
        {
            notSeen.Add("the root file system: its listing is empty");
        }
        return new RootTree([.. entries.Values], notSeen);
    }

    /// <summary>The places at which something is mounted. Source: proc(5), <c>/proc/[pid]/mountinfo</c>.</summary>
    /// <param name="mounts">The file's text.</param>
    public static IEnumerable<string> MountPoints(string mounts)
    {
        ArgumentNullException.ThrowIfNull(mounts);
        return mounts
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Where(field => field.Length > 4)
            .Select(field =>
                Octal().Replace(field[4], match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString())
            );
    }

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new FormatException($"'{text}' is no number of the listing");

    private static List<string> Parts(ReadOnlySpan<byte> bytes)
    {
        List<string> parts = [];
        while (bytes.IndexOf((byte)0) is >= 0 and int end)
        {
            parts.Add(Text(bytes[..end]));
            bytes = bytes[(end + 1)..];
        }
        return bytes.IsEmpty ? parts : throw new FormatException("the listing is cut off");
    }

    // Two names that differ in bytes differ in text.
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }
        StringBuilder text = new();
        foreach (byte one in bytes)
        {
            _ = one is >= 0x20 and < 0x7f and not (byte)'\\'
                ? text.Append((char)one)
                : text.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
        }
        return text.ToString();
    }
}

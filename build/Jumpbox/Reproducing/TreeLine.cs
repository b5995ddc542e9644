using System.Globalization;
using System.Text.RegularExpressions;

namespace Jumpbox.Reproducing;

/// <summary>The line of a log that says which tree a rehearsed build ended with. Pure.</summary>
public static partial class TreeLine
{
    private const string Beginning = "rehearsal: tree ";

    /// <summary>Formats the line: the digest, or why it is unknown.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="epoch">Seconds since 1970.</param>
    public static string Of(RootTree tree, long epoch)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return TreeDigest.Of(tree, epoch) is string digest
            ? string.Create(CultureInfo.InvariantCulture, $"{Beginning}{digest}, times up to {epoch}")
            : $"{Beginning}unknown: {tree.Unknown[0]}";
    }

    /// <summary>Whether a line is such a one.</summary>
    /// <param name="line">The line without the service's prefixes.</param>
    public static bool IsOne(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.StartsWith(Beginning, StringComparison.Ordinal);
    }

    /// <summary>Reads the digest from the line; null if it is unknown.</summary>
    /// <param name="line">The line without the service's prefixes.</param>
    public static string? DigestOf(string line) =>
        Known().Match(line) is { Success: true } known ? known.Groups["digest"].Value : null;

    [GeneratedRegex(@"\Arehearsal: tree (?<digest>sha256:[0-9a-f]{64}), times up to -?[0-9]+\z")]
    private static partial Regex Known();
}

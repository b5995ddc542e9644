using System.Globalization;

namespace Jumpbox.Reproducing;

/// <summary>Compares two root file systems that the same steps created. Pure.</summary>
public static class TreeComparison
{
    private const string None = "none";

    /// <summary>
    /// Returns every difference, by path: what is in one only, and each property that differs. An unread file is unknown, never
    /// equal.
    /// </summary>
    /// <param name="first">The first tree.</param>
    /// <param name="second">The second tree.</param>
    /// <param name="epoch">Later modifications count as this one: seconds since 1970.</param>
    public static IReadOnlyList<TreeDifference> Differences(RootTree first, RootTree second, long epoch)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        Dictionary<string, TreeEntry> ones = first.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        Dictionary<string, TreeEntry> others = second.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        return
        [
            .. first.NotSeen.Select(reason => new TreeDifference(reason, "unknown", "not seen", "")),
            .. second.NotSeen.Select(reason => new TreeDifference(reason, "unknown", "", "not seen")),
            .. ones
                .Keys.Union(others.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .SelectMany(path => Between(path, ones.GetValueOrDefault(path), others.GetValueOrDefault(path), epoch))
                .Select(difference => difference with { AllowedBecause = AllowedDifference.Reason(difference) }),
        ];
    }

    private static IEnumerable<TreeDifference> Between(string path, TreeEntry? one, TreeEntry? other, long epoch)
    {
        if (one is null || other is null)
        {
            return [new(path, "missing", one is null ? None : Word(one), other is null ? None : Word(other))];
        }
        if (one.Kind != other.Kind)
        {
            return [new(path, "type", Word(one), Word(other))];
        }
        return Properties(one, other, epoch)
            .Where(property => property.One != property.Other || property.Kind == "unknown")
            .Select(property => new TreeDifference(path, property.Kind, property.One, property.Other));
    }

    private static IEnumerable<(string Kind, string One, string Other)> Properties(
        TreeEntry one,
        TreeEntry other,
        long epoch
    ) =>
        [
            one.IsUnread || other.IsUnread
                ? ("unknown", one.IsUnread ? "not read" : "read", other.IsUnread ? "not read" : "read")
                : ("content", Content(one), Content(other)),
            ("target", one.Target, other.Target),
            ("mode", one.Mode, other.Mode),
            ("owner", one.Owner, other.Owner),
            ("time", Time(one, epoch), Time(other, epoch)),
        ];

    private static string Content(TreeEntry entry) =>
        entry.Sha256 is null ? "" : $"{entry.Size.ToString(CultureInfo.InvariantCulture)} bytes, {entry.Sha256[..16]}";

    private static string Time(TreeEntry entry, long epoch) =>
        DateTimeOffset
            .FromUnixTimeSeconds(entry.ModifiedBy(epoch))
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Word(TreeEntry entry) =>
        entry.Kind switch
        {
            "f" => "file",
            "d" => "folder",
            "l" => "link",
            "p" => "pipe",
            "s" => "socket",
            _ => "device",
        };
}

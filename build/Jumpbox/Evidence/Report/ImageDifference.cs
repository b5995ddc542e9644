using System.Globalization;
using System.Text.Json;

namespace Jumpbox.Evidence.Report;

/// <summary>Compares an image with the previous one. Pure.</summary>
internal static class ImageDifference
{
    /// <summary>Compares two images.</summary>
    /// <param name="older">The older one.</param>
    /// <param name="newer">The newer one.</param>
    public static IReadOnlyList<ReportRow> Between(RememberedImage older, RememberedImage newer)
    {
        (ImageRecord before, ImageRecord after) = (older.Record, newer.Record);
        List<ReportRow> rows = [];
        void Fact(string name, string old, string current)
        {
            if (old != current)
            {
                rows.Add(new ReportRow(name, "changed", $"{old} → {current}", ""));
            }
        }
        Fact("base image", before.BaseImage.ToString(), after.BaseImage.ToString());
        Fact("commit", before.Commit, after.Commit);
        Fact("region", before.Location, after.Location);
        Fact("build time", Minutes(before), Minutes(after));
        rows.AddRange(
            Compare(
                "tool",
                before.Tools.ToDictionary(tool => tool.Name, tool => tool.Version),
                after.Tools.ToDictionary(tool => tool.Name, tool => tool.Version)
            )
        );
        if (older.Settings is { } settings && newer.Settings is { } now)
        {
            rows.AddRange(Compare("setting", settings, now));
        }
        if (older.Bill is { } billBefore && newer.Bill is { } billAfter)
        {
            HashSet<string> tools = [.. before.Tools.Concat(after.Tools).Select(tool => tool.Name)];
            rows.AddRange(Compare("package", Packages(billBefore, tools), Packages(billAfter, tools)));
        }
        return rows;
    }

    private static IEnumerable<ReportRow> Compare(
        string what,
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after
    ) =>
        before
            .Keys.Union(after.Keys)
            .Order(StringComparer.Ordinal)
            .Select(name => (name, old: before.GetValueOrDefault(name), now: after.GetValueOrDefault(name)))
            .Where(pair => pair.old != pair.now)
            .Select(pair => new ReportRow(
                $"{what} {pair.name}",
                pair.old is null ? "added"
                    : pair.now is null ? "removed"
                    : "changed",
                pair.old is null ? pair.now!
                    : pair.now is null ? pair.old
                    : $"{pair.old} → {pair.now}",
                ""
            ));

    // A package may be installed for more than one architecture.
    private static Dictionary<string, string> Packages(string bill, HashSet<string> tools)
    {
        using JsonDocument document = JsonDocument.Parse(bill);
        return document
            .RootElement.GetProperty("packages")
            .EnumerateArray()
            .Where(package =>
                package.TryGetProperty("primaryPackagePurpose", out JsonElement purpose)
                && purpose.GetString() == "LIBRARY"
            )
            .Select(package => (Name: package.GetProperty("name").GetString()!, package))
            .Where(pair => !tools.Contains(pair.Name))
            .GroupBy(pair => pair.Name)
            .ToDictionary(
                group => group.Key,
                group =>
                    string.Join(
                        ", ",
                        group.Select(pair => pair.package.GetProperty("versionInfo").GetString()).Distinct()
                    )
            );
    }

    private static string Minutes(ImageRecord record) =>
        string.Create(CultureInfo.InvariantCulture, $"{(record.Finished - record.Started).TotalMinutes:F1} min");
}

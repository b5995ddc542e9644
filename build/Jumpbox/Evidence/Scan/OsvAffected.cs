using System.Text.Json;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>One package that an OSV record affects.</summary>
/// <param name="Ecosystem">The ecosystem, such as <c>Ubuntu:24.04:LTS</c> or <c>Go</c>.</param>
/// <param name="Name">The package; in Ubuntu's records the source package.</param>
/// <param name="Ranges">The ranges of versions.</param>
/// <param name="Versions">Single versions.</param>
/// <param name="Severity">The severity that the record states for this package.</param>
internal sealed record OsvAffected(
    string Ecosystem,
    string Name,
    IReadOnlyList<OsvRange> Ranges,
    IReadOnlyList<string> Versions,
    Severity Severity
)
{
    /// <summary>Whether there is a fix. Where a range ends with the last affected version, the next one may not be published.</summary>
    public FixState Fix =>
        Fixes.Any() ? FixState.Fixed
        : Ranges.Count > 0 && !Ranges.Any(range => range.Events.Any(one => one.Kind == "last_affected"))
            ? FixState.NotFixed
        : FixState.Unknown;

    /// <summary>The versions with a fix.</summary>
    public IEnumerable<string> Fixes =>
        Ranges
            .SelectMany(range => range.Events)
            .Where(one => one.Kind == "fixed")
            .Select(one => one.Version)
            .Distinct();

    /// <summary>Reads one item of <c>affected</c>.</summary>
    public static OsvAffected Read(JsonElement affected) =>
        new(
            affected.Text("package", "ecosystem"),
            affected.Text("package", "name"),
            OsvRange.Read(affected),
            affected.Texts("versions"),
            SeverityReading.OfWord(affected.Text("ecosystem_specific", "ubuntu_priority"))
                is var word
                    and not Severity.Unknown
                ? word
                : OsvAdvisory.PriorityIn(affected)
        );

    /// <summary>Whether a version is affected; null if its place in a range is unknown.</summary>
    /// <param name="version">The version.</param>
    /// <param name="compare">The ecosystem's order.</param>
    public bool? Affects(string version, Func<string, string, int?> compare)
    {
        bool?[] answers = [.. Ranges.Select(range => range.Has(version, compare))];
        return Versions.Contains(version) || answers.Contains(true) ? true
            // A record of commits only, or of nothing, says nothing of a version, and none does of what is no version.
            : answers.Contains(null) || Ranges.Count + Versions.Count == 0 || compare(version, version) is null ? null
            : Versions.Any(one => compare(one, version) == 0);
    }
}

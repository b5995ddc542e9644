using System.Text.Json;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// An OSV record, as far as it decides. Sources: OSV schema 1.7; canonical/ubuntu-security-notices, where the priority is in
/// <c>ecosystem_specific</c> up to schema 1.6.3 and a severity of type <c>Ubuntu</c> from 1.7 on.
/// </summary>
/// <param name="Id">The record's id.</param>
internal sealed record OsvAdvisory(string Id)
{
    private const string Ubuntu = "UBUNTU-";

    /// <summary>The vulnerabilities that it is about: a CVE, the CVEs of a notice, or its own id.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>All ids that it states, its own first.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>The severity for all its packages; unknown if it states none.</summary>
    public required Severity Severity { get; init; }

    /// <summary>When it was published; null if it does not say.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Since when it is withdrawn; null if it is not, or the time cannot be read.</summary>
    public DateTimeOffset? Withdrawn { get; init; }

    /// <summary>The packages.</summary>
    public required IReadOnlyList<OsvAffected> Affected { get; init; }

    /// <summary>Whether records of a schema can be read; one that states none is of the first.</summary>
    /// <param name="schema">The version of the schema; may be empty.</param>
    public static bool IsKnown(string schema) =>
        schema.Length == 0 || schema.StartsWith("1.", StringComparison.Ordinal);

    /// <summary>Reads a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="isWanted">Whether a package of an ecosystem matters, by their names; the others are not read. Null for all.</param>
    public static OsvAdvisory Read(JsonElement record, Func<string, string, bool>? isWanted = null)
    {
        string id = record.Text("id");
        // What is only related is another vulnerability, except in Ubuntu's records up to schema 1.6.3.
        string[] ids =
        [
            .. new[] { id }
                .Concat(record.Texts("aliases"))
                .Concat(record.Texts("upstream"))
                .Concat(record.Texts("related").Where(other => OneName.IsNotice(id) || Ubuntu + other == id))
                .Distinct(),
        ];
        OsvAffected[] affected =
        [
            .. record
                .Items("affected")
                .Where(one =>
                    isWanted?.Invoke(one.Text("package", "ecosystem"), one.Text("package", "name")) is not false
                )
                .Select(OsvAffected.Read),
        ];
        Severity whole = PriorityIn(record);
        return new OsvAdvisory(id)
        {
            Ids = ids,
            Names = NamesOf(id, ids),
            Severity =
                whole != Severity.Unknown
                    ? whole
                    : affected
                        .Select(one => one.Severity)
                        .Append(SeverityReading.OfWord(record.Text("database_specific", "severity")))
                        .Append(CvssIn(record))
                        .Max(),
            Published = JsonText.Time(record.Text("published")),
            Withdrawn = JsonText.Time(record.Text("withdrawn")),
            Affected = affected,
        };
    }

    /// <summary>Whether there is a fix for one package; unknown if the record does not name it.</summary>
    public FixState FixOf(string ecosystem, string name) =>
        Affected
            .Where(one => one.Ecosystem == ecosystem && one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(one => one.Fix)
            .DefaultIfEmpty(FixState.Unknown)
            .Max();

    /// <summary>The fixes for one package.</summary>
    public IEnumerable<string> FixesOf(string ecosystem, string name) =>
        Affected
            .Where(one => one.Ecosystem == ecosystem && one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(one => one.Fixes)
            .Distinct();

    /// <summary>The other ids of one of its vulnerabilities.</summary>
    public string[] OtherNames(string name) => Names.Count > 1 ? [Id] : [.. Ids.Where(id => id != name)];

    /// <summary>The priority of Ubuntu's security team in a list of severities.</summary>
    internal static Severity PriorityIn(JsonElement element) =>
        element
            .Items("severity")
            .Where(one => one.Text("type") == "Ubuntu")
            .Select(one => SeverityReading.OfWord(one.Text("score")))
            .DefaultIfEmpty(Severity.Unknown)
            .Max();

    // GitHub's word is that of CVSS except for one. Source: github/advisory-database, README.
    private static Severity CvssIn(JsonElement element) =>
        element
            .Items("severity")
            .Where(one => one.Text("type") == "CVSS_V3")
            .Select(one => SeverityReading.OfScore(CvssScore.Of(one.Text("score"))))
            .DefaultIfEmpty(Severity.Unknown)
            .Max();

    private static string[] NamesOf(string id, string[] ids)
    {
        string[] cves =
        [
            .. ids.Select(one => one.StartsWith(Ubuntu, StringComparison.Ordinal) ? one[Ubuntu.Length..] : one)
                .Where(one => one.StartsWith("CVE-", StringComparison.Ordinal))
                .Distinct(),
        ];
        return id.StartsWith(Ubuntu + "CVE-", StringComparison.Ordinal) ? [id[Ubuntu.Length..]]
            : OneName.IsNotice(id) && cves.Length > 0 ? cves
            : cves.Length == 1 ? cves
            : [id];
    }
}

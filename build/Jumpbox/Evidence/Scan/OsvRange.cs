using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// A range of an OSV record: the events that turn a vulnerability on and off along the versions. Source: OSV schema, "Evaluation".
/// </summary>
/// <param name="Events">Kind and version, in the record's order.</param>
internal sealed record OsvRange(IReadOnlyList<OsvEvent> Events)
{
    /// <summary>Reads the ranges of an affected package; those of Git need commits and are left out.</summary>
    public static IReadOnlyList<OsvRange> Read(JsonElement affected) =>
        [
            .. affected
                .Items("ranges")
                .Where(range => range.Text("type") is "ECOSYSTEM" or "SEMVER")
                .Select(range => new OsvRange([
                    .. range
                        .Items("events")
                        .Where(one => one.ValueKind == JsonValueKind.Object)
                        .SelectMany(one => one.EnumerateObject())
                        .Select(one => new OsvEvent(one.Name, one.Value.ToString())),
                ])),
        ];

    /// <summary>Whether a version is in the range.</summary>
    /// <param name="version">The version.</param>
    /// <param name="compare">The ecosystem's order; null for versions that have none.</param>
    /// <returns>Yes or no; null if a version cannot be compared.</returns>
    public bool? Has(string version, Func<string, string, int?> compare)
    {
        if (Events.All(one => one.Kind != "introduced"))
        {
            return null;
        }
        bool isIn = false;
        foreach (OsvEvent one in Sorted(compare))
        {
            int? order = one.Version == "0" ? 1 : compare(version, one.Version);
            switch (one.Kind)
            {
                case "introduced" or "fixed" or "last_affected" when order is null:
                    return null;
                case "introduced" when order >= 0:
                    isIn = true;
                    break;
                case "fixed" when order >= 0:
                case "last_affected" when order > 0:
                    isIn = false;
                    break;
            }
        }
        return isIn;
    }

    private IEnumerable<OsvEvent> Sorted(Func<string, string, int?> compare) =>
        Events.Order(
            Comparer<OsvEvent>.Create(
                (left, right) =>
                    left.Version == right.Version ? 0
                    : left.Version == "0" ? -1
                    : right.Version == "0" ? 1
                    : compare(left.Version, right.Version) ?? 0
            )
        );
}

/// <summary>One event of a range.</summary>
/// <param name="Kind"><c>introduced</c>, <c>fixed</c>, <c>last_affected</c> or <c>limit</c>.</param>
/// <param name="Version">The version; <c>0</c> is before all others.</param>
internal sealed record OsvEvent(string Kind, string Version);

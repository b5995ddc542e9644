using System.Text;
using System.Text.Json;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// Matches the components of an image with OSV records, one record after the other: each in the order of its ecosystem's versions.
/// What it cannot look up, it counts.
/// </summary>
internal sealed class AdvisoryMatcher
{
    private readonly EcosystemRecords[] _lanes;
    private readonly ILookup<string, (EcosystemRecords Lane, BilledComponent Component)> _byName;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names;
    private readonly List<(DateTimeOffset? Withdrawn, ReportedMatch Match)> _matches = [];
    private readonly SortedSet<string> _unordered = new(StringComparer.Ordinal);

    /// <summary>Prepares the components of an image.</summary>
    /// <param name="inventory">The image's bill.</param>
    public AdvisoryMatcher(ImageInventory inventory)
    {
        _lanes = [.. Ecosystem.All.Select(one => new EcosystemRecords(one, one.Name(inventory.Release)))];
        _byName = _lanes
            .SelectMany(lane =>
                inventory
                    .Components.Where(lane.Ecosystem.Has)
                    .SelectMany(one =>
                        lane.Ecosystem.Names(one)
                            .Distinct(StringComparer.OrdinalIgnoreCase)
                            .Select(name => (name, lane, one))
                    )
            )
            .ToLookup(item => item.name, item => (item.lane, item.one), StringComparer.OrdinalIgnoreCase);
        HashSet<string> names = _byName.Select(group => group.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _names = names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many records were read.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// How recent the data is: of the ecosystems that the image has, the one whose newest record is the oldest. Null if one states
    /// no day.
    /// </summary>
    public DateTimeOffset? Newest
    {
        get
        {
            EcosystemRecords[] read = [.. _lanes.Where(lane => lane.IsRead)];
            EcosystemRecords[] needed =
            [
                .. _byName.SelectMany(group => group).Select(one => one.Lane).Distinct().Intersect(read),
            ];
            DateTimeOffset?[] days = [.. (needed.Length > 0 ? needed : read).Select(lane => lane.Day)];
            return days.Contains(null) ? null : days.Min();
        }
    }

    /// <summary>What was found, as a report.</summary>
    /// <param name="now">The time, from which on a record may be withdrawn.</param>
    public ScannerReport Report(DateTimeOffset now) =>
        new(ScannerKind.Advisories, "aks-jumpbox", "")
        {
            DatabaseAt = Newest,
            Matches = [.. _matches.Where(one => one.Withdrawn is null || one.Withdrawn > now).Select(one => one.Match)],
        };

    /// <summary>Whether it looked a component up.</summary>
    public bool LookedUp(BilledComponent component) =>
        !_unordered.Contains(component.Purl)
        && component.Url.Version.Length > 0
        && _lanes.Any(lane => lane.Has && lane.Ecosystem.Has(component));

    /// <summary>Takes a record. Those about nothing in the image, nearly all, are recognised without parsing them.</summary>
    /// <param name="record">The record as UTF-8.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="isOfExport">Whether it is of an export that is complete.</param>
    /// <exception cref="EvidenceException">It is not an OSV record, or of a newer schema.</exception>
    public void Take(ReadOnlyMemory<byte> record, string source, bool isOfExport)
    {
        ReadOnlySpan<byte> text = record.Span;
        if (!AdvisoryText.IsRecord(text, out ReadOnlySpan<byte> modified))
        {
            throw new EvidenceException(
                $"'{source}' is not an OSV record in UTF-8: it is cut off, or has no id or no modified. Download the advisories again."
            );
        }
        DemandSchema(record, source);
        Count++;
        ReadOnlySpan<byte> ecosystem = AdvisoryText.Value(text, "\"ecosystem\""u8);
        foreach (EcosystemRecords lane in _lanes)
        {
            if (lane.IsOf(ecosystem))
            {
                lane.Take(text, modified, isOfExport);
            }
        }
        if (!AdvisoryText.Names(text, _names))
        {
            return;
        }
        Parse(record, source, root => Match(OsvAdvisory.Read(root, IsWanted)));
    }

    private static void Parse(ReadOnlyMemory<byte> record, string source, Action<JsonElement> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(record);
            read(document.RootElement);
        }
        // A text that is not UTF-8 is noticed only when it is read, as an invalid operation.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new EvidenceException(
                $"'{source}' is not an OSV record: {broken.Message} Download the advisories again.",
                broken
            );
        }
    }

    private void Match(OsvAdvisory advisory)
    {
        foreach (OsvAffected affected in advisory.Affected)
        {
            foreach ((EcosystemRecords lane, BilledComponent component) in _byName[affected.Name])
            {
                if (lane.Name != affected.Ecosystem)
                {
                    continue;
                }
                string version = lane.Ecosystem.Version(component);
                bool? hit = affected.Affects(version, lane.Ecosystem.Compare);
                if (hit is null)
                {
                    _ = _unordered.Add(component.Purl);
                }
                else if (hit == true)
                {
                    _matches.AddRange(
                        Found(advisory, affected, component, version, lane.Ecosystem.Compare)
                            .Select(match => (advisory.Withdrawn, match))
                    );
                }
            }
        }
    }

    private static IEnumerable<ReportedMatch> Found(
        OsvAdvisory advisory,
        OsvAffected affected,
        BilledComponent component,
        string version,
        Func<string, string, int?> compare
    )
    {
        // A fix of an earlier branch is none for this version.
        string[] fixes = [.. affected.Fixes.Where(fix => compare(fix, version) is not <= 0)];
        FixState state =
            fixes.Length > 0 ? FixState.Fixed
            : affected.Fix == FixState.Fixed ? FixState.NotFixed
            : affected.Fix;
        return advisory.Names.Select(id => new ReportedMatch(
            id,
            component.Purl,
            component.Name,
            component.Version,
            affected.Severity != Severity.Unknown ? affected.Severity : advisory.Severity,
            state
        )
        {
            Aliases = advisory.OtherNames(id),
            FixedIn = fixes,
            Published = advisory.Published,
        });
    }

    private bool IsWanted(string ecosystem, string name) =>
        _lanes.Any(lane => lane.Name == ecosystem) && _byName.Contains(name);

    // Of a newer schema nobody knows what its members mean.
    private static void DemandSchema(ReadOnlyMemory<byte> record, string source)
    {
        if (OsvAdvisory.IsKnown(Encoding.UTF8.GetString(AdvisoryText.Value(record.Span, "\"schema_version\""u8))))
        {
            return;
        }
        string schema = "";
        Parse(record, source, root => schema = root.Text("schema_version"));
        if (!OsvAdvisory.IsKnown(schema))
        {
            throw new EvidenceException(
                $"'{source}' is of the OSV schema {PlainText.Line(schema)}, but this program knows 1. Use a newer version of this program."
            );
        }
    }
}

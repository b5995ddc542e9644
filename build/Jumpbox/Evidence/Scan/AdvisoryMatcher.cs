using System.Text;
using System.Text.Json;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// Matches the components of an image with OSV records of Ubuntu and Go, one record after the other: source packages in dpkg's
/// order, modules in that of semantic versions. What it cannot look up, it counts.
/// </summary>
internal sealed class AdvisoryMatcher
{
    private readonly ILookup<string, BilledComponent> _byName;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names;
    private readonly string _ubuntu;
    private readonly byte[] _ubuntuMark;
    private readonly List<ReportedMatch> _matches = [];
    private readonly SortedSet<string> _unordered = new(StringComparer.Ordinal);
    private bool _hasUbuntu;
    private bool _hasGo;
    private byte[] _newest = [];

    /// <summary>Prepares the components of an image.</summary>
    /// <param name="inventory">The image's bill.</param>
    public AdvisoryMatcher(ImageInventory inventory)
    {
        // Trailing LTS is part of the name of every release that this pipeline accepts.
        _ubuntu = $"Ubuntu:{inventory.Release}:LTS";
        _ubuntuMark = Encoding.UTF8.GetBytes($"\"{_ubuntu}\"");
        _byName = inventory
            .Components.Where(one => one.IsUbuntu || one.Url.Type == "golang")
            .ToLookup(one => one.IsUbuntu ? one.SourceName : one.Url.FullName, StringComparer.OrdinalIgnoreCase);
        HashSet<string> names = _byName.Select(group => group.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _names = names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many records were read.</summary>
    public int Count { get; private set; }

    /// <summary>When the newest record was modified; null before the first.</summary>
    public DateTimeOffset? Newest => JsonText.Time(Encoding.UTF8.GetString(_newest));

    /// <summary>What was found, as a report.</summary>
    public ScannerReport Report() =>
        new(ScannerKind.Advisories, "aks-jumpbox", "") { DatabaseAt = Newest, Matches = _matches };

    /// <summary>Whether it looked a component up.</summary>
    public bool LookedUp(BilledComponent component) =>
        !_unordered.Contains(component.Purl)
        && (component.IsUbuntu ? _hasUbuntu : component.Url.Type == "golang" && _hasGo);

    /// <summary>Takes a record. Those about nothing in the image, nearly all, are recognised without parsing them.</summary>
    /// <param name="record">The record as UTF-8.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <exception cref="EvidenceException">It is not an OSV record.</exception>
    public void Take(ReadOnlyMemory<byte> record, string source)
    {
        Count++;
        ReadOnlySpan<byte> text = record.Span;
        _hasUbuntu = _hasUbuntu || text.IndexOf(_ubuntuMark) >= 0;
        _hasGo = _hasGo || Value(text, "\"ecosystem\""u8).SequenceEqual("Go"u8);
        // Times in UTC sort as text, which costs no parsing. Source: OSV schema, "modified".
        ReadOnlySpan<byte> modified = Value(text, "\"modified\""u8);
        if (modified.SequenceCompareTo(_newest) > 0)
        {
            _newest = modified.ToArray();
        }
        if (!MayMatch(text))
        {
            return;
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(record);
            OsvAdvisory advisory = OsvAdvisory.Read(document.RootElement, IsWanted);
            if (!advisory.IsWithdrawn)
            {
                Match(advisory);
            }
        }
        catch (JsonException broken)
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
            foreach (BilledComponent component in _byName[affected.Name].Where(one => IsIn(one, affected.Ecosystem)))
            {
                bool? hit = component.IsUbuntu
                    ? affected.Affects(component.SourceVersion, (left, right) => DpkgVersion.Compare(left, right))
                    : affected.Affects(component.Url.Version.TrimStart('v'), GoVersion.Compare);
                if (hit is null)
                {
                    _ = _unordered.Add(component.Purl);
                }
                else if (hit == true)
                {
                    _matches.AddRange(Found(advisory, affected, component));
                }
            }
        }
    }

    private static IEnumerable<ReportedMatch> Found(
        OsvAdvisory advisory,
        OsvAffected affected,
        BilledComponent component
    )
    {
        string[] fixes = [.. affected.Fixes];
        return advisory.Names.Select(id => new ReportedMatch(
            id,
            component.Purl,
            component.Name,
            component.Version,
            affected.Severity != Severity.Unknown ? affected.Severity : advisory.Severity,
            fixes.Length > 0 ? FixState.Fixed : FixState.NotFixed
        )
        {
            Aliases = advisory.OtherNames(id),
            FixedIn = fixes,
            Published = advisory.Published,
        });
    }

    private bool IsWanted(string ecosystem, string name) =>
        (ecosystem == _ubuntu || ecosystem == "Go") && _byName.Contains(name);

    private bool IsIn(BilledComponent component, string ecosystem) =>
        component.IsUbuntu ? ecosystem == _ubuntu : ecosystem == "Go";

    // Looks for the names of the image among those after "name", and lets a record with escapes in one be parsed.
    private bool MayMatch(ReadOnlySpan<byte> text)
    {
        Span<char> name = stackalloc char[256];
        while (true)
        {
            int at = text.IndexOf("\"name\""u8);
            if (at < 0)
            {
                return false;
            }
            text = text[at..];
            ReadOnlySpan<byte> value = Value(text, "\"name\""u8);
            if (
                value.Length > name.Length
                || value.Contains((byte)'\\')
                || _names.Contains(name[..Encoding.UTF8.GetChars(value, name)])
            )
            {
                return true;
            }
            text = text[6..];
        }
    }

    // The text after a member's name.
    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, ReadOnlySpan<byte> member)
    {
        int at = text.IndexOf(member);
        if (at < 0)
        {
            return default;
        }
        ReadOnlySpan<byte> rest = text[(at + member.Length)..].TrimStart(" \t\r\n:"u8);
        int end = rest.Length > 0 && rest[0] == '"' ? rest[1..].IndexOf((byte)'"') : -1;
        return end < 0 ? default : rest[1..(end + 1)];
    }
}

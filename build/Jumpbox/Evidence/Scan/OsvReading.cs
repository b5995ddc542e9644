using System.Text.Json;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// Reads the JSON of osv-scanner: whole OSV records below each package, and groups of them with the highest CVSS score. Source:
/// google/osv-scanner, pkg/models/results.go. The form has no number; each record states that of OSV, which must be 1.
/// </summary>
internal sealed class OsvReading : IScannerReading
{
    private const string Source = "results[].source";
    private const string Package = "results[].packages[]";
    private readonly List<ReportedMatch> _matches = [];
    private readonly HashSet<string> _newer = new(StringComparer.Ordinal);
    private readonly List<OsvAdvisory> _records = [];
    private readonly SortedSet<string> _systems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Severity> _scores = new(StringComparer.Ordinal);
    private string _name = "";
    private string _version = "";
    private string _ecosystem = "";
    private bool _byName;
    private bool _hasSource;

    public IReadOnlyList<string> Paths { get; } =
    [Source, $"{Package}.package", $"{Package}.vulnerabilities[]", $"{Package}.groups[]", $"{Package}/"];

    // Other programs have results too. It writes its configuration always, and of each result where it is from.
    public bool Accepts(IReadOnlySet<string> members) =>
        members.Contains("results") && (members.Contains("experimental_config") || _hasSource);

    public void Take(string path, JsonElement value)
    {
        if (path == Source)
        {
            _hasSource |= value.Text("path").Length > 0 && value.Text("type").Length > 0;
            _byName |= !value.Text("path").EndsWith(EvidenceFiles.SourceBill, StringComparison.Ordinal);
            return;
        }
        switch (path[Package.Length..])
        {
            case ".package":
                _name = value.Text("name");
                _version = value.Text("version");
                _ecosystem = value.Text("ecosystem");
                if (_ecosystem.StartsWith("Ubuntu", StringComparison.Ordinal))
                {
                    _systems.Add(SystemOf(_ecosystem));
                }
                break;
            case ".vulnerabilities[]":
                string schema = value.Text("schema_version");
                if (!OsvAdvisory.IsKnown(schema))
                {
                    _ = _newer.Add(schema);
                }
                _records.Add(OsvAdvisory.Read(value));
                break;
            case ".groups[]":
                foreach (string id in value.Texts("ids"))
                {
                    _scores[id] = SeverityReading.OfScore(value.Text("max_severity"));
                }
                break;
            case "/":
                _matches.AddRange(_records.SelectMany(Matches));
                _records.Clear();
                _scores.Clear();
                break;
        }
    }

    public ScannerReport Report()
    {
        ScannerReportReading.Demand(
            _newer.Count == 0,
            $"has records of the OSV schema {string.Join(", ", _newer)}, but this program knows 1"
        );
        return new ScannerReport(ScannerKind.Osv, "osv-scanner", "")
        {
            Matches = _matches,
            ByName = _byName || !_hasSource,
            OperatingSystem = _systems.Count > 0 ? string.Join(", ", _systems) : null,
        };
    }

    // The release whose advisories it looked up: without one it knows no release, and Pro's are others.
    private static string SystemOf(string ecosystem) =>
        ecosystem.Split(':') switch
        {
            ["Ubuntu", string release, .. [] or ["LTS"]] => $"ubuntu {release}",
            ["Ubuntu"] => "ubuntu of no release",
            _ => ecosystem,
        };

    // By the ecosystem, because another one may have a package of this name and version. Source: OSV schema, "Defined ecosystems".
    private string Purl() =>
        _ecosystem.Split(':')[0] switch
        {
            "Ubuntu" => $"pkg:deb/ubuntu/{Uri.EscapeDataString(_name)}@{Uri.EscapeDataString(_version)}?arch=source",
            "Go" =>
                $"pkg:golang/{string.Join('/', _name.Split('/').Select(Uri.EscapeDataString))}@{Uri.EscapeDataString(_version)}",
            "PyPI" => $"pkg:pypi/{Uri.EscapeDataString(_name)}@{Uri.EscapeDataString(_version)}",
            "crates.io" => $"pkg:cargo/{Uri.EscapeDataString(_name)}@{Uri.EscapeDataString(_version)}",
            // Of another ecosystem, so that nothing of the bill has this URL.
            _ =>
                $"pkg:osv/{Uri.EscapeDataString(_ecosystem.Length > 0 ? _ecosystem : "unknown")}/{Uri.EscapeDataString(_name)}@{Uri.EscapeDataString(_version)}",
        };

    private IEnumerable<ReportedMatch> Matches(OsvAdvisory record)
    {
        string[] versions = [.. record.FixesOf(_ecosystem, _name)];
        FixState fix = record.FixOf(_ecosystem, _name);
        return record.Names.Select(id => new ReportedMatch(
            id,
            Purl(),
            _name,
            _version,
            record.Severity != Severity.Unknown ? record.Severity : _scores.GetValueOrDefault(record.Id),
            fix
        )
        {
            Aliases = record.OtherNames(id),
            FixedIn = versions,
            Published = record.Published,
        });
    }
}

using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// Reads Grype's JSON. Source: anchore/grype, grype/presenter/models. The form has no number of its own; this is that of Grype 0.x.
/// </summary>
internal sealed class GrypeReading : IScannerReading
{
    // Of Ubuntu's packages, and of the modules of Go, Python and Rust.
    private static readonly string[] Providers = ["ubuntu", "github"];

    private readonly List<ReportedMatch> _matches = [];
    private int _ignored;
    private bool _hasMatches;
    private bool _lacksAdvisories;
    private string _name = "";
    private string _version = "";
    private string _system = "";
    private string _source = "";
    private DateTimeOffset? _writtenAt;
    private DateTimeOffset? _databaseAt;

    public IReadOnlyList<string> Paths { get; } =
    [
        "matches[]",
        "matches/",
        "ignoredMatches[]",
        "alertsByPackage[].alerts[]",
        "source.type",
        "distro",
        "descriptor.name",
        "descriptor.version",
        "descriptor.timestamp",
        "descriptor.db",
    ];

    public bool Accepts(IReadOnlySet<string> members) => members.Contains("matches") && members.Contains("descriptor");

    public void Take(string path, JsonElement value)
    {
        switch (path)
        {
            case "matches[]":
                _matches.Add(Match(value));
                break;
            case "matches/":
                _hasMatches = true;
                break;
            case "ignoredMatches[]":
                // A rule in the scanner's configuration is not an exception that the gate's settings have.
                _matches.Add(Match(value));
                _ignored++;
                break;
            case "alertsByPackage[].alerts[]":
                // distro-eol, distro-unknown, distro-disabled. Source: anchore/grype, grype/presenter/models/alert.go.
                _lacksAdvisories |= value.Text("type").StartsWith("distro-", StringComparison.Ordinal);
                break;
            case "source.type":
                _source = value.ToString();
                break;
            case "distro":
                _system = $"{value.Text("name")} {value.Text("version")}".Trim();
                break;
            case "descriptor.name":
                _name = value.ToString();
                break;
            case "descriptor.version":
                _version = value.ToString();
                break;
            case "descriptor.timestamp":
                _writtenAt = JsonText.Time(value.ToString());
                break;
            case "descriptor.db":
                _databaseAt = Day(value);
                break;
        }
    }

    public ScannerReport Report()
    {
        ScannerReportReading.Demand(
            _version.TrimStart('v').StartsWith("0.", StringComparison.Ordinal),
            $"is of {(_name.Length > 0 ? _name : "Grype")} {_version}, but this program knows the form of Grype 0"
        );
        if (_source is "purl" or "cpe")
        {
            throw new JsonException($"It is of Grype, of single components ({_source}) and not of a bill.");
        }
        if (!_hasMatches)
        {
            throw new JsonException("It is of Grype, but has no list of matches.");
        }
        return new ScannerReport(ScannerKind.Grype, _name, _version)
        {
            WrittenAt = _writtenAt,
            DatabaseAt = _databaseAt,
            OperatingSystem = _system,
            Matches = _matches,
            Ignored = _ignored,
            LacksAdvisories = _lacksAdvisories,
        };
    }

    // Of a database that was built today a provider's data may be older. Source: anchore/grype, cmd/grype/cli/commands/root.go (dbInfo).
    private static DateTimeOffset? Day(JsonElement database) =>
        (JsonText.Time(database.Text("built")) ?? JsonText.Time(database.Text("status", "built"))) is { } built
            ? Providers
                .Select(name => JsonText.Time(database.Text("providers", name, "captured")))
                .OfType<DateTimeOffset>()
                .Append(built)
                .Min()
            : null;

    private static ReportedMatch Match(JsonElement match)
    {
        JsonElement vulnerability = match.At("vulnerability");
        JsonElement artifact = match.At("artifact");
        return new ReportedMatch(
            vulnerability.Text("id"),
            artifact.Text("purl"),
            artifact.Text("name"),
            artifact.Text("version"),
            SeverityReading.OfWord(vulnerability.Text("severity")),
            vulnerability.Text("fix", "state") switch
            {
                _ when vulnerability.Texts("fix", "versions").Length > 0 => FixState.Fixed,
                "fixed" => FixState.Fixed,
                "not-fixed" => FixState.NotFixed,
                "wont-fix" => FixState.WontFix,
                _ => FixState.Unknown,
            }
        )
        {
            Aliases =
            [
                .. match.Items("relatedVulnerabilities").Select(one => one.Text("id")).Where(id => id.Length > 0),
            ],
            FixedIn = vulnerability.Texts("fix", "versions"),
            FixPublished = vulnerability
                .Items("fix", "available")
                .Select(one => JsonText.Time(one.Text("date")))
                .Where(date => date is not null)
                .Min(),
        };
    }
}

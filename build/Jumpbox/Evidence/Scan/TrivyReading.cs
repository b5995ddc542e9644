using System.Globalization;
using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>Reads Trivy's JSON. Source: aquasecurity/trivy, pkg/types/report.go and vulnerability.go, SchemaVersion 2.</summary>
internal sealed class TrivyReading : IScannerReading
{
    private const int KnownSchema = 2;
    private readonly List<ReportedMatch> _matches = [];
    private readonly List<string> _listed = [];
    private int _ignored;
    private string _schema = "";
    private string _version = "";
    private string _system = "";
    private bool _lacksAdvisories;
    private bool _isOfServer;
    private DateTimeOffset? _writtenAt;
    private DateTimeOffset? _databaseAt;

    public IReadOnlyList<string> Paths { get; } =
    [
        "SchemaVersion",
        "Trivy.Version",
        "Trivy.Server",
        "CreatedAt",
        "Metadata.OS",
        "Results[].Packages[]",
        "Results[].Vulnerabilities[]",
        "Results[].ExperimentalModifiedFindings[]",
    ];

    public bool Accepts(IReadOnlySet<string> members) => members.Contains("SchemaVersion");

    public void Take(string path, JsonElement value)
    {
        switch (path)
        {
            case "SchemaVersion":
                _schema = value.ToString();
                break;
            case "Trivy.Version":
                _version = value.ToString();
                break;
            case "Trivy.Server":
                _isOfServer = true;
                _databaseAt = JsonText.Time(value.Text("VulnerabilityDB", "UpdatedAt"));
                break;
            case "CreatedAt":
                _writtenAt = JsonText.Time(value.ToString());
                break;
            case "Metadata.OS":
                _system = $"{value.Text("Family")} {value.Text("Name")}".Trim();
                _lacksAdvisories = value.At("EOSL").ValueKind == JsonValueKind.True;
                break;
            case "Results[].Packages[]":
                _listed.Add(value.Text("Identifier", "PURL"));
                break;
            case "Results[].Vulnerabilities[]":
                _matches.Add(Match(value));
                break;
            case "Results[].ExperimentalModifiedFindings[]" when value.Text("Type") == "vulnerability":
                _matches.Add(Match(value.At("Finding")));
                _ignored++;
                break;
        }
    }

    public ScannerReport Report()
    {
        ScannerReportReading.Demand(
            _schema == KnownSchema.ToString(CultureInfo.InvariantCulture),
            $"has SchemaVersion {_schema}, but this program knows {KnownSchema} of Trivy"
        );
        return new ScannerReport(ScannerKind.Trivy, "trivy", _version)
        {
            WrittenAt = _writtenAt,
            DatabaseAt = _databaseAt,
            IsOfServer = _isOfServer,
            LacksAdvisories = _lacksAdvisories,
            OperatingSystem = _system,
            Matches = _matches,
            Listed = [.. _listed.Where(purl => purl.Length > 0)],
            // With --list-all-pkgs=false it writes no result of a language without a finding, as with --pkg-types=os; and it lists packages
            // also with --scanners=license, without looking for vulnerabilities. Source: aquasecurity/trivy, pkg/scan/langpkg/scan.go,
            // pkg/report/json.go and pkg/flag/options.go (enableSBOM).
            Scope = _listed.Count > 0 ? ScanScope.List : ScanScope.Findings,
            IsSilent = _matches.Count == 0,
            Ignored = _ignored,
        };
    }

    private static ReportedMatch Match(JsonElement found)
    {
        string[] versions = found
            .Text("FixedVersion")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new ReportedMatch(
            found.Text("VulnerabilityID"),
            found.Text("PkgIdentifier", "PURL"),
            found.Text("PkgName"),
            found.Text("InstalledVersion"),
            SeverityReading.OfWord(found.Text("Severity")),
            found.Text("Status") switch
            {
                _ when versions.Length > 0 => FixState.Fixed,
                "fixed" => FixState.Fixed,
                "affected" or "fix_deferred" or "under_investigation" => FixState.NotFixed,
                "will_not_fix" or "end_of_life" => FixState.WontFix,
                _ => FixState.Unknown,
            }
        )
        {
            Aliases = found.Texts("VendorIDs"),
            FixedIn = versions,
            Published = JsonText.Time(found.Text("PublishedDate")),
        };
    }
}

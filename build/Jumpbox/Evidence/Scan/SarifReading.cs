using System.Text.Json;
using System.Text.RegularExpressions;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// Reads SARIF 2.1.0 as Grype and Trivy write it. It is the poorest form: versions and fixes are in texts for people, and a missing
/// one is unknown. Sources: anchore/grype, grype/presenter/sarif; aquasecurity/trivy, pkg/report/sarif.go.
/// </summary>
internal sealed partial class SarifReading : IScannerReading
{
    private const string Run = "runs[]";
    private const string Driver = $"{Run}.tool.driver";
    private readonly List<ReportedMatch> _matches = [];
    private readonly Dictionary<string, SarifRule> _rules = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<(string Rule, int Index, string Text)> _results = [];
    private int _ignored;
    private int _runs;
    private int _lists;
    private bool _failed;
    private bool _nameless;
    private string _schema = "";
    private string _name = "";
    private string _version = "";

    public IReadOnlyList<string> Paths { get; } =
    [
        "version",
        $"{Driver}.name",
        $"{Driver}.version",
        $"{Driver}.rules[]",
        $"{Run}.invocations[]",
        $"{Run}.results[]",
        $"{Run}.results/",
        $"{Run}/",
    ];

    public bool Accepts(IReadOnlySet<string> members) => members.Contains("runs");

    public void Take(string path, JsonElement value)
    {
        switch (path)
        {
            case "version":
                _schema = value.ToString();
                break;
            case $"{Driver}.name":
                _name = value.ToString();
                break;
            case $"{Driver}.version":
                _version = value.ToString();
                break;
            case $"{Driver}.rules[]":
                _rules[value.Text("id")] = SarifRule.Read(value);
                _order.Add(value.Text("id"));
                break;
            case $"{Run}.invocations[]":
                _failed |= value.At("executionSuccessful").ValueKind == JsonValueKind.False;
                break;
            case $"{Run}.results[]":
                _results.Add((Rule(value), Index(value), value.Text("message", "text")));
                _ignored += value.Items("suppressions").Any() ? 1 : 0;
                break;
            case $"{Run}.results/":
                _lists++;
                break;
            case $"{Run}/":
                _nameless |= _name.Length == 0;
                _runs++;
                // The rules may follow the results.
                _matches.AddRange(
                    _results.SelectMany(result =>
                        Matches(
                            result.Rule.Length > 0 ? result.Rule
                                : result.Index >= 0 && result.Index < _order.Count ? _order[result.Index]
                                : "",
                            result.Text
                        )
                    )
                );
                _results.Clear();
                _order.Clear();
                _rules.Clear();
                break;
        }
    }

    public ScannerReport Report()
    {
        ScannerReportReading.Demand(_schema == "2.1.0", $"is SARIF {_schema}, but this program knows 2.1.0");
        // Without a finding nothing else would show that a scanner has looked.
        // A run without a list of results has produced none. Source: SARIF 2.1.0, section 3.14.23.
        if (_runs == 0 || _nameless || _failed || _lists < _runs)
        {
            throw new JsonException(
                _failed || (_lists < _runs && !_nameless)
                    ? "It is SARIF of a run that did not succeed."
                    : "It is SARIF without a run of a named scanner."
            );
        }
        return new ScannerReport(ScannerKind.Sarif, _name, _version)
        {
            Matches = _matches,
            Ignored = _ignored,
            Scope = ScanScope.Findings,
        };
    }

    private IEnumerable<ReportedMatch> Matches(string ruleId, string text)
    {
        SarifRule rule = _rules.GetValueOrDefault(ruleId) ?? SarifRule.Empty;
        string id = VulnerabilityId().Match(ruleId) is { Success: true } match ? match.Value : ruleId;
        if (Line(text, "Package") is { Length: > 0 } package)
        {
            string version = Line(text, "Fixed Version");
            string word = Line(text, "Severity");
            return
            [
                new ReportedMatch(
                    id,
                    "",
                    package,
                    Line(text, "Installed Version"),
                    word.Length > 0 ? SeverityReading.OfWord(word) : rule.Severity,
                    version.Length > 0 ? FixState.Fixed
                        : HasLine(text, "Fixed Version") ? FixState.NotFixed
                        : FixState.Unknown
                )
                {
                    FixedIn = version.Length > 0 ? version.Split(',', StringSplitOptions.TrimEntries) : [],
                },
            ];
        }
        // Without a component the result is kept, so that it is refused and not forgotten.
        return rule
            .Purls.DefaultIfEmpty("")
            .Select(purl => new ReportedMatch(id, purl, "", "", rule.Severity, rule.Fix) { FixedIn = rule.FixedIn });
    }

    // A result names its rule by id, by the rule's reference, or by its place. Source: SARIF 2.1.0, sections 3.27.5 to 3.27.7.
    private static string Rule(JsonElement result) =>
        result.Text("ruleId") is { Length: > 0 } id ? id : result.Text("rule", "id");

    private static int Index(JsonElement result) =>
        new[] { result.At("ruleIndex"), result.At("rule", "index") }
            .Where(one => one.ValueKind == JsonValueKind.Number && one.TryGetInt32(out _))
            .Select(one => one.GetInt32())
            .FirstOrDefault(-1);

    private static bool HasLine(string text, string name) =>
        text.Split('\n').Any(line => line.Trim().StartsWith(name + ":", StringComparison.Ordinal));

    private static string Line(string text, string name) =>
        text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith(name + ":", StringComparison.Ordinal))
            .Select(line => line[(name.Length + 1)..].Trim())
            .FirstOrDefault("");

    [GeneratedRegex("^(CVE-[0-9]+-[0-9]+|GHSA(-[0-9a-z]{4}){3}|GO-[0-9]+-[0-9]+|USN-[0-9]+-[0-9]+)")]
    private static partial Regex VulnerabilityId();
}

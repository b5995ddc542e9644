using System.Text.Json;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>What Grype writes into a rule of SARIF: package URLs, a score, and a table with the fix.</summary>
/// <param name="Purls">The components.</param>
/// <param name="Severity">The severity, from the score.</param>
/// <param name="FixedIn">The versions with the fix.</param>
/// <param name="Fix">Whether there is a fix; unknown if the rule does not say.</param>
internal sealed record SarifRule(
    IReadOnlyList<string> Purls,
    Severity Severity,
    IReadOnlyList<string> FixedIn,
    FixState Fix
)
{
    public static SarifRule Empty { get; } = new([], Severity.Unknown, [], FixState.Unknown);

    /// <summary>Reads a rule.</summary>
    public static SarifRule Read(JsonElement rule)
    {
        string? line = rule.Text("help", "text")
            .Split('\n')
            .FirstOrDefault(one => one.StartsWith("Fix Version:", StringComparison.Ordinal));
        string version = line is null ? "" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return new SarifRule(
            rule.Texts("properties", "purls"),
            SeverityReading.OfScore(rule.Text("properties", "security-severity")),
            version.Length > 0 ? [version] : [],
            // Grype leaves the version out also where it does not know whether there is a fix. Source: anchore/grype, presenter/sarif.
            version.Length > 0
                ? FixState.Fixed
                : FixState.Unknown
        );
    }
}

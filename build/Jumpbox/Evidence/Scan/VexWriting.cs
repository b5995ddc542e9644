using System.Text.Json.Nodes;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// Writes the OpenVEX document of an image: one statement for each finding, with what the statements and exceptions of the settings
/// say. Source: OpenVEX specification 0.2.0.
/// </summary>
public static class VexWriting
{
    /// <summary>The file's name in the artifacts folder.</summary>
    public const string FileName = "vulnerabilities.openvex.json";

    private const string Author = "aks-jumpbox";

    /// <summary>The id by which statements name an image: its content and its build.</summary>
    internal static string Product(ImageRecord record) => $"urn:jumpbox:image:{record.ContentHash}:{record.Run}";

    /// <summary>Creates the document.</summary>
    /// <param name="record">The image.</param>
    /// <param name="report">Its findings.</param>
    /// <param name="settings">The gate's settings, with the exceptions.</param>
    /// <param name="earlier">The text of the document that it replaces; null if there is none.</param>
    /// <returns>The text; the earlier one if nothing but the time would change.</returns>
    public static string Write(ImageRecord record, VulnerabilityReport report, GateSettings settings, string? earlier)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(settings);
        JsonArray statements = [.. report.Findings.Select(finding => Statement(record, report, finding, settings))];
        JsonObject? old = Parse(earlier);
        bool isSame = Version(old, record) > 0 && JsonNode.DeepEquals(old!["statements"], statements);
        return isSame
            ? earlier!
            : EvidenceJson.Write(
                new JsonObject
                {
                    ["@context"] = VexDocument.Context,
                    ["@id"] = Product(record) + ":vex",
                    ["author"] = Author,
                    ["timestamp"] = report.ScannedAt.UtcDateTime.ToString("O"),
                    ["version"] = Version(old, record) + 1,
                    ["statements"] = statements,
                }
            );
    }

    // The version counts the changes of the document of one image.
    private static int Version(JsonObject? old, ImageRecord record) =>
        (string?)old?["@id"] == Product(record) + ":vex"
        && old?["version"] is JsonValue value
        && value.TryGetValue(out int number)
            ? number
            : 0;

    private static JsonObject? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            // What is broken is replaced.
            return null;
        }
    }

    private static JsonObject Statement(
        ImageRecord record,
        VulnerabilityReport report,
        Finding finding,
        GateSettings settings
    )
    {
        JsonObject statement = new()
        {
            ["vulnerability"] = new JsonObject
            {
                ["name"] = finding.Id,
                ["aliases"] = new JsonArray([.. finding.Aliases.Select(alias => JsonValue.Create(alias))]),
            },
            ["products"] = new JsonArray(
                new JsonObject
                {
                    ["@id"] = Product(record),
                    ["subcomponents"] = new JsonArray(new JsonObject { ["@id"] = finding.Purl }),
                }
            ),
        };
        (VexStatus status, string member, string text) = Judged(report, finding, settings);
        statement["status"] = VexStatements.Word(status);
        if (member.Length > 0)
        {
            statement[member] = text;
        }
        return statement;
    }

    private static (VexStatus Status, string Member, string Text) Judged(
        VulnerabilityReport report,
        Finding finding,
        GateSettings settings
    )
    {
        AllowedVulnerability? exception = VulnerabilityJudgement.ExceptionFor(finding, settings);
        return finding.IsDismissed && finding.Vex is { } vex
                ? (
                    vex.Status,
                    vex.Status == VexStatus.NotAffected ? "impact_statement" : "status_notes",
                    $"{vex.Reason} ({vex.Source})"
                )
            : exception?.Until >= DateOnly.FromDateTime(report.ScannedAt.UtcDateTime)
                ? (
                    VexStatus.Affected,
                    "action_statement",
                    $"Accepted until {exception.Until:yyyy-MM-dd}: {exception.Reason}"
                )
            : finding.Remedy switch
            {
                Remedy.Snapshot => (
                    VexStatus.Affected,
                    "action_statement",
                    "Build an image from a newer snapshot of the archive."
                ),
                Remedy.Update => (
                    VexStatus.Affected,
                    "action_statement",
                    "Build an image with a release of the tool that contains the fix."
                ),
                _ => (VexStatus.UnderInvestigation, "", ""),
            };
    }
}

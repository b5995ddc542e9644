using System.Text.Json;

namespace Jumpbox.Evidence.Report;

/// <summary>The findings of Prereqs as rows.</summary>
internal static class PrereqsReading
{
    /// <summary>Reads <c>prereqs.json</c>.</summary>
    /// <param name="text">Its text; null if there is none.</param>
    /// <param name="area">Only this area; null for all.</param>
    public static IReadOnlyList<ReportRow> Rows(string? text, string? area = null)
    {
        if (text is null)
        {
            return [];
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return
            [
                .. document
                    .RootElement.GetProperty("checks")
                    .EnumerateArray()
                    .Where(check => area is null || Of(check, "area") == area)
                    .SelectMany(check =>
                        check
                            .GetProperty("findings")
                            .EnumerateArray()
                            .Select(finding => new ReportRow(
                                Of(check, "id"),
                                Of(finding, "status"),
                                Of(finding, "message"),
                                finding.TryGetProperty("cure", out JsonElement cure) ? Of(cure, "text") : ""
                            ))
                    )
                    .OrderBy(row => Array.IndexOf(WorstFirst, row.State)),
            ];
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new EvidenceException(
                $"'{EvidenceFiles.Prereqs}' cannot be read: {wrong.Message} Run the target Prereqs again.",
                wrong
            );
        }
    }

    private static readonly string[] WorstFirst = ["fail", "warn", "unknown", "pass", "skipped"];

    private static string Of(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}

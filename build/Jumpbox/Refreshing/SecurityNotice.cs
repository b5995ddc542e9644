using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Boundaries;

namespace Jumpbox.Refreshing;

/// <summary>
/// An Ubuntu Security Notice for one release. Source: the definition of <c>NoticesAPI</c> in the Ubuntu Security API's own
/// description, https://ubuntu.com/security/api/spec.json.
/// </summary>
/// <param name="Id">For example <c>USN-7001-1</c>.</param>
/// <param name="Published">When it was published, in UTC.</param>
/// <param name="Vulnerabilities">The CVE ids.</param>
/// <param name="Packages">The binary packages with a fix, by name, and the fixed version.</param>
public sealed record SecurityNotice(
    string Id,
    DateTimeOffset Published,
    IReadOnlyList<string> Vulnerabilities,
    IReadOnlyDictionary<string, string> Packages
)
{
    /// <summary>The notice's page.</summary>
    public string Page => $"https://ubuntu.com/security/notices/{Uri.EscapeDataString(Id)}";

    /// <summary>Reads a page of notices, of which only those for the release count.</summary>
    /// <param name="text">JSON with a list <c>notices</c>.</param>
    /// <param name="suite">The release's code name, for example <c>noble</c>.</param>
    /// <exception cref="FormatException">It is no such page; the message says what is wrong.</exception>
    public static IReadOnlyList<SecurityNotice> ReadPage(ReadOnlySpan<byte> text, string suite)
    {
        JsonNode? page;
        try
        {
            page = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = Limits.JsonDepth });
        }
        catch (JsonException broken)
        {
            throw new FormatException($"It is not JSON: {broken.Message}", broken);
        }
        return page is JsonObject whole && whole["notices"] is JsonArray notices
            ? [.. notices.Select(one => Read(one as JsonObject, suite)).Where(one => one.Packages.Count > 0)]
            : throw new FormatException("It has no list 'notices'.");
    }

    private static SecurityNotice Read(JsonObject? notice, string suite)
    {
        string id = Text(notice, "id") ?? throw new FormatException("A notice has no 'id'.");
        if (
            !DateTimeOffset.TryParse(
                Text(notice, "published"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out DateTimeOffset published
            )
        )
        {
            throw new FormatException(
                $"'published' of {PlainText.Line(id)} is not a time: '{PlainText.Line(Text(notice, "published") ?? "")}'."
            );
        }
        Dictionary<string, string> packages = new(StringComparer.Ordinal);
        foreach (JsonNode? one in (notice!["release_packages"] as JsonObject)?[suite] as JsonArray ?? [])
        {
            if (
                one is JsonObject package
                && package["is_source"] is JsonValue source
                && source.TryGetValue(out bool isSource)
                && !isSource
                && Text(package, "name") is { } name
                && Text(package, "version") is { } version
            )
            {
                packages[name] = version;
            }
        }
        return new SecurityNotice(
            PlainText.Line(id),
            published,
            [
                .. (notice["cves_ids"] as JsonArray ?? [])
                    .OfType<JsonValue>()
                    .Select(one => one.TryGetValue(out string? cve) ? PlainText.Line(cve) : "")
                    .Where(cve => cve.Length > 0),
            ],
            packages
        );
    }

    private static string? Text(JsonObject? from, string name) =>
        from?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}

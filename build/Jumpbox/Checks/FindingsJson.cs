using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jumpbox.Checks;

/// <summary>The findings as JSON: <c>prereqs.json</c>.</summary>
public static class FindingsJson
{
    /// <summary>The schema version of this program.</summary>
    public const int SchemaVersion = 2;

    private static readonly JsonWriterOptions Form = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Writes <c>schemaVersion</c>, <c>cloud</c>, <c>subscription</c>, <c>location</c>, <c>customizerSha256</c>, <c>at</c>,
    /// <c>strict</c>, <c>passed</c>, <c>skipped</c> (id and reason of skipped checks) and <c>checks</c>, each with id, title,
    /// area, status, link and findings.
    /// </summary>
    /// <param name="results">The results of the checks.</param>
    /// <param name="facts">The facts that they used.</param>
    /// <param name="strict">Whether warnings count as failures.</param>
    public static byte[] Write(IReadOnlyList<CheckResult> results, Facts facts, bool strict)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Form))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schemaVersion", SchemaVersion);
            writer.WriteString("cloud", facts.Settings.Cloud);
            writer.WriteString("subscription", facts.Settings.SubscriptionId);
            writer.WriteString("location", facts.Settings.Location);
            writer.WriteString(
                "customizerSha256",
                facts.Customizer is { } plan
                    ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plan.ToJson())))
                    : null
            );
            writer.WriteString("at", facts.Now);
            writer.WriteBoolean("strict", strict);
            writer.WriteBoolean("passed", Verdict.Passed(results, strict));
            writer.WriteStartObject("skipped");
            foreach (
                (string id, string reason) in facts.Settings.Skip.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            )
            {
                writer.WriteString(id, reason);
            }
            writer.WriteEndObject();
            writer.WriteStartArray("checks");
            foreach (CheckResult result in results)
            {
                Write(writer, result);
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return [.. stream.ToArray(), (byte)'\n'];
    }

    private static void Write(Utf8JsonWriter writer, CheckResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("id", result.Id);
        writer.WriteString("title", result.Title);
        writer.WriteString("area", Word(result.Area));
        writer.WriteString("status", Word(result.Status));
        writer.WriteString("link", result.Link);
        writer.WriteStartArray("findings");
        foreach (Finding finding in result.Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("status", Word(finding.Status));
            writer.WriteString("message", finding.Message);
            writer.WriteStartObject("evidence");
            foreach ((string name, string value) in finding.Evidence)
            {
                writer.WriteString(name, value);
            }
            writer.WriteEndObject();
            if (finding.Cure is { } cure)
            {
                writer.WriteStartObject("cure");
                writer.WriteString("kind", Word(cure.Kind));
                writer.WriteString("text", cure.Text);
                writer.WriteBoolean("fixable", cure.Fix is not null);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>Parses response bodies in one place, so that an invalid body is reported here and not where it is used.</summary>
internal static class AnswerJson
{
    /// <summary>Rejects duplicate property names: neither value can be trusted.</summary>
    public static JsonDocumentOptions Strict { get; } =
        new() { AllowDuplicateProperties = false, MaxDepth = Limits.JsonDepth };

    /// <returns>The JSON, or null for an empty body and for the literal null.</returns>
    /// <exception cref="JsonException">
    /// The JSON is truncated or invalid, or an object has a duplicate property name.
    /// </exception>
    public static JsonNode? Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Parse(string)"/>
    public static JsonNode? Parse(ReadOnlySpan<byte> text)
    {
        byte[]? repaired = UnicodeRepair.Repaired(text);
        return text.IsEmpty ? null : JsonNode.Parse(repaired is null ? text : repaired, null, Strict);
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>The one place where the text of an answer becomes JSON, so that whatever is wrong with it shows here and not where it is used.</summary>
internal static class AnswerJson
{
    /// <summary>A name that stands twice in one object has no value that one could trust.</summary>
    public static JsonDocumentOptions Strict { get; } =
        new() { AllowDuplicateProperties = false, MaxDepth = Limits.JsonDepth };

    /// <returns>The JSON; null when there is no text, or when it is the word null.</returns>
    /// <exception cref="JsonException">It is not whole, or a name stands twice in one object.</exception>
    public static JsonNode? Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Parse(string)"/>
    public static JsonNode? Parse(ReadOnlySpan<byte> text)
    {
        byte[]? repaired = WholeUnicode.Repaired(text);
        return text.IsEmpty ? null : JsonNode.Parse(repaired is null ? text : repaired, null, Strict);
    }
}

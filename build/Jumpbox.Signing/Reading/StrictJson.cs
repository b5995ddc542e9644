using System.Text;
using System.Text.Json;
using Jumpbox.Boundaries;

namespace Jumpbox.Signing.Reading;

/// <summary>JSON in which nothing is ambiguous: valid UTF-8, bounded in size and depth, no member twice.</summary>
internal static class StrictJson
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = Limits.JsonDepth,
    };

    /// <exception cref="RefusalException">It is larger than the limit, not JSON or not an object.</exception>
    public static JsonMember Object(ReadOnlyMemory<byte> text, int limit, string what)
    {
        if (text.Length > limit)
        {
            throw new RefusalException($"{what} has {text.Length} bytes, more than the limit of {limit}.");
        }
        try
        {
            _ = Utf8.GetCharCount(text.Span);
            using JsonDocument document = JsonDocument.Parse(text, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonMember(document.RootElement.Clone(), "")
                : throw new RefusalException($"{what} is not a JSON object.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new RefusalException(
                $"{what} is not strict JSON: {exception.Message.ReplaceLineEndings(" ")}",
                null,
                exception
            );
        }
    }
}

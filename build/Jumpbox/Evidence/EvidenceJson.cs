using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpbox.Files;

namespace Jumpbox.Evidence;

/// <summary>Reads and writes files of evidence in one canonical format, with members in the order of their type.</summary>
internal static class EvidenceJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };

    /// <summary>For documents whose specification requires readers to ignore unknown members.</summary>
    public static JsonSerializerOptions Tolerant { get; } =
        new(Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    public static string Write<T>(T document) => JsonSerializer.Serialize(document, Options) + "\n";

    public static string ReadFile(string path, string cure)
    {
        try
        {
            return Encoding.UTF8.GetString(PlainFile.Read(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException($"'{path}' cannot be read: {failure.Message} {cure}", failure);
        }
    }

    public static T Parse<T>(string text, string path, string cure, JsonSerializerOptions? options = null)
    {
        try
        {
            DemandItems(text, path, cure);
            return JsonSerializer.Deserialize<T>(text, options ?? Options)
                ?? throw new EvidenceException($"'{path}' contains null instead of a document. {cure}");
        }
        catch (JsonException failure)
        {
            throw new EvidenceException(
                $"'{path}' has unexpected content{Where(failure)}: {Reason(failure)} {cure}",
                failure
            );
        }
    }

    // The serializer accepts null in a list whose items must not be null.
    private static void DemandItems(string text, string path, string cure)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(text));
        Stack<bool> lists = [];
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    lists.Push(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    _ = lists.Pop();
                    break;
                case JsonTokenType.Null when lists.TryPeek(out bool isList) && isList:
                    throw new EvidenceException($"'{path}' has null as an item of a list. {cure}");
            }
        }
    }

    private static string Where(JsonException failure) =>
        failure.LineNumber is { } line ? $" at line {line + 1}, column {failure.BytePositionInLine + 1}" : "";

    // The serializer's messages end with path and position, which are already in the message.
    private static string Reason(JsonException failure)
    {
        int at = failure.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return at < 0 ? failure.Message : failure.Message[..at];
    }
}

/// <summary>Thrown when a file of evidence is missing or invalid. The message has the file and what to do.</summary>
/// <param name="message">What failed, with the file, and the cure.</param>
/// <param name="inner">The cause, or null.</param>
public sealed class EvidenceException(string message, Exception? inner = null) : Exception(message, inner);

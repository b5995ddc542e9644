using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpbox.Evidence;

/// <summary>Reads and writes files of evidence in one canonical format, with members in the order of their type.</summary>
internal static class EvidenceJson
{
    // A file of evidence has a few kilobytes; the limit keeps a wrong path from filling the memory.
    private const long LargestBytes = 64 * 1024 * 1024;

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
            long length = new FileInfo(path).Length;
            return length <= LargestBytes
                ? File.ReadAllText(path)
                : throw new EvidenceException($"'{path}' has {length} bytes, too many for a file of evidence. {cure}");
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

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using LocalAzure.Arm;

namespace LocalAzure.Server;

/// <summary>Reads a request body with the tolerance of Azure that clients depend on.</summary>
internal static partial class RequestBody
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <exception cref="ArmException">400: not a JSON object.</exception>
    public static JsonObject Parse(byte[] bytes, ArmPath path)
    {
        if (!Utf8.IsValid(bytes))
        {
            throw Invalid("The content is not UTF-8.");
        }
        try
        {
            return Read(bytes) ?? throw Invalid("A JSON object is required in the body.");
        }
        catch (JsonException e)
        {
            if (path.Types.Any(t => ArmPath.Same(t, "deployments")) && Quoted(bytes) is { } repaired)
            {
                return repaired;
            }
            throw Invalid(
                $"The JSON is not valid at line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}: it cannot be read."
            );
        }
    }

    /// <exception cref="ArmException">415: not JSON. The text is quoted in Azure/azure-cli#10143.</exception>
    public static void CheckType(string? contentType)
    {
        string type = contentType?.Split(';')[0].Trim() ?? "<null>";
        if (!ArmPath.Same(type, "application/json"))
        {
            throw new ArmException(
                415,
                "UnsupportedMediaType",
                $"The content media type '{type}' is not supported. Only 'application/json' is supported."
            );
        }
    }

    private static JsonObject? Read(byte[] bytes)
    {
        int start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        try
        {
            JsonObject? node = JsonNode.Parse(bytes.AsSpan(start), documentOptions: Lenient) as JsonObject;
            // A duplicate name is detected when the object is first accessed.
            Walk(node);
            return node;
        }
        catch (ArgumentException e)
        {
            throw Invalid($"A property name is given twice: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            throw Invalid("A text has half of a surrogate pair.");
        }
    }

    private static void Walk(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach ((_, JsonNode? value) in json)
                {
                    Walk(value);
                }
                break;
            case JsonArray array:
                foreach (JsonNode? item in array)
                {
                    Walk(item);
                }
                break;
            default:
                // A text is decoded when it is first read, which fails for half of a surrogate pair.
                _ = node.Text();
                break;
        }
    }

    // A known client writes {"properties":{template: {…}}}, which Azure's parser accepts.
    private static JsonObject? Quoted(byte[] bytes)
    {
        string text = UnquotedTemplate().Replace(Encoding.UTF8.GetString(bytes), "$1\"template\":");
        try
        {
            return Read(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ArmException Invalid(string why) =>
        new(400, "InvalidRequestContent", $"The request content was invalid and could not be deserialized: '{why}'.");

    [GeneratedRegex(@"([{,]\s*)template\s*:")]
    private static partial Regex UnquotedTemplate();
}

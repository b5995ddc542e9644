using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Jumpbox.Settings;

/// <summary>A settings file that was read: its JSON, and where each setting stands in it.</summary>
internal sealed class SettingsFile
{
    private static readonly JsonReaderOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly string _name;
    private readonly Dictionary<string, TextPlace> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _duplicates = [];

    private SettingsFile(string name, byte[] json)
    {
        _name = name;
        Json = json;
    }

    /// <summary>The content as UTF-8 without a byte order mark.</summary>
    public byte[] Json { get; }

    /// <summary>The file's name, as messages show it.</summary>
    public string Name => _name;

    /// <summary>The content as an object whose names ignore case, as the settings do.</summary>
    public JsonObject Values =>
        JsonNode
            .Parse(
                Json,
                new JsonNodeOptions { PropertyNameCaseInsensitive = true },
                new JsonDocumentOptions
                {
                    AllowTrailingCommas = Lenient.AllowTrailingCommas,
                    CommentHandling = Lenient.CommentHandling,
                }
            )!
            .AsObject();

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="name">Its name in messages; by default the last part of the path.</param>
    /// <exception cref="SettingsException">It is missing, unreadable, not JSON or ambiguous; the message says where.</exception>
    public static SettingsFile Read(string file, string? name = null) => Read(file, Content(file), name);

    /// <summary>Reads the content of a file that may not be written yet.</summary>
    /// <param name="file">The file's path, for messages.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="name">Its name in messages; by default the last part of the path.</param>
    /// <exception cref="SettingsException">It is not JSON or ambiguous; the message says where.</exception>
    public static SettingsFile Read(string file, byte[] content, string? name = null)
    {
        SettingsFile settings = new(name ?? Path.GetFileName(file), SettingsText.Read(file, content));
        if (settings.Json.All(letter => char.IsWhiteSpace((char)letter)))
        {
            throw new SettingsException(
                $"The settings file '{file}' is empty. Delete it and run --target=Init, which writes one, or restore it with git."
            );
        }
        settings.Parse(file);
        return settings;
    }

    /// <summary>Where a setting comes from: the file's name with line and column, or the name alone.</summary>
    /// <param name="key">The setting, with colons.</param>
    public string Origin(string key) => PlaceOf(key) ?? _name;

    /// <summary>The file's name with line and column of a setting; null where the file does not have it.</summary>
    /// <param name="key">The setting, with colons.</param>
    public string? PlaceOf(string key) =>
        _places.TryGetValue(key, out TextPlace place)
            ? string.Create(CultureInfo.InvariantCulture, $"{_name}:{place.Line}:{place.Column}")
            : null;

    private static byte[] Content(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string cure = File.Exists(file)
                ? "Check its permissions."
                : "Set its path with --config=FILE, or copy jumpbox.json from the repository.";
            throw new SettingsException($"The settings file '{file}' cannot be read: {error.Message} {cure}");
        }
    }

    private void Parse(string file)
    {
        try
        {
            Utf8JsonReader reader = new(Json, Lenient);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new SettingsException(
                    $"The settings file '{file}' contains a JSON {KindOf(reader.TokenType)}; expected an object in braces."
                );
            }
            NoteObject(ref reader, "");
            reader.Read();
        }
        catch (JsonException error)
        {
            string reason = error.Message.Split(" LineNumber:")[0];
            throw new SettingsException($"The settings file '{file}' is not JSON: {PlaceOf(error)}: {reason}");
        }
        if (_duplicates.Count > 0)
        {
            throw new SettingsException(
                string.Join(
                    Environment.NewLine,
                    _duplicates.Prepend($"The settings file '{file}' specifies settings more than once.")
                )
            );
        }
    }

    private void NoteObject(ref Utf8JsonReader reader, string path)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            string key = path.Length == 0 ? name : path + ConfigurationPath.KeyDelimiter + name;
            Note(key, (int)reader.TokenStartIndex);
            reader.Read();
            NoteValue(ref reader, key);
        }
    }

    private void NoteValue(ref Utf8JsonReader reader, string key)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            NoteObject(ref reader, key);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (int at = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; at++)
            {
                string entry = key + ConfigurationPath.KeyDelimiter + at.ToString(CultureInfo.InvariantCulture);
                Note(entry, (int)reader.TokenStartIndex);
                NoteValue(ref reader, entry);
            }
        }
        else
        {
            // The value is what one corrects, not its name.
            _places[key] = TextPlace.At(Json, (int)reader.TokenStartIndex);
        }
    }

    private void Note(string key, int index)
    {
        TextPlace place = TextPlace.At(Json, index);
        if (_places.TryGetValue(key, out TextPlace first))
        {
            _duplicates.Add(
                $"  {key.Replace(ConfigurationPath.KeyDelimiter, ".", StringComparison.Ordinal)} is in line {first.Line} and in "
                    + $"line {place.Line}; upper and lower case count as the same. Remove one of them."
            );
        }
        _places[key] = place;
    }

    // JsonException counts from 0, and bytes; editors count from 1, and characters.
    private TextPlace PlaceOf(JsonException error)
    {
        int start = 0;
        for (long line = 0; line < error.LineNumber; line++)
        {
            start += Json.AsSpan(start).IndexOf((byte)'\n') + 1;
        }
        return TextPlace.At(Json, start + (int)(error.BytePositionInLine ?? 0));
    }

    private static string KindOf(JsonTokenType type) =>
        type switch
        {
            JsonTokenType.StartArray => "array",
            JsonTokenType.String => "string",
            JsonTokenType.Number => "number",
            JsonTokenType.Null => "null",
            _ => "true or false",
        };
}

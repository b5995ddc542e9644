using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// Reads the wanted values of a JSON document of any size from a stream: never more than one value is in memory. A path has a dot
/// before a member and <c>[]</c> for an item: <c>matches[]</c>, <c>descriptor.name</c>. A wanted path that ends in <c>/</c>
/// announces the end of that object.
/// </summary>
/// <param name="wanted">The paths.</param>
/// <param name="found">Receives path and value, in the document's order; the value is valid during the call only.</param>
internal sealed class JsonWalk(IReadOnlySet<string> wanted, Action<string, JsonElement> found)
{
    /// <summary>The most bytes of one value.</summary>
    public const int LongestValue = 32 * 1024 * 1024;

    private const int Chunk = 256 * 1024;
    private readonly HashSet<string> _ways = Ways(wanted);
    private readonly Stack<Place> _places = new();
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private string? _member;
    private int _skipped = -1;

    /// <summary>The names of the document's own members.</summary>
    public IReadOnlySet<string> Members => _members;

    /// <summary>Reads the document.</summary>
    /// <param name="stream">The document as UTF-8.</param>
    /// <exception cref="JsonException">It is not JSON, or a value is too long.</exception>
    public void Read(Stream stream)
    {
        byte[] buffer = new byte[Chunk];
        int length = 0;
        bool isFinal = false;
        JsonReaderState state = new(new JsonReaderOptions { MaxDepth = Boundaries.Limits.JsonDepth });
        while (!isFinal)
        {
            if (length == buffer.Length)
            {
                if (buffer.Length >= LongestValue)
                {
                    throw new JsonException($"A value is longer than {LongestValue / 1024 / 1024} MiB.");
                }
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            int read = stream.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
            length += read;
            isFinal = length < buffer.Length;
            int start =
                length > 2 && buffer is [0xEF, 0xBB, 0xBF, ..] && _places.Count == 0 && _members.Count == 0 ? 3 : 0;
            Utf8JsonReader reader = new(buffer.AsSpan(start, length - start), isFinal, state);
            while (Step(ref reader)) { }
            state = reader.CurrentState;
            int consumed = start + (int)reader.BytesConsumed;
            buffer.AsSpan(consumed, length - consumed).CopyTo(buffer);
            length -= consumed;
        }
    }

    private bool Step(ref Utf8JsonReader reader)
    {
        Utf8JsonReader before = reader;
        if (!reader.Read())
        {
            return false;
        }
        if (_skipped >= 0)
        {
            if (reader.CurrentDepth <= _skipped)
            {
                _skipped = -1;
            }
            return true;
        }
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _member = reader.GetString()!;
                if (_places.Count == 1)
                {
                    _ = _members.Add(_member);
                }
                return true;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                string end = _places.Pop().Path + "/";
                if (wanted.Contains(end))
                {
                    found(end, default);
                }
                return true;
        }
        string path = Path();
        if (wanted.Contains(path))
        {
            if (!JsonDocument.TryParseValue(ref reader, out JsonDocument? value))
            {
                reader = before;
                return false;
            }
            using (value)
            {
                found(path, value.RootElement);
            }
        }
        else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            if (_places.Count == 0 || _ways.Contains(path))
            {
                _places.Push(new Place(path, reader.TokenType == JsonTokenType.StartArray));
            }
            else
            {
                _skipped = reader.CurrentDepth;
            }
        }
        return true;
    }

    private string Path() =>
        !_places.TryPeek(out Place place) ? ""
        : place.IsList ? place.Path + "[]"
        : place.Path.Length == 0 ? _member!
        : $"{place.Path}.{_member}";

    // Every beginning of a wanted path.
    private static HashSet<string> Ways(IReadOnlySet<string> wanted)
    {
        HashSet<string> ways = new(StringComparer.Ordinal);
        foreach (string path in wanted)
        {
            for (int at = 1; at < path.Length; at++)
            {
                if (path[at] is '.' or '[' or '/')
                {
                    _ = ways.Add(path[..at]);
                }
            }
        }
        return ways;
    }

    private readonly record struct Place(string Path, bool IsList);
}

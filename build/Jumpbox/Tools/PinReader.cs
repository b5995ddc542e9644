using System.Text.Json;

namespace Jumpbox.Tools;

/// <summary>
/// Reads one JSON object field by field and records every problem with its path, so that all are reported at once.
/// </summary>
internal sealed class PinReader(JsonElement element, string path, List<PinProblem> problems)
{
    private readonly JsonElement _element = element;
    private readonly string _path = path;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Text(string name, Func<string, bool> accepts, string expected) =>
        OptionalText(name, accepts, expected) ?? Missing(name, expected);

    public string? OptionalText(string name, Func<string, bool> accepts, string expected)
    {
        if (!Find(name, out JsonElement value))
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && accepts(text))
        {
            return text;
        }
        Wrong(name, value, expected);
        return "";
    }

    public T Choice<T>(string name, IReadOnlyDictionary<string, T> choices)
    {
        string expected = "one of " + string.Join(", ", choices.Keys);
        return choices.GetValueOrDefault(Text(name, choices.ContainsKey, expected))!;
    }

    public T? OptionalChoice<T>(string name, IReadOnlyDictionary<string, T> choices)
        where T : struct => Find(name, out _) ? Choice(name, choices) : null;

    public bool Flag(string name, bool otherwise)
    {
        if (!Find(name, out JsonElement value) || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.ValueKind == JsonValueKind.Undefined ? otherwise : value.GetBoolean();
        }
        Wrong(name, value, "true or false");
        return otherwise;
    }

    public long? Number(string name, long lowest, long highest)
    {
        if (!Find(name, out JsonElement value))
        {
            return null;
        }
        if (
            value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out long number)
            && number >= lowest
            && number <= highest
        )
        {
            return number;
        }
        Wrong(name, value, $"a whole number from {lowest} to {highest}");
        return null;
    }

    public DateTimeOffset Time(string name)
    {
        string text = Text(name, text => PinTime.TryTime(text, out _), "a UTC time like 2026-10-07T00:00:00Z");
        return PinTime.TryTime(text, out DateTimeOffset time) ? time : default;
    }

    public DateOnly? Date(string name)
    {
        string? text = OptionalText(name, text => PinTime.TryDate(text, out _), "a date like 2026-10-07");
        return PinTime.TryDate(text, out DateOnly date) ? date : null;
    }

    public T? Optional<T>(string name, Func<PinReader, T> read)
        where T : class => Find(name, out JsonElement value) ? Object(value, At(name), read) : null;

    public IReadOnlyList<T> List<T>(string name, Func<PinReader, T> read)
        where T : class => Items(name, (value, path) => Object(value, path, read));

    public IReadOnlyList<string> Texts(string name, Func<string, bool> accepts, string expected) =>
        Items(
            name,
            (value, path) =>
            {
                if (value.ValueKind == JsonValueKind.String && accepts(value.GetString()!))
                {
                    return value.GetString();
                }
                problems.Add(new PinProblem(path, Show(value), expected));
                return null;
            }
        );

    /// <summary>The fields of an object whose names are data.</summary>
    public IReadOnlyDictionary<string, string> Map(
        string name,
        Func<string, bool> key,
        Func<string, bool> value,
        string expected
    )
    {
        SortedDictionary<string, string> map = new(StringComparer.Ordinal);
        if (!Find(name, out JsonElement element))
        {
            return map;
        }
        if (element.ValueKind != JsonValueKind.Object)
        {
            Wrong(name, element, "an object");
            return map;
        }
        foreach (JsonProperty field in element.EnumerateObject())
        {
            if (key(field.Name) && field.Value.ValueKind == JsonValueKind.String && value(field.Value.GetString()!))
            {
                map.Add(field.Name, field.Value.GetString()!);
                continue;
            }
            problems.Add(new PinProblem($"{At(name)}.{PinText.Show(field.Name)}", Show(field.Value), expected));
        }
        return map;
    }

    /// <summary>Records a problem that only the caller can detect.</summary>
    public void Refuse(string name, string? value, string expected) =>
        problems.Add(
            new PinProblem(name.Length == 0 ? _path : At(name), value is null ? null : PinText.Show(value), expected)
        );

    private List<T> Items<T>(string name, Func<JsonElement, string, T?> read)
        where T : class
    {
        List<T> items = [];
        if (!Find(name, out JsonElement value))
        {
            return items;
        }
        if (value.ValueKind != JsonValueKind.Array)
        {
            Wrong(name, value, "an array");
            return items;
        }
        int index = 0;
        foreach (JsonElement element in value.EnumerateArray())
        {
            if (read(element, $"{At(name)}[{index++}]") is { } item)
            {
                items.Add(item);
            }
        }
        return items;
    }

    private T? Object<T>(JsonElement value, string path, Func<PinReader, T> read)
        where T : class
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new PinProblem(path, Show(value), "an object"));
            return null;
        }
        PinReader reader = new(value, path, problems);
        T item = read(reader);
        reader.RefuseUnknown();
        return item;
    }

    /// <summary>Records the unknown fields.</summary>
    public void RefuseUnknown()
    {
        foreach (JsonProperty field in _element.EnumerateObject().Where(field => !_known.Contains(field.Name)))
        {
            string known = string.Join(", ", _known.Order(StringComparer.Ordinal));
            problems.Add(
                new PinProblem(
                    At(PinText.Show(field.Name)),
                    Show(field.Value),
                    $"no such field; the known ones are {known}"
                )
            );
        }
    }

    private bool Find(string name, out JsonElement value)
    {
        _ = _known.Add(name);
        return _element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private string Missing(string name, string expected)
    {
        problems.Add(new PinProblem(At(name), null, expected));
        return "";
    }

    private void Wrong(string name, JsonElement value, string expected) =>
        problems.Add(new PinProblem(At(name), Show(value), expected));

    private string At(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public static string Show(JsonElement value) =>
        PinText.Show(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
}

using System.Globalization;
using System.Text.Json;

namespace Jumpbox.Signing.Reading;

/// <summary>A value in a document together with its path, so that a refusal can name the place.</summary>
internal readonly record struct JsonMember(JsonElement Element, string Path)
{
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A member that is present and not null, which proto3 and SLSA do not distinguish from a missing one.</summary>
    public JsonMember? Find(string name)
    {
        Demand(JsonValueKind.Object, "an object");
        return Element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? new JsonMember(value, Path.Length == 0 ? name : $"{Path}.{name}")
            : null;
    }

    public JsonMember Get(string name) =>
        Find(name)
        ?? throw new RefusalException($"The member '{(Path.Length == 0 ? name : $"{Path}.{name}")}' is missing.");

    public string Text(string name) => Get(name).AsText();

    public string? OptionalText(string name) => Find(name)?.AsText();

    public ReadOnlyMemory<byte> Bytes(string name) => Get(name).AsBytes();

    /// <summary>An int64 of proto3: digits, as text or as a number; a missing one is 0.</summary>
    public long Count(string name)
    {
        if (Find(name) is not { } member)
        {
            return 0;
        }
        string text = member.Element.ValueKind == JsonValueKind.Number ? member.Element.GetRawText() : member.AsText();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            ? count
            : throw new RefusalException($"'{member.Path}' is '{Short(text)}', which is not a whole number from 0.");
    }

    /// <summary>The items of a list; none if it is missing.</summary>
    public IReadOnlyList<JsonMember> List(string name, int limit)
    {
        if (Find(name) is not { } list)
        {
            return [];
        }
        list.Demand(JsonValueKind.Array, "a list");
        string path = list.Path;
        return list.Element.GetArrayLength() <= limit
            ? [.. list.Element.EnumerateArray().Select((item, index) => new JsonMember(item, $"{path}[{index}]"))]
            : throw new RefusalException(
                $"'{path}' has {list.Element.GetArrayLength()} items, more than the limit of {limit}."
            );
    }

    public string AsText()
    {
        Demand(JsonValueKind.String, "text");
        return Element.GetString()!;
    }

    public ReadOnlyMemory<byte> AsBytes() =>
        Base64Text.Decode(AsText())
        ?? throw new RefusalException($"'{Path}' is not base64: '{Short(Element.GetString()!)}'.");

    public void Demand(JsonValueKind kind, string expected)
    {
        if (Element.ValueKind != kind)
        {
            throw new RefusalException($"{(Path.Length == 0 ? "The document" : $"'{Path}'")} is not {expected}.");
        }
    }

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
}

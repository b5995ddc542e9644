using System.Globalization;
using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>Reads members of a report of which any may be missing or of another type.</summary>
internal static class JsonText
{
    /// <summary>Returns a member at a path of names; an undefined element if there is none.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }
        return element;
    }

    /// <summary>Returns the text at a path of names; empty if there is none.</summary>
    public static string Text(this JsonElement element, params ReadOnlySpan<string> names) =>
        element.At(names) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>Returns the items at a path of names; none if there is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> names) =>
        element.At(names) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>Returns the texts of a list at a path of names.</summary>
    public static string[] Texts(this JsonElement element, params ReadOnlySpan<string> names) =>
        [
            .. element
                .Items(names)
                .Where(item => item.ValueKind == JsonValueKind.String)
                .Select(item => item.GetString()!)
                .Where(text => text.Length > 0),
        ];

    /// <summary>Reads a time in ISO 8601; null if it is none.</summary>
    public static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time
        )
            ? time
            : null;
}

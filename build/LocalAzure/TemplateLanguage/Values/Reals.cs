using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Values;

/// <summary>
/// Numbers with a fraction, which only json() and float() return: written with at least one decimal, like in ARM.
/// </summary>
internal static class Reals
{
    public static JsonNode Of(double value) => JsonNode.Parse(Write(value))!;

    private static string Write(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}

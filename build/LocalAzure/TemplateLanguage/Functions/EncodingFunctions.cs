using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Values;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>Base64, data URIs and URIs.</summary>
internal static class EncodingFunctions
{
    private const string DataUri = "data:text/plain;charset=utf-8;base64,";

    public static readonly FunctionDefinition[] All =
    [
        Pure("base64", 1, 1, a => Encode(a.Text(0))),
        Pure("base64ToString", 1, 1, a => Decode(a, a.Text(0))),
        Pure("base64ToJson", 1, 1, ToJson),
        Pure("dataUri", 1, 1, a => DataUri + Encode(a.Text(0))),
        Pure("dataUriToString", 1, 1, FromDataUri),
        Pure("uri", 2, 2, Join),
        Pure("uriComponent", 1, 1, a => Uri.EscapeDataString(a.Text(0))),
        Pure("uriComponentToString", 1, 1, a => Uri.UnescapeDataString(a.Text(0).Replace('+', ' '))),
    ];

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(Arguments a, string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw a.Fail("the argument is not base 64");
        }
    }

    private static JsonNode? ToJson(Arguments a)
    {
        try
        {
            return LooseJson.Parse(Decode(a, a.Text(0)));
        }
        catch (FormatException)
        {
            throw a.Fail("the argument is not JSON in base 64");
        }
    }

    private static JsonValue FromDataUri(Arguments a)
    {
        string text = a.Text(0);
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || comma < 0)
        {
            throw a.Fail($"'{text}' is not a data URI");
        }
        string content = text[(comma + 1)..];
        string? charset = text[5..comma]
            .Split(';')
            .FirstOrDefault(p => p.StartsWith("charset=", StringComparison.Ordinal));
        if (charset is not (null or "charset=utf-8" or "charset=utf8" or "charset=us-ascii"))
        {
            throw a.Fail($"the {charset} is not supported; utf-8 and us-ascii are");
        }
        return JsonValue.Create(
            text[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
                ? Decode(a, content)
                : Uri.UnescapeDataString(content)
        );
    }

    private static JsonValue Join(Arguments a) =>
        Uri.TryCreate(a.Text(0), UriKind.Absolute, out Uri? root) && Uri.TryCreate(root, a.Text(1), out Uri? joined)
            ? JsonValue.Create(joined.AbsoluteUri)
            : throw a.Fail($"'{a.Text(0)}' is not an absolute URI");
}

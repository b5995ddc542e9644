using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Values;

/// <summary>
/// Reads JSON as ARM's json() does: single quotes, names without quotes, a comma at the end, comments, and the last of
/// names given twice are all taken. Numbers come out as ARM writes them. Compared with the Bicep CLI's evaluation.
/// </summary>
internal sealed class LooseJson
{
    private const int MostNesting = 64;
    private readonly string text;
    private int at;
    private int depth;

    private LooseJson(string text) => this.text = text;

    /// <exception cref="FormatException">It is not JSON, however loosely read.</exception>
    public static JsonNode? Parse(string text)
    {
        LooseJson reader = new(text);
        reader.SkipBlank();
        JsonNode? value = reader.Value();
        reader.SkipBlank();
        return reader.at == text.Length ? value : throw reader.Unexpected();
    }

    private char Current => at < text.Length ? text[at] : throw Unexpected();

    private JsonNode? Value()
    {
        if (++depth > MostNesting)
        {
            throw new FormatException($"It nests deeper than {MostNesting} levels.");
        }
        JsonNode? value = Current switch
        {
            '{' => Members(),
            '[' => Items(),
            '"' or '\'' => JsonValue.Create(Quoted()),
            _ => Word(),
        };
        depth--;
        return value;
    }

    private JsonObject Members()
    {
        JsonObject result = new();
        for (at++; !Ends('}'); Separate('}'))
        {
            string name = Current is '"' or '\'' ? Quoted() : Run(c => char.IsLetterOrDigit(c) || c is '_' or '$' or '-');
            SkipBlank();
            Take(':');
            SkipBlank();
            result[name] = Value();
        }
        return result;
    }

    private JsonArray Items()
    {
        JsonArray result = new();
        for (at++; !Ends(']'); Separate(']'))
        {
            result.Add(Value());
        }
        return result;
    }

    private bool Ends(char end)
    {
        SkipBlank();
        if (Current != end)
        {
            return false;
        }
        at++;
        return true;
    }

    private void Separate(char end)
    {
        SkipBlank();
        if (Current != end)
        {
            Take(',');
        }
    }

    private string Quoted()
    {
        char quote = text[at++];
        StringBuilder value = new();
        for (; Current != quote; at++)
        {
            value.Append(Current == '\\' ? Escaped() : Current);
        }
        at++;
        return value.ToString();
    }

    private char Escaped()
    {
        at++;
        if (Current != 'u')
        {
            return Current switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '"' or '\'' or '\\' or '/' => Current,
                _ => throw Unexpected(),
            };
        }
        at += 4;
        return
            at < text.Length
            && ushort.TryParse(
                text.AsSpan(at - 3, 4),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture,
                out ushort code
            )
            ? (char)code
            : throw Unexpected();
    }

    private JsonNode? Word()
    {
        int start = at;
        string word = Run(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
        switch (word)
        {
            case "null":
                return null;
            case "true" or "false":
                return JsonValue.Create(word == "true");
            case var _ when word.All(c => char.IsAsciiDigit(c) || c == '-'):
                return Whole(word) ?? throw Unexpected(start);
            default:
                return
                    double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
                    && double.IsFinite(real)
                    ? Reals.Of(real)
                    : throw Unexpected(start);
        }
    }

    // Beyond 64 bits a number is kept as it is written.
    private static JsonNode? Whole(string word) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? JsonValue.Create(number)
        : System.Numerics.BigInteger.TryParse(word, CultureInfo.InvariantCulture, out System.Numerics.BigInteger big)
            ? JsonNode.Parse(big.ToString(CultureInfo.InvariantCulture))
        : null;

    private string Run(Func<char, bool> belongs)
    {
        int start = at;
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }
        return at > start ? text[start..at] : throw Unexpected();
    }

    private void SkipBlank()
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (string.CompareOrdinal(text, at, "//", 0, 2) == 0)
            {
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
            }
            else if (string.CompareOrdinal(text, at, "/*", 0, 2) == 0)
            {
                at = text.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and var end
                    ? end + 2
                    : throw Unexpected();
            }
            else
            {
                return;
            }
        }
    }

    private void Take(char expected)
    {
        if (Current != expected)
        {
            throw Unexpected();
        }
        at++;
    }

    private FormatException Unexpected() => Unexpected(at);

    private FormatException Unexpected(int place) =>
        new(place < text.Length ? $"'{text[place]}' at position {place} is not expected." : "It ends too early.");
}

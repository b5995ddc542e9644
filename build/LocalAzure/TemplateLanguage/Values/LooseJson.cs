using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Values;

/// <summary>
/// Parses JSON like ARM's json(): accepts single quotes, unquoted names, trailing commas, comments, and the last of duplicate
/// names. Numbers are written like in ARM. Compared with the Bicep CLI's evaluation.
/// </summary>
internal sealed class LooseJson
{
    private const int MostNesting = 64;
    private readonly string _text;
    private int _at;
    private int _depth;

    private LooseJson(string text) => _text = text;

    /// <exception cref="FormatException">It is not JSON even by these rules.</exception>
    public static JsonNode? Parse(string text)
    {
        LooseJson reader = new(text);
        reader.SkipBlank();
        JsonNode? value = reader.Value();
        reader.SkipBlank();
        return reader._at == text.Length ? value : throw reader.Unexpected();
    }

    private char Current => _at < _text.Length ? _text[_at] : throw Unexpected();

    private JsonNode? Value()
    {
        if (++_depth > MostNesting)
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
        _depth--;
        return value;
    }

    private JsonObject Members()
    {
        JsonObject result = new();
        for (_at++; !Ends('}'); Separate('}'))
        {
            string name = Current is '"' or '\''
                ? Quoted()
                : Run(c => char.IsLetterOrDigit(c) || c is '_' or '$' or '-');
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
        for (_at++; !Ends(']'); Separate(']'))
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
        _at++;
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
        char quote = _text[_at++];
        StringBuilder value = new();
        for (; Current != quote; _at++)
        {
            value.Append(Current == '\\' ? Escaped() : Current);
        }
        _at++;
        return value.ToString();
    }

    private char Escaped()
    {
        _at++;
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
        _at += 4;
        return
            _at < _text.Length
            && ushort.TryParse(
                _text.AsSpan(_at - 3, 4),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture,
                out ushort code
            )
            ? (char)code
            : throw Unexpected();
    }

    private JsonNode? Word()
    {
        int start = _at;
        string word = Run(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
        switch (word)
        {
            case "null":
                return null;
            case "true" or "false":
                return JsonValue.Create(word == "true");
            case var _ when word.All(c => char.IsAsciiDigit(c) || c == '-'):
                return ParseInteger(word) ?? throw Unexpected(start);
            default:
                return
                    double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
                    && double.IsFinite(real)
                    ? Reals.Of(real)
                    : throw Unexpected(start);
        }
    }

    // A number of more than 64 bits is kept as written.
    private static JsonNode? ParseInteger(string word) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? JsonValue.Create(number)
        : System.Numerics.BigInteger.TryParse(word, CultureInfo.InvariantCulture, out System.Numerics.BigInteger big)
            ? JsonNode.Parse(big.ToString(CultureInfo.InvariantCulture))
        : null;

    private string Run(Func<char, bool> belongs)
    {
        int start = _at;
        while (_at < _text.Length && belongs(_text[_at]))
        {
            _at++;
        }
        return _at > start ? _text[start.._at] : throw Unexpected();
    }

    private void SkipBlank()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }
            else if (string.CompareOrdinal(_text, _at, "//", 0, 2) == 0)
            {
                _at = _text.IndexOf('\n', _at) is >= 0 and var end ? end : _text.Length;
            }
            else if (string.CompareOrdinal(_text, _at, "/*", 0, 2) == 0)
            {
                _at = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal) is >= 0 and var end
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
        _at++;
    }

    private FormatException Unexpected() => Unexpected(_at);

    private FormatException Unexpected(int place) =>
        new(place < _text.Length ? $"'{_text[place]}' at position {place} is not expected." : "It ends too early.");
}

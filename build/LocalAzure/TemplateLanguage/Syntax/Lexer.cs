using System.Text;

namespace LocalAzure.TemplateLanguage.Syntax;

/// <summary>
/// Splits the text between an expression's outer brackets into tokens. Strings are in single quotes, doubled to escape them;
/// numbers are integers with an optional sign.
/// </summary>
internal sealed class Lexer(string text)
{
    private int _position;

    public IEnumerable<Token> Tokens()
    {
        while (true)
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            {
                _position++;
            }
            if (_position == text.Length)
            {
                yield return new Token(TokenKind.End, "", _position);
                yield break;
            }
            yield return Next();
        }
    }

    private Token Next()
    {
        int start = _position;
        char c = text[_position];
        if (c == '\'')
        {
            return new Token(TokenKind.Text, Literal(), start);
        }
        if (char.IsAsciiDigit(c) || c is '-' or '+')
        {
            _position++;
            return new Token(TokenKind.Integer, While(start, char.IsAsciiDigit), start);
        }
        if (IsNameStart(c))
        {
            return new Token(TokenKind.Name, While(start, IsNamePart), start);
        }
        _position++;
        TokenKind kind = c switch
        {
            '(' => TokenKind.LeftParenthesis,
            ')' => TokenKind.RightParenthesis,
            '[' => TokenKind.LeftBracket,
            ']' => TokenKind.RightBracket,
            ',' => TokenKind.Comma,
            '.' => TokenKind.Dot,
            _ => throw Unexpected(c, start),
        };
        return new Token(kind, c.ToString(), start);
    }

    private string Literal()
    {
        int start = _position++;
        StringBuilder value = new();
        while (_position < text.Length)
        {
            char c = text[_position++];
            if (c != '\'')
            {
                value.Append(c);
            }
            else if (_position < text.Length && text[_position] == '\'')
            {
                value.Append('\'');
                _position++;
            }
            else
            {
                return value.ToString();
            }
        }
        throw new TemplateException(
            $"The template language expression '{text}' is not valid: the string literal that begins at position "
                + $"{start} is not closed."
        );
    }

    private string While(int start, Func<char, bool> belongs)
    {
        while (_position < text.Length && belongs(text[_position]))
        {
            _position++;
        }
        return text[start.._position];
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$' or '#';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '#' or '-';

    private TemplateException Unexpected(char c, int at) =>
        new(
            $"The template language expression '{text}' is not valid: the character '{c}' at position {at} is not expected."
        );
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Syntax;

/// <summary>
/// Parses a template language expression without its outer brackets: string and integer literals, calls, and member access by
/// name or index. Anything else is a <see cref="TemplateException"/>.
/// </summary>
internal sealed class Parser
{
    private readonly string _text;
    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private Parser(string text)
    {
        _text = text;
        _tokens = [.. new Lexer(text).Tokens()];
    }

    private Token Current => _tokens[_at];

    public static Expression Parse(string text)
    {
        Parser parser = new(text);
        Expression expression = parser.Read();
        return parser.Current.Kind == TokenKind.End ? expression : throw parser.Unexpected("the end of the expression");
    }

    private Expression Read()
    {
        if (++_depth > Expression.MostNesting)
        {
            throw new TemplateException(
                $"The template language expression nests deeper than {Expression.MostNesting} levels."
            );
        }
        Expression result = ReadMembers(ReadPrimary());
        _depth--;
        return result;
    }

    private Expression ReadPrimary()
    {
        Token token = Take();
        return token.Kind switch
        {
            TokenKind.Text => new ValueExpression(JsonValue.Create(token.Text)),
            TokenKind.Integer => new ValueExpression(JsonValue.Create(Integer(token))),
            TokenKind.Name => ReadCall(token.Text),
            _ => throw Unexpected("a literal or a function", token),
        };
    }

    private CallExpression ReadCall(string name)
    {
        while (Current.Kind == TokenKind.Dot)
        {
            _at++;
            name += "." + Expect(TokenKind.Name, "a function's name").Text;
        }
        Expect(TokenKind.LeftParenthesis, $"'(' after '{name}'");
        List<Expression> arguments = new();
        while (Current.Kind != TokenKind.RightParenthesis)
        {
            if (arguments.Count > 0)
            {
                Expect(TokenKind.Comma, "',' or ')'");
            }
            arguments.Add(Read());
        }
        _at++;
        return new CallExpression(name, arguments);
    }

    private Expression ReadMembers(Expression target)
    {
        while (true)
        {
            switch (Current.Kind)
            {
                case TokenKind.Dot:
                    _at++;
                    string name = Expect(TokenKind.Name, "a property's name").Text;
                    target = new IndexExpression(target, new ValueExpression(JsonValue.Create(name)));
                    break;
                case TokenKind.LeftBracket:
                    _at++;
                    target = new IndexExpression(target, Read());
                    Expect(TokenKind.RightBracket, "']'");
                    break;
                default:
                    return target;
            }
        }
    }

    private long Integer(Token token) =>
        long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Unexpected("a whole number of at most 64 bits", token);

    private Token Take() => Current.Kind == TokenKind.End ? Current : _tokens[_at++];

    private Token Expect(TokenKind kind, string what) => Current.Kind == kind ? _tokens[_at++] : throw Unexpected(what);

    private TemplateException Unexpected(string wanted) => Unexpected(wanted, Current);

    private TemplateException Unexpected(string wanted, Token found) =>
        new(
            $"The template language expression '{_text}' is not valid: expected {wanted} at position {found.Position}, found "
                + (found.Kind == TokenKind.End ? "the end." : $"'{found.Text}'.")
        );
}

/// <summary>A function call. A name with a dot is a user-defined function in its namespace.</summary>
internal sealed record CallExpression(string Name, IReadOnlyList<Expression> Arguments) : Expression;

/// <summary>A token. The text of a string literal is without its quotes; the position is zero-based.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position);

internal enum TokenKind
{
    Name,
    Text,
    Integer,
    LeftParenthesis,
    RightParenthesis,
    LeftBracket,
    RightBracket,
    Comma,
    Dot,
    End,
}

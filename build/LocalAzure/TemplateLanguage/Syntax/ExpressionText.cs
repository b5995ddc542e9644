using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Syntax;

/// <summary>
/// Distinguishes expressions from plain text. A string is an expression when it starts with one bracket and ends with one; a
/// doubled first bracket in such a string is an escaped one.
/// </summary>
internal static class ExpressionText
{
    /// <summary>ARM's limit of an expression (learn.microsoft.com, template best practices, limits).</summary>
    public const int MostCharacters = 24_576;

    public static bool IsExpression(string text) =>
        text.Length > 1 && text[0] == '[' && text[1] != '[' && text[^1] == ']';

    /// <summary>Parses the expression in a string, or returns the text that the string represents.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Expression? expression, out string plain)
    {
        expression = null;
        plain =
            text.Length > 2 && text.StartsWith("[[", StringComparison.Ordinal) && text[^1] == ']' ? text[1..] : text;
        if (!IsExpression(text))
        {
            return false;
        }
        if (text.Length > MostCharacters)
        {
            throw new TemplateException(
                $"The template language expression has {text.Length} characters; the limit is {MostCharacters}."
            );
        }
        expression = Parser.Parse(text[1..^1]);
        return true;
    }

    /// <summary>Writes an expression as in a template.</summary>
    public static string Write(Expression expression)
    {
        StringBuilder text = new("[");
        Write(expression, text);
        return text.Append(']').ToString();
    }

    private static void Write(Expression expression, StringBuilder text)
    {
        switch (expression)
        {
            case ValueExpression { Value: var value }:
                Write(value, text);
                break;
            case DeclaredExpression { Origin: var origin }:
                Write(origin, text);
                break;
            case CallExpression call:
                text.Append(call.Name).Append('(');
                WriteAll(call.Arguments, text);
                text.Append(')');
                break;
            case IndexExpression { Index: ValueExpression { Value: var index } } member
                when index.IsText(out string? name) && IsName(name):
                Write(member.Target, text);
                text.Append('.').Append(name);
                break;
            case IndexExpression member:
                Write(member.Target, text);
                text.Append('[');
                Write(member.Index, text);
                text.Append(']');
                break;
        }
    }

    private static void Write(JsonNode? value, StringBuilder text)
    {
        switch (value?.GetValueKind() ?? JsonValueKind.Null)
        {
            case JsonValueKind.String:
                text.Append('\'')
                    .Append(value!.GetValue<string>().Replace("'", "''", StringComparison.Ordinal))
                    .Append('\'');
                break;
            case JsonValueKind.Object:
                text.Append("createObject(");
                WriteAll(value!.AsObject().SelectMany(p => new[] { Of(JsonValue.Create(p.Key)), Of(p.Value) }), text);
                text.Append(')');
                break;
            case JsonValueKind.Array:
                text.Append("createArray(");
                WriteAll(value!.AsArray().Select(Of), text);
                text.Append(')');
                break;
            case JsonValueKind.Number:
                text.Append(value!.ToJsonString());
                break;
            default:
                text.Append(value is null ? "null" : value.ToJsonString()).Append("()");
                break;
        }
    }

    private static ValueExpression Of(JsonNode? value) => new(value);

    private static void WriteAll(IEnumerable<Expression> items, StringBuilder text)
    {
        bool first = true;
        foreach (Expression item in items)
        {
            text.Append(first ? "" : ", ");
            first = false;
            Write(item, text);
        }
    }

    private static bool IsName(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] == '_')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

/// <summary>A node of an expression, as written or reduced as far as possible without the cloud.</summary>
internal abstract record Expression
{
    /// <summary>Deeper nesting is refused, because the stack would overflow.</summary>
    public const int MostNesting = 200;
}

/// <summary>target[index], or target.name with the name as index.</summary>
internal sealed record IndexExpression(Expression Target, Expression Index) : Expression;

/// <summary>A literal, or the value of a reduced expression. The node is shared: copy before use.</summary>
internal sealed record ValueExpression(JsonNode? Value) : Expression;

/// <summary>
/// An object or array that a template states about a resource. It is what the service will answer at least: members that the
/// template does not state may be added, so only what it states is known.
/// </summary>
/// <param name="Value">What the template states. The node is shared: copy before use.</param>
/// <param name="Origin">The expression that reads the service's answer once there is one.</param>
internal sealed record DeclaredExpression(JsonNode Value, Expression Origin) : Expression;

namespace LocalAzure.TemplateLanguage.Syntax;

/// <summary>What an expression's text falls into.</summary>
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

namespace LocalAzure.TemplateLanguage.Syntax;

/// <summary>One token. The text of a string literal is without its quotes; the position counts from zero.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Position);

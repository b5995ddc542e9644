namespace LocalAzure.TemplateLanguage.Syntax;

/// <summary>A function call. A name with a dot is a user-defined function in its namespace.</summary>
internal sealed record CallExpression(string Name, IReadOnlyList<Expression> Arguments) : Expression;

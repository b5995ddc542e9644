namespace LocalAzure.TemplateLanguage.Syntax;

/// <summary>target[index], and target.name, whose index is the name.</summary>
internal sealed record IndexExpression(Expression Target, Expression Index) : Expression;

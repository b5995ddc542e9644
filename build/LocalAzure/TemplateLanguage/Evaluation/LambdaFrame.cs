using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>One variable of a lambda, and those around it.</summary>
internal sealed record LambdaFrame(string Name, Expression Value, LambdaFrame? Outer);

using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Syntax;

/// <summary>A literal, or a value that an expression was reduced to. The node belongs to nobody else: copy before use.</summary>
internal sealed record ValueExpression(JsonNode? Value) : Expression;

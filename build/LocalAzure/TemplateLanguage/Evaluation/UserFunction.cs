using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>A function that the template defines: its parameters' names and the expression that it stands for.</summary>
internal sealed record UserFunction(string Name, IReadOnlyList<string> Parameters, JsonNode? Output);

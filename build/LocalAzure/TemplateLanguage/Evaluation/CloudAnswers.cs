using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>What only the running cloud can answer. Without it such calls stay in the expression.</summary>
/// <param name="Reference">The resource with its id, as asked with an API version.</param>
/// <param name="List">A list* action: its name, resource id, API version and body.</param>
internal sealed record CloudAnswers(
    Func<string, string, JsonObject> Reference,
    Func<string, string, string, JsonNode?, JsonNode?> List
);

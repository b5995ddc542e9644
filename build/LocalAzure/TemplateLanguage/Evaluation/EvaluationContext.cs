using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>Where an expression stands: its template, the loops and lambdas around it, and what is allowed there.</summary>
internal sealed record EvaluationContext(TemplateFrame Frame)
{
    public CopyFrame? Copy { get; init; }

    public LambdaFrame? Lambda { get; init; }

    /// <summary>newGuid() and utcNow() are only for parameter defaults.</summary>
    public bool InDefaultValue { get; init; }

    /// <summary>reference() and list*() are only for resource bodies and outputs.</summary>
    public bool AllowsRuntime { get; init; }

    /// <summary>Whether secure parameters stay as they are written: what a prediction shows must not tell them.</summary>
    public bool HidesSecrets { get; init; }

    /// <summary>The cloud's answers; null while planning and predicting.</summary>
    public CloudAnswers? Cloud { get; init; }

    /// <summary>Told of every resource of the template that a reference or list* names.</summary>
    public Action<PlannedResource>? Seen { get; init; }
}

/// <summary>What only the running cloud can answer. Without it such calls stay in the expression.</summary>
/// <param name="Reference">The resource with its id, as asked with an API version.</param>
/// <param name="List">A list* action: its name, resource id, API version and body.</param>
internal sealed record CloudAnswers(
    Func<string, string, JsonObject> Reference,
    Func<string, string, string, JsonNode?, JsonNode?> List
);

/// <summary>One turn of a copy loop, and the loop around it.</summary>
internal sealed record CopyFrame(string? Name, long Index, CopyFrame? Outer);

/// <summary>One variable of a lambda, and those around it.</summary>
internal sealed record LambdaFrame(string Name, Expression Value, LambdaFrame? Outer);

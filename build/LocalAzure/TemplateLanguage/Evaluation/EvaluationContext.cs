using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>The context of an expression: its template, the surrounding loops and lambdas, and what is allowed.</summary>
internal sealed record EvaluationContext(TemplateFrame Frame)
{
    public CopyFrame? Copy { get; init; }

    public LambdaFrame? Lambda { get; init; }

    /// <summary>newGuid() and utcNow() are allowed only in parameter defaults.</summary>
    public bool InDefaultValue { get; init; }

    /// <summary>reference() and list*() are allowed only in resource bodies and outputs.</summary>
    public bool AllowsRuntime { get; init; }

    /// <summary>Whether secure parameters stay as expressions, so that a prediction does not reveal them.</summary>
    public bool HidesSecrets { get; init; }

    /// <summary>The cloud; null while planning and predicting.</summary>
    public CloudAnswers? Cloud { get; init; }

    /// <summary>Called for each resource of the template that a reference or list* refers to.</summary>
    public Action<PlannedResource>? Seen { get; init; }
}

/// <summary>The calls that need the running cloud. Without it they stay in the expression.</summary>
/// <param name="Reference">Reads the resource with this id and API version.</param>
/// <param name="List">A list* action: its name, resource id, API version and body.</param>
internal sealed record CloudAnswers(
    Func<string, string, JsonObject> Reference,
    Func<string, string, string, JsonNode?, JsonNode?> List
);

/// <summary>An iteration of a copy loop, and the surrounding loop.</summary>
internal sealed record CopyFrame(string? Name, long Index, CopyFrame? Outer)
{
    /// <summary>Whether it is the loop of a property, which copyIndex() means only if it is named.</summary>
    public bool IsOfProperty { get; init; }
}

/// <summary>A variable of a lambda, and the surrounding ones.</summary>
internal sealed record LambdaFrame(string Name, Expression Value, LambdaFrame? Outer);

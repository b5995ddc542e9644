using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>A resource of a template as known at the start of the deployment.</summary>
/// <param name="Source">The resource in the template.</param>
/// <param name="Context">The context of its expressions, with its iteration of the copy loop.</param>
internal sealed record PlannedResource(JsonObject Source, EvaluationContext Context)
{
    /// <summary>Symbolic name, with the index of a copy: name[0]. Null without symbolic names.</summary>
    public string? Symbol { get; init; }

    /// <summary>The loop that it is a copy of.</summary>
    public string? CopyName { get; init; }

    /// <summary>How many copies are created at a time; 0 for all.</summary>
    public long BatchSize { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required string ApiVersion { get; init; }

    /// <summary>False when its condition is false.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The condition if it is not known yet; null for a resource that is certain.</summary>
    public Expression? Condition { get; init; }

    /// <summary>True for an existing resource.</summary>
    public bool IsExisting { get; init; }

    /// <summary>The dependsOn: symbols, loops, ids or names.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The predicted outputs of a nested deployment.</summary>
    public PredictedOutputs? Outputs { get; set; }

    public bool IsDeployment => Type.Equals("Microsoft.Resources/deployments", StringComparison.OrdinalIgnoreCase);
}

using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>One resource of a template: what the start of the deployment knows of it.</summary>
/// <param name="Source">It as it stands in the template.</param>
/// <param name="Context">Where its expressions are evaluated, with its turn of the copy loop.</param>
internal sealed record PlannedResource(JsonObject Source, EvaluationContext Context)
{
    /// <summary>Symbolic name, with the index of a copy: name[0]. Null without symbolic names.</summary>
    public string? Symbol { get; init; }

    /// <summary>The loop that it is a copy of.</summary>
    public string? CopyName { get; init; }

    /// <summary>How many copies are made at a time; 0 for all.</summary>
    public long BatchSize { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required string ApiVersion { get; init; }

    /// <summary>False when its condition is.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>True for one that is only read.</summary>
    public bool IsExisting { get; init; }

    /// <summary>What dependsOn names: symbols, loops, ids or names.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The predicted outputs of a nested deployment.</summary>
    public PredictedOutputs? Outputs { get; set; }

    public bool IsDeployment => Type.Equals("Microsoft.Resources/deployments", StringComparison.OrdinalIgnoreCase);
}

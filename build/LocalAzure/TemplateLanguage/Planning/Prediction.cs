using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Planning;

/// <summary>
/// What a template would create, computed without the cloud: nested deployments are expanded, and what needs the cloud stays
/// an expression.
/// </summary>
internal sealed class Prediction
{
    private const int MostNesting = 20;

    private static readonly string[] NotInBody =
    [
        "id",
        "name",
        "type",
        "apiVersion",
        "copy",
        "condition",
        "dependsOn",
        "resources",
        "comments",
        "existing",
        "scope",
        "subscriptionId",
        "resourceGroup",
        "metadata",
        "import",
        "extension",
    ];

    // Azure/bicep#16385: an expression that gives null is refused here, although Bicep's own evaluation takes it.
    private static readonly string[] MustBeText = ["kind", "location"];

    private readonly Func<string, DeploymentFacts> _factsOf;

    private Prediction(Func<string, DeploymentFacts> factsOf) => _factsOf = factsOf;

    public List<JsonObject> Resources { get; } = [];

    /// <summary>The same resources by their templates.</summary>
    public PredictedLevel Root { get; } = new();

    public Dictionary<string, Expression> Outputs { get; private set; } = [];

    /// <param name="frame">The template with its parameters.</param>
    /// <param name="factsOf">Returns the facts about the scope of a nested deployment.</param>
    public static Prediction Of(TemplateFrame frame, Func<string, DeploymentFacts> factsOf)
    {
        Prediction prediction = new(factsOf);
        prediction.Outputs = prediction.Run(frame, prediction.Root, 0);
        return prediction;
    }

    /// <summary>A resource's body with its expressions evaluated.</summary>
    public static JsonObject Body(PlannedResource resource, EvaluationContext context)
    {
        JsonObject source = new(
            resource
                .Source.Where(p => !NotInBody.Contains(p.Key, StringComparer.OrdinalIgnoreCase))
                .Select(p => KeyValuePair.Create(p.Key, p.Value.Copy()))
        );
        JsonObject body = (JsonObject)TreeEvaluator.Render(source, context)!;
        foreach (string name in MustBeText)
        {
            if (source.Member(name) is not null && body.TryMember(name, out JsonNode? value) && value is null)
            {
                throw new TemplateException(
                    $"The template resource '{resource.Name}' is not valid: the evaluation result of its property '{name}' is of "
                        + "type 'Null', expected type is 'String'."
                );
            }
        }
        return body;
    }

    /// <summary>The template's outputs whose condition is true, as far as they can be computed.</summary>
    public static Dictionary<string, Expression> OutputsOf(TemplateFrame frame, CloudAnswers? cloud)
    {
        EvaluationContext context = new(frame)
        {
            AllowsRuntime = true,
            Cloud = cloud,
            HidesSecrets = cloud is null,
        };
        Dictionary<string, Expression> result = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string? name, JsonNode? node) in frame.Template.Outputs)
        {
            JsonObject output =
                node as JsonObject ?? throw new TemplateException($"The template output '{name}' is not an object.");
            if (
                output.Member("condition") is { } condition
                && TreeEvaluator.Reduce(condition, context) is ValueExpression { Value: var holds }
            )
            {
                if (!holds.IsFlag(out bool flag))
                {
                    throw new TemplateException(
                        $"The condition of the template output '{name}' must be a boolean; it is of type '{holds.TypeName()}'."
                    );
                }
                if (!flag)
                {
                    continue;
                }
            }
            result[name] = output.Member("copy") is JsonObject copy
                ? TreeEvaluator.ArrayOf(
                    TreeEvaluator.Loop(
                        null,
                        copy.Member("count"),
                        context,
                        c => TreeEvaluator.Reduce(copy.Member("input"), c)
                    )
                )
                : TreeEvaluator.Reduce(output.Member("value"), context);
        }
        return result;
    }

    private Dictionary<string, Expression> Run(TemplateFrame frame, PredictedLevel level, int depth)
    {
        if (depth > MostNesting)
        {
            throw new TemplateException($"Deployments nest deeper than {MostNesting} levels.");
        }
        ParameterBinding.BindDefaults(frame);
        Expansion.Expand(frame);
        List<PlannedResource> made = frame.Resources.FindAll(r => r is { IsActive: true, IsExisting: false });
        foreach (PlannedResource nested in made.Where(r => r.IsDeployment))
        {
            nested.Outputs = new PredictedOutputs(nested.Id, () => Within(nested, level, depth));
        }
        foreach (PlannedResource resource in made)
        {
            if (resource.Outputs is { } outputs)
            {
                _ = outputs.Value;
            }
            else
            {
                JsonObject shown = Shown(resource);
                Resources.Add(shown);
                level.Add(resource, shown);
            }
        }
        return OutputsOf(frame, null);
    }

    private static JsonObject Shown(PlannedResource resource)
    {
        JsonObject shown = new()
        {
            ["id"] = resource.Id,
            ["type"] = resource.Type,
            ["name"] = resource.Name,
            ["apiVersion"] = resource.ApiVersion,
        };
        if (resource.Condition is { } condition)
        {
            shown["condition"] = TreeEvaluator.Render(condition);
        }
        try
        {
            foreach ((string? name, JsonNode? value) in Body(resource, resource.Context with { HidesSecrets = true }))
            {
                shown[name] = value.Copy();
            }
        }
        catch (TemplateException) when (resource.Condition is not null)
        {
            // Whether it is made at all is not known, so its body may never be evaluated.
        }
        return shown;
    }

    // What needs a value that is not known yet is computed when the nested deployment starts; until then, its resources and
    // outputs are unknown.
    private Expression? Within(PlannedResource resource, PredictedLevel level, int depth)
    {
        int before = Resources.Count;
        PredictedLevel below = new();
        try
        {
            Expression outputs = Nested(resource, below, depth);
            // Whether any of it is created is not known where the condition is not.
            level.Add(resource, resource.Condition is null ? below : null);
            return outputs;
        }
        catch (TemplateException e) when (e.IsNotYetKnown || resource.Condition is not null)
        {
            Resources.RemoveRange(before, Resources.Count - before);
            level.Add(resource, below: null);
            return null;
        }
    }

    private Expression Nested(PlannedResource resource, PredictedLevel level, int depth)
    {
        string scope = ResourceScopes.Of(resource.Source, resource.Context);
        DeploymentFacts facts = _factsOf(scope) with { DeploymentName = resource.Name };
        if (TreeEvaluator.Render(resource.Source.Member("location"), resource.Context).IsText(out string? location))
        {
            facts = facts with { DeploymentLocation = location };
        }
        EvaluationContext context = resource.Context with { HidesSecrets = true };
        TemplateFrame frame = new(
            new Template(NestedDeployment.TemplateOf(resource, context)),
            facts,
            context.Frame.Functions
        );
        ParameterBinding.Bind(frame, NestedDeployment.ParametersOf(resource, context));
        Dictionary<string, Expression> outputs = Run(frame, level, depth + 1);
        level.Order = new Dependencies(frame).InOrder;
        return TreeEvaluator.ObjectOf([
            .. outputs.Select(o => (Text(o.Key), TreeEvaluator.ObjectOf([(Text("value"), o.Value)]))),
        ]);
    }

    private static ValueExpression Text(string text) => new(JsonValue.Create(text));
}

using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Planning;

/// <summary>Expands a template's resources: copies, conditions, children, extension scopes and symbolic names.</summary>
internal static class Expansion
{
    public const int MostResources = 800;

    public static void Expand(TemplateFrame frame)
    {
        EvaluationContext context = new(frame);
        foreach ((string? symbol, JsonObject? source) in Definitions(frame.Template.Json.Member("resources")))
        {
            Unroll(symbol, source, context, null);
        }
        if (frame.Resources.Count > MostResources)
        {
            throw new TemplateException(
                $"Deployment template validation failed: 'The template has {frame.Resources.Count} resources; the limit is "
                    + $"{MostResources}.'."
            );
        }
        IGrouping<string, PlannedResource>? twice = frame
            .Resources.Where(r => r is { IsActive: true, IsExisting: false } && !ExpressionText.IsExpression(r.Name))
            .GroupBy(r => r.Id, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new TemplateException(
                $"Deployment template validation failed: 'The resource '{twice.Key}' is defined multiple times in a template. "
                    + "Please see https://aka.ms/arm-syntax-resources for usage details.'."
            );
        }
    }

    private static IEnumerable<(string? Symbol, JsonObject Source)> Definitions(JsonNode? resources) =>
        resources switch
        {
            JsonArray array => array.Select(r => ((string?)null, Require(r))),
            JsonObject json => json.Select(p => ((string?)p.Key, Require(p.Value))),
            _ => [],
        };

    private static JsonObject Require(JsonNode? node) =>
        node as JsonObject
        ?? throw new TemplateException("Deployment template parse failed: 'A resource must be an object.'.");

    private static void Unroll(string? symbol, JsonObject source, EvaluationContext context, PlannedResource? parent)
    {
        TemplateMembers.CheckResource(source);
        if (source.Member("copy") is not JsonObject copy)
        {
            Add(symbol, source, context, parent, null, 0);
            return;
        }
        string name =
            (copy.Member("name").IsText(out string? given) ? given : symbol)
            ?? throw new TemplateException("Deployment template parse failed: 'A copy loop must have a name.'.");
        bool serial = copy.Member("mode").Display().Equals("serial", StringComparison.OrdinalIgnoreCase);
        long batch =
            !serial ? 0
            : copy.Member("batchSize").IsInteger(out long size) ? size
            : 1;
        foreach (EvaluationContext inner in TreeEvaluator.Loop(name, copy.Member("count"), context, c => c))
        {
            Add(symbol is null ? null : $"{symbol}[{inner.Copy!.Index}]", source, inner, parent, name, batch);
        }
    }

    private static void Add(
        string? symbol,
        JsonObject source,
        EvaluationContext context,
        PlannedResource? parent,
        string? loop,
        long batch
    )
    {
        bool active = parent?.IsActive ?? true;
        Expression? open = parent?.Condition;
        if (active && source.Member("condition") is { } condition)
        {
            (active, Expression? own) = Decide(condition, context);
            open ??= own;
        }
        PlannedResource resource = active ? Plan(source, context, parent) : Unneeded(source, context, parent);
        resource = resource with
        {
            Symbol = symbol,
            CopyName = loop,
            BatchSize = batch,
            IsActive = active,
            Condition = open,
            IsExisting = source.Member("existing").IsFlag(out bool existing) && existing,
        };
        context.Frame.Resources.Add(resource);
        if (symbol is not null)
        {
            context.Frame.Symbols[symbol] = resource;
        }
        foreach ((string? child, JsonObject? childSource) in Definitions(source.Member("resources")))
        {
            Unroll(child, childSource, context, resource);
        }
    }

    private static PlannedResource Plan(JsonObject source, EvaluationContext context, PlannedResource? parent)
    {
        string name = Text(source, "name", context);
        string type = Text(source, "type", context);
        if (parent is not null && !type.Contains('.', StringComparison.Ordinal))
        {
            (name, type) = ($"{parent.Name}/{name}", $"{parent.Type}/{type}");
        }
        return new PlannedResource(source, context with { AllowsRuntime = true })
        {
            Name = name,
            Type = type,
            ApiVersion = Text(source, "apiVersion", context),
            Id = ResourceScopes.IdOf(source, type, name, context),
            DependsOn = [.. DependsOn(source, context), .. parent is null ? [] : new[] { parent.Id }],
        };
    }

    // A resource with a false condition is not looked at: its name or scope may make no sense without it. Its id is still what
    // others depend on.
    private static PlannedResource Unneeded(JsonObject source, EvaluationContext context, PlannedResource? parent)
    {
        try
        {
            return Plan(source, context, parent);
        }
        catch (TemplateException)
        {
            string name = Attempt(source, "name", context);
            string type = source.Member("type").Display();
            string[] types = type.Split('/');
            IEnumerable<string> pairs = types.Skip(1).Zip(name.Split('/'), (t, n) => $"{t}/{n}");
            return new PlannedResource(source, context with { AllowsRuntime = true })
            {
                Name = name,
                Type = type,
                ApiVersion = source.Member("apiVersion").Display(),
                Id = $"{context.Frame.Facts.Scope}/providers/{types[0]}/{string.Join('/', pairs)}",
            };
        }
    }

    private static string Attempt(JsonObject source, string name, EvaluationContext context)
    {
        try
        {
            return TreeEvaluator.Render(source.Member(name), context).Display();
        }
        catch (TemplateException)
        {
            return "";
        }
    }

    private static IEnumerable<string> DependsOn(JsonObject source, EvaluationContext context) =>
        (source.Member("dependsOn") as JsonArray ?? [])
            .Select(d => TreeEvaluator.Reduce(d, context))
            .OfType<ValueExpression>()
            .Select(v => v.Value.Display());

    private static (bool IsActive, Expression? Open) Decide(JsonNode condition, EvaluationContext context) =>
        TreeEvaluator.Reduce(condition, context) switch
        {
            ValueExpression { Value: var value } => value.IsFlag(out bool flag)
                ? (flag, (Expression?)null)
                : throw new TemplateException(
                    $"A resource's condition must be a boolean; it is of type '{value.TypeName()}'."
                ),
            var open => (true, open),
        };

    private static string Text(JsonObject source, string name, EvaluationContext context) =>
        TreeEvaluator.Reduce(source.Member(name), context) switch
        {
            ValueExpression { Value: var value } => value.IsText(out string? text) && text.Length > 0
                ? text
                : throw new TemplateException(
                    $"Deployment template validation failed: 'The template resource must have the property '{name}', a string "
                        + "that is not empty.'."
                ),
            var open => ExpressionText.Write(open),
        };
}

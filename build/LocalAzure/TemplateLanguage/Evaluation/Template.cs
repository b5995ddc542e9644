using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>
/// The parts of a template. The limits are ARM's (learn.microsoft.com, template best practices): 256 parameters, 256
/// variables, 800 resources, 64 outputs.
/// </summary>
internal sealed class Template
{
    private readonly Dictionary<string, UserFunction> _functions = new(StringComparer.OrdinalIgnoreCase);

    public Template(JsonObject json)
    {
        Json = json;
        if (json.Member("resources") is not (JsonArray or JsonObject))
        {
            throw new TemplateException(
                "Deployment template parse failed: 'Required property 'resources' not found in JSON.'."
            );
        }
        if (!json.Member("contentVersion").IsText(out _))
        {
            throw new TemplateException(
                "Deployment template parse failed: 'Required property 'contentVersion' not found in JSON.'."
            );
        }
        if (json.Member("$schema") is not null && !json.Member("$schema").IsText(out _))
        {
            throw new TemplateException("Deployment template parse failed: '$schema' must be a string.");
        }
        TemplateMembers.Check(json);
        Limit(Parameters.Count, 256, "parameters");
        Limit(Variables.Count, 256, "variables");
        Limit(Outputs.Count, 64, "outputs");
        ReadFunctions();
    }

    private Template(Dictionary<string, UserFunction> functions)
    {
        Json = [];
        _functions = functions;
    }

    public JsonObject Json { get; }

    public JsonObject Parameters => Json.Member("parameters") as JsonObject ?? [];

    public JsonObject Outputs => Json.Member("outputs") as JsonObject ?? [];

    public JsonObject Definitions => Json.Member("definitions") as JsonObject ?? [];

    private JsonObject Variables => Json.Member("variables") as JsonObject ?? [];

    public Template OnlyFunctions() => new(_functions);

    public UserFunction? Function(string name) => _functions.GetValueOrDefault(name);

    public Expression Variable(string name, EvaluationContext context)
    {
        if (Variables.TryMember(name, out JsonNode? value) && !TreeEvaluator.IsLoop(name, value))
        {
            return TreeEvaluator.Reduce(value, context);
        }
        if (Variables.Member("copy") is JsonArray loops)
        {
            foreach (JsonObject loop in loops.OfType<JsonObject>())
            {
                if (
                    loop.Member("name").IsText(out string? loopName)
                    && loopName.Equals(name, StringComparison.OrdinalIgnoreCase)
                )
                {
                    return TreeEvaluator.ArrayOf(
                        TreeEvaluator.Loop(
                            loopName,
                            loop.Member("count"),
                            context,
                            inner => TreeEvaluator.Reduce(loop.Member("input"), inner)
                        )
                    );
                }
            }
        }
        throw new TemplateException(
            $"The template variable '{name}' is not found. Please see https://aka.ms/arm-syntax-variables for usage details."
        );
    }

    private void ReadFunctions()
    {
        foreach (JsonObject space in (Json.Member("functions") as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach ((string? name, JsonNode? value) in space.Member("members") as JsonObject ?? [])
            {
                JsonObject member = value as JsonObject ?? [];
                JsonObject output = member.Member("output") as JsonObject ?? [];
                string full = $"{space.Member("namespace").Display()}.{name}";
                IEnumerable<string> names = (member.Member("parameters") as JsonArray ?? [])
                    .OfType<JsonObject>()
                    .Select(p => p.Member("name").Display());
                _functions[full] = new UserFunction(full, [.. names], output.Member("value"));
            }
        }
    }

    private static void Limit(int count, int most, string what)
    {
        if (count > most)
        {
            throw new TemplateException(
                $"Deployment template validation failed: 'The template has {count} {what}; the limit is {most}. Please see "
                    + "https://aka.ms/arm-syntax for usage details.'."
            );
        }
    }
}

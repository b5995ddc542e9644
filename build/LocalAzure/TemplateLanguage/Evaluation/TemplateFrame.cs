using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>
/// A template with bound parameters: the names that its expressions can use. Variables are evaluated on first use, so their
/// order does not matter and a cycle is detected.
/// </summary>
internal sealed class TemplateFrame(
    Template template,
    DeploymentFacts facts,
    Func<string, FunctionDefinition?> functions
)
{
    private readonly Dictionary<string, Expression> _parameters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Expression> _variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Expression> _shownVariables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Stack<string> _open = new();

    public Template Template { get; } = template;

    public DeploymentFacts Facts { get; } = facts;

    /// <summary>Finds a function by name.</summary>
    public Func<string, FunctionDefinition?> Functions { get; } = functions;

    /// <summary>Resources by symbolic name, copies as name[index]; filled by the expansion.</summary>
    public Dictionary<string, PlannedResource> Symbols { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All planned resources, for references by id or name.</summary>
    public List<PlannedResource> Resources { get; } = [];

    /// <summary>What deployment() returns as the parameters.</summary>
    public JsonObject GivenParameters { get; init; } = [];

    /// <summary>The names of the parameters that have their default.</summary>
    public HashSet<string> Defaulted { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void Bind(string name, Expression value) => _parameters[name] = value;

    public Expression Parameter(string name, EvaluationContext context)
    {
        if (context.HidesSecrets && ParameterBinding.Shown(this, name) is { } shown)
        {
            return shown;
        }
        if (_parameters.TryGetValue(name, out Expression? value))
        {
            return value;
        }
        return ParameterBinding.Default(this, name)
            ?? throw new TemplateException(
                $"The template parameter '{name}' is not found. Please see https://aka.ms/arm-syntax-parameters for usage "
                    + "details."
            );
    }

    public Expression Variable(string name, bool hidesSecrets)
    {
        Dictionary<string, Expression> values = hidesSecrets ? _shownVariables : _variables;
        if (values.TryGetValue(name, out Expression? known))
        {
            return known;
        }
        if (_open.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new TemplateException(
                "The template variables form a circle: " + string.Join(" -> ", _open.Reverse().Append(name)) + "."
            );
        }
        _open.Push(name);
        try
        {
            return values[name] = Template.Variable(name, new EvaluationContext(this) { HidesSecrets = hidesSecrets });
        }
        finally
        {
            _open.Pop();
        }
    }

    /// <summary>Runs a function that must not depend on itself, such as a parameter's default.</summary>
    public T Guarded<T>(string what, Func<T> run)
    {
        if (_open.Contains(what, StringComparer.OrdinalIgnoreCase))
        {
            throw new TemplateException($"Circular dependency: {string.Join(" -> ", _open.Reverse().Append(what))}.");
        }
        _open.Push(what);
        try
        {
            return run();
        }
        finally
        {
            _open.Pop();
        }
    }

    /// <summary>A frame for a user-defined function's body: its arguments are the only parameters.</summary>
    public TemplateFrame ForFunction(UserFunction function, IReadOnlyList<Expression> arguments)
    {
        TemplateFrame frame = new(Template.OnlyFunctions(), Facts, Functions);
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            frame.Bind(function.Parameters[i], arguments[i]);
        }
        return frame;
    }
}

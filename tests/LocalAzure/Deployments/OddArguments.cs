using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Functions;

namespace LocalAzure.Tests.Deployments;

/// <summary>Every function with every odd argument: a value or a refusal, never another exception.</summary>
public sealed class OddArguments
{
    private const int Most = 3;

    private static readonly string[] Odd =
    [
        "null()",
        "true()",
        "-1",
        "0",
        "9223372036854775807",
        "''",
        "'a'",
        "'ht(tp'",
        "'{0'",
        "'%zz'",
        "'2020-01-01T00:00:00Z'",
        "'-P1D'",
        "'https://h:99999/'",
        "'10.0.0.0/33'",
        "'Microsoft.X/y/z'",
        "createArray()",
        "createArray(1, 'a', null())",
        "createObject('', createArray())",
        "createObject('scheme', 'ht(tp', 'host', 'h h', 'port', 81)",
        "lambda('x', lambdaVariables('y'))",
    ];

    /// <summary>A third of them, for the calls with three arguments.</summary>
    private static readonly string[] Fewer = [.. Odd.Where((_, i) => i % 3 == 1)];

    public static TheoryData<string> Names => [.. FunctionTable.Names.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_taken_or_refused_as_an_invalid_template(string function)
    {
        JsonObject template = JsonNode.Parse(Deploying.Template(""))!.AsObject();
        TemplateFrame frame = new(new Template(template), new Place("rg-corpus").Facts, FunctionTable.Find);
        IEnumerable<string> broken = CallsOf(FunctionTable.Find(function)!)
            .Select(c => Broken(frame, c))
            .OfType<string>()
            .Take(5);

        Assert.Equal("", string.Join('\n', broken));
    }

    private static string? Broken(TemplateFrame frame, string call)
    {
        try
        {
            _ = Evaluator.Text(
                $"[{call}]",
                new EvaluationContext(frame) { AllowsRuntime = true, InDefaultValue = true }
            );
            return null;
        }
        catch (TemplateException)
        {
            return null;
        }
#pragma warning disable CA1031 // The test is that no other exception comes.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"{call}: {e.GetType().Name}: {e.Message}";
        }
    }

    private static IEnumerable<string> CallsOf(FunctionDefinition function) =>
        Enumerable
            .Range(function.Least, Math.Min(function.Most, Most) - Math.Min(function.Least, Most) + 1)
            .SelectMany(n => Lists(n, n < Most ? Odd : Fewer))
            .Select(list => $"{function.Name}({list})");

    private static IEnumerable<string> Lists(int count, string[] values) =>
        count == 0 ? [""]
        : count == 1 ? values
        : Lists(count - 1, values).SelectMany(list => values.Select(v => $"{list}, {v}"));
}

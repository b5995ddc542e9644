using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Functions;
using LocalAzure.TemplateLanguage.Planning;
using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.Tests.Deployments;

/// <summary>
/// Microsoft's evaluation of a corpus of templates against ours: predicted resources and outputs, character by
/// character. What neither knows without a cloud must stay the same expression.
/// </summary>
public sealed class ComparedWithBicep(BicepOracle oracle) : IClassFixture<BicepOracle>
{
    private static readonly string Folder = Repository.PathOf("tests/LocalAzure/Deployments/Corpus");

    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(Folder, "*.bicepparam").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_template_comes_out_as_from_Bicep(string name)
    {
        Assert.SkipUnless(oracle.IsThere, "There is no Bicep compiler on this machine.");
        string file = Path.Combine(Folder, name + ".bicepparam");
        (JsonObject? template, JsonObject? parameters) = await oracle.CompileAsync(file);
        Place place = Place.Of(template);

        JsonObject expected = await oracle.PredictAsync(file, place);
        TemplateFrame frame = new(new Template(template), place.Facts, FunctionTable.Find);
        ParameterBinding.Bind(frame, ValuesOf(parameters));
        Prediction predicted = Prediction.Of(frame, place.FactsOf);

        IEnumerable<KeyValuePair<string, JsonNode?>> outputs = predicted.Outputs.Select(o =>
            KeyValuePair.Create(o.Key, TreeEvaluator.Render(o.Value))
        );
        string[] differences =
        [
            .. JsonDifference.Between(ById(expected["predictedResources"]!.AsArray()), ById(predicted.Resources), ""),
            .. JsonDifference.Between(expected["outputs"], new JsonObject(outputs), "outputs"),
        ];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    [Fact]
    public void The_corpus_has_at_least_60_templates_and_calls_every_function()
    {
        IEnumerable<string> files = Directory
            .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText);
        string text = string.Join('\n', files);
        Assert.True(Cases.Count >= 60, $"The corpus has {Cases.Count} templates.");
        Assert.Empty(
            FunctionTable.Names.Where(f => !text.Contains(f + "(", StringComparison.OrdinalIgnoreCase)).Order()
        );
    }

    private static Dictionary<string, Expression> ValuesOf(JsonObject parameters) =>
        parameters.ToDictionary(p => p.Key, p => (Expression)new ValueExpression(p.Value!["value"]?.DeepClone()));

    private static JsonObject ById(IEnumerable<JsonNode?> resources) =>
        new(resources.Select(r => KeyValuePair.Create<string, JsonNode?>(r!["id"]!.GetValue<string>(), r.DeepClone())));
}

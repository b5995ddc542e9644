using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Functions;
using LocalAzure.TemplateLanguage.Planning;
using StreamJsonRpc;

namespace LocalAzure.Tests.Deployments;

/// <summary>What Microsoft's evaluation refuses, ours refuses: a template that passes here must not fail there.</summary>
public sealed class RefusedExpressions(BicepOracle oracle) : IClassFixture<BicepOracle>
{
    private static readonly string[] Expressions = File.ReadAllLines(
        Path.Combine(Repository.PathOf("tests/LocalAzure/Deployments/Corpus"), "Refusals.txt")
    );

    [Fact]
    public void Ours_refuses_each_as_an_invalid_template() =>
        Assert.Equal("", string.Join("\n", Expressions.Where(OursTakes)));

    [Fact]
    public async Task Bicep_refuses_each_too()
    {
        Assert.SkipUnless(oracle.IsThere, "There is no Bicep compiler on this machine.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            List<string> taken = new();
            foreach ((int i, string? expression) in Expressions.Index())
            {
                if (await BicepTakesAsync(Path.Combine(folder.FullName, $"case{i}"), expression))
                {
                    taken.Add(expression);
                }
            }
            Assert.Equal("", string.Join("\n", taken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool OursTakes(string expression)
    {
        try
        {
            Place place = new("rg-corpus");
            TemplateFrame frame = new(new Template(TemplateOf(expression)), place.Facts, FunctionTable.Find);
            _ = Prediction.Of(frame, place.FactsOf).Outputs;
            return true;
        }
        catch (TemplateException)
        {
            return false;
        }
    }

    private async Task<bool> BicepTakesAsync(string stem, string expression)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(stem + ".json", TemplateOf(expression).ToJsonString(), cancellationToken);
        await File.WriteAllTextAsync(
            stem + ".bicepparam",
            $"using './{Path.GetFileName(stem)}.json'\n",
            cancellationToken
        );
        try
        {
            await oracle.PredictAsync(stem + ".bicepparam", new Place("rg-corpus"));
            return true;
        }
        catch (RemoteInvocationException)
        {
            return false;
        }
    }

    private static JsonObject TemplateOf(string expression) =>
        new()
        {
            ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            ["contentVersion"] = "1.0.0.0",
            ["resources"] = new JsonArray(),
            ["outputs"] = new JsonObject
            {
                ["out"] = new JsonObject { ["type"] = "array", ["value"] = $"[createArray({expression})]" },
            },
        };
}

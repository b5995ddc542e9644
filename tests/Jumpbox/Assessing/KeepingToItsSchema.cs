using Jumpbox.Evidence.Assessing;
using NJsonSchema;

namespace Jumpbox.Tests.Assessing;

/// <summary><c>assessment.json</c> and <c>docs/schemas/assessment.schema.json</c> say the same.</summary>
public sealed class KeepingToItsSchema
{
    [Fact]
    public async Task An_assessment_keeps_to_it_and_another_does_not()
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(
            Path.Combine(Repository.Root, "docs/schemas/assessment.schema.json"),
            TestContext.Current.CancellationToken
        );
        Assessment sample = SampleAssessment.Of("steps");
        Assessment whole = sample with
        {
            Items =
            [
                .. Enum.GetValues<AssessedExplanation>()
                    .Select(how => new AssessedItem("id", "title", AssessedOutcome.Error, how, null, "why")),
            ],
            Trouble = "It did not look.",
        };
        Assert.Empty(schema.Validate(sample.ToJson()));
        Assert.Empty(schema.Validate(whole.ToJson()));
        Assert.Empty(schema.Validate((whole with { Content = null, Score = null, ToolVersion = null }).ToJson()));
        Assert.NotEmpty(schema.Validate((whole with { CustomizerSha256 = "short" }).ToJson()));
        Assert.NotEmpty(schema.Validate("{}"));
    }
}

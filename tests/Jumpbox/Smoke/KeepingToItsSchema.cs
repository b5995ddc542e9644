using Jumpbox.Evidence.Booting;
using NJsonSchema;

namespace Jumpbox.Tests.Smoke;

/// <summary><c>smoke.json</c> and <c>docs/schemas/smoke.schema.json</c> say the same.</summary>
public sealed class KeepingToItsSchema
{
    private static readonly SmokeReport Report = new()
    {
        SchemaVersion = SmokeReport.CurrentSchemaVersion,
        Cloud = "azure",
        ImageId = "/image",
        ContentHash = new string('a', 64),
        Run = "20261130-1",
        Started = DateTimeOffset.UnixEpoch,
        Finished = DateTimeOffset.UnixEpoch.AddMinutes(20),
        Size = "Standard_D2ds_v5",
        SecurityType = "Standard",
        OsDisk = "managed",
        Machines = [new("m-1", 20, 41.5, "12 s", null)],
        Checks =
        [
            .. Enum.GetValues<SmokeOutcome>()
                .Select(outcome => new SmokeCheck("dns-aks", 1, 1, outcome, "why") { OptOut = "by design" }),
        ],
        Trouble = "It took too long.",
        Left = new SortedDictionary<string, string> { ["/nic"] = "locked" },
    };

    [Fact]
    public async Task A_report_keeps_to_it_and_another_does_not()
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(
            Path.Combine(Repository.Root, "docs/schemas/smoke.schema.json"),
            TestContext.Current.CancellationToken
        );
        Assert.Empty(schema.Validate(Report.ToJson()));
        Assert.Empty(schema.Validate((Report with { Trouble = null, Machines = [] }).ToJson()));
        Assert.NotEmpty(schema.Validate((Report with { OsDisk = "floppy" }).ToJson()));
        Assert.NotEmpty(schema.Validate((Report with { ContentHash = "short" }).ToJson()));
        Assert.NotEmpty(schema.Validate("{}"));
        Assert.Equal(Report.ToJson(), SmokeReport.Parse(Report.ToJson()).ToJson());
    }
}

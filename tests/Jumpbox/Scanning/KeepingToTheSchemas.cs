using Jumpbox.Evidence.Report;
using Jumpbox.Evidence.Scan;
using NJsonSchema;

namespace Jumpbox.Tests.Scanning;

public sealed class KeepingToTheSchemas
{
    [Fact]
    public async Task A_scan_keeps_to_its_schema()
    {
        JsonSchema schema = await SchemaAsync("vulnerabilities");
        VulnerabilityReport report = ScannedBill.Read(ScannedBill.Grype());
        VexOpinion opinion = new(VexStatus.NotAffected, "not there", "vendor") { Contradiction = "ours says affected" };

        Assert.Empty(schema.Validate(report.ToJson()));
        Assert.Empty(
            schema.Validate((report with { Findings = [report.Findings[0] with { Vex = opinion }] }).ToJson())
        );
        Assert.NotEmpty(schema.Validate((report with { BillSha256 = "short" }).ToJson()));
        Assert.NotEmpty(schema.Validate("{}"));
    }

    [Fact]
    public async Task A_comparison_keeps_to_its_schema()
    {
        JsonSchema schema = await SchemaAsync("compare");
        string folder = Directory.CreateTempSubdirectory("jumpbox-compare-").FullName;
        try
        {
            RememberedImage image = new(ScannedBill.Record, null, null);
            ReleaseComparison
                .Between(image, image with { Record = image.Record with { Tools = [], Location = "westeurope" } })
                .WriteTo(folder);

            Assert.Empty(schema.Validate(File.ReadAllText(Path.Combine(folder, ReleaseComparison.FileName))));
            Assert.NotEmpty(schema.Validate("{}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<JsonSchema> SchemaAsync(string name) =>
        await JsonSchema.FromFileAsync(
            Path.Combine(Repository.Root, "docs/schemas", $"{name}.schema.json"),
            TestContext.Current.CancellationToken
        );
}

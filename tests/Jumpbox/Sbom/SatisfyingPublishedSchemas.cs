using Jumpbox.Evidence;
using Jumpbox.Tests.Customizer;
using NJsonSchema;

namespace Jumpbox.Tests.Sbom;

/// <summary>The bill with everything in it, against the schemas as their owners publish them.</summary>
public sealed class SatisfyingPublishedSchemas
{
    [Theory]
    [InlineData("spdx-2.3.schema.json", EvidenceFiles.Bill, "\"SHA256\"", "\"SHA-256\"")]
    [InlineData("bom-1.6.schema.json", EvidenceFiles.CycloneDxBill, "\"bom-ref\"", "\"bomRef\"")]
    [InlineData("bom-1.6.schema.json", EvidenceFiles.SourceBill, "\"post-build\"", "\"after-build\"")]
    public async Task Each_file_satisfies_its_format(string published, string file, string right, string wrong)
    {
        string path = Path.Combine(Repository.Root, "../shared/data/schemas", published);
        Assert.SkipUnless(File.Exists(path), $"The published schema '{path}' is not here.");
        JsonSchema schema = await JsonSchema.FromFileAsync(path, TestContext.Current.CancellationToken);
        string text = SampleInventory.Bill().Files[file];

        Assert.Empty(schema.Validate(text));
        Assert.NotEmpty(schema.Validate(text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(EvidenceFiles.CycloneDxBill)]
    [InlineData(EvidenceFiles.SourceBill)]
    public async Task The_library_of_CycloneDX_takes_it(string file)
    {
        string folder = Path.Combine(Repository.Root, "tests/Jumpbox/Sbom/cyclonedx");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(folder, "node_modules")),
            "CycloneDX's library is not installed; run npm ci in tests/Jumpbox/Sbom/cyclonedx."
        );
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                path,
                SampleInventory.Bill().Files[file],
                TestContext.Current.CancellationToken
            );
            (int code, string output) = await Shell.RunAsync("node", Path.Combine(folder, "validate.js"), path);
            Assert.True(code == 0, output);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

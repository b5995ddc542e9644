using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using NJsonSchema;

namespace Jumpbox.Tests.Evidence;

public sealed class TheImageRecord : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-record-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Comes_back_from_its_file_as_it_went()
    {
        string path = Path.Combine(_folder, "deep", "image.json");

        SampleRecord.Good.WriteTo(path);

        Assert.Equal(SampleRecord.Good.ToJson(), ImageRecord.Read(path).ToJson());
        Assert.Equal(["image.json"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Has_its_members_in_one_order() =>
        Assert.Equal(
            "schemaVersion cloud subscription location templateId templateName contentHash imageId imageState runState "
                + "baseImage tools lockDigest commit dirty started finished vmSize runOutputs checks skipped",
            string.Join(' ', JsonNode.Parse(SampleRecord.Good.ToJson())!.AsObject().Select(member => member.Key))
        );

    [Fact]
    public async Task Keeps_to_its_schema()
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(
            Path.Combine(Repository.Root, "docs/schemas/image.schema.json"),
            TestContext.Current.CancellationToken
        );

        Assert.Empty(schema.Validate(SampleRecord.Good.ToJson()));
        Assert.NotEmpty(schema.Validate((SampleRecord.Good with { ContentHash = "short" }).ToJson()));
        Assert.NotEmpty(schema.Validate("{}"));
    }

    [Theory]
    [InlineData("\"dirty\": false,", "", "dirty")]
    [InlineData("\"dirty\": false", "\"dirty\": null", "line")]
    [InlineData("\"dirty\": false", "\"dirty\": false, \"dirty\": true", "dirty")]
    [InlineData("\"dirty\": false", "\"dirty\": false, \"signed\": true", "signed")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2", "schemaVersion 2")]
    [InlineData("{", "", "line 2")]
    public void Is_refused_with_file_reason_and_cure_when_it_is_not_whole(string whole, string broken, string told)
    {
        string text = SampleRecord.Good.ToJson();
        int at = text.IndexOf(whole, StringComparison.Ordinal);

        EvidenceException refused = Assert.Throws<EvidenceException>(() =>
            ImageRecord.Parse(text.Remove(at, whole.Length).Insert(at, broken))
        );

        Assert.Contains("image.json", refused.Message);
        Assert.Contains(told, refused.Message);
        Assert.Contains("build", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Is_asked_of_the_target_Build_when_it_is_missing() =>
        Assert.Contains(
            "target Build",
            Assert.Throws<EvidenceException>(() => ImageRecord.Read(Path.Combine(_folder, "image.json"))).Message
        );
}

using System.Text;
using Jumpbox.Tools;
using NJsonSchema;

namespace Jumpbox.Tests.Tools;

public sealed class CheckedInPins
{
    private static readonly ToolCatalogue S_catalogue = ToolCatalogue.Load(In(ToolCatalogue.DefaultPath));
    private static readonly ToolLock S_lock = ToolLock.Load(In(ToolLock.DefaultPath));

    private static string In(string path) => Path.Combine(Repository.Root, path);

    [Fact]
    public void The_lock_pins_exactly_what_the_catalogue_would_fetch() =>
        Assert.Empty(LockAgreement.Problems(S_catalogue, S_lock));

    [Fact]
    public void The_lock_is_in_canonical_form()
    {
        string text = File.ReadAllText(In(ToolLock.DefaultPath));

        Assert.Equal(text, Encoding.UTF8.GetString(S_lock.ToBytes()));
    }

    [Fact]
    public void The_seven_tools_of_the_original_are_on_and_at_least_five_more_can_be_switched_on()
    {
        string[] original = ["azure-cli", "azwi", "helm", "kubectl", "kubelogin", "osm", "terraform"];

        Assert.Equal(original, S_catalogue.Select(new Dictionary<string, bool>()).Select(tool => tool.Name).Order());
        Assert.True(S_catalogue.Tools.Count(tool => !tool.Default) >= 5);
    }

    [Fact]
    public void The_archived_tool_is_at_the_originals_version_and_carries_a_warning()
    {
        Assert.Equal("1.0.0", S_lock.Find("osm")!.Version);
        Assert.True(S_catalogue.Find("osm")!.Archived);
        Assert.Contains("archived", S_catalogue.Find("osm")!.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_seen_in_one_place_only_is_a_candidate()
    {
        Assert.True(S_lock.Find("osm")!.Find("amd64", "noble")!.IsCandidate);
        Assert.True(S_lock.Find("azure-cli")!.Find("amd64", "noble")!.IsCandidate);
        Assert.False(S_lock.Find("kubectl")!.Find("amd64", "noble")!.IsCandidate);
    }

    [Fact]
    public void Every_supported_base_image_is_pinned_and_the_originals_is_refused_with_the_reason()
    {
        Assert.All(
            S_catalogue.BaseImages,
            image =>
                Assert.Equal(
                    image.Refused is null,
                    S_lock.FindBaseImage(image.Publisher, image.Offer, image.Sku) is not null
                )
        );
        Assert.Contains(
            "2023-05-31",
            S_catalogue.FindBaseImage("canonical", "ubuntuserver", "18.04-lts")!.Refused,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("scripts/tools.json", "scripts/tools.schema.json")]
    [InlineData("scripts/tools.lock.json", "scripts/tools.lock.schema.json")]
    public async Task The_file_satisfies_the_schema_that_editors_show(string file, string schemaFile)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(In(schemaFile), TestContext.Current.CancellationToken);
        string text = await File.ReadAllTextAsync(In(file), TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(text));
        Assert.NotEmpty(schema.Validate(text.Replace("\"name\"", "\"nome\"", StringComparison.Ordinal)));
    }
}

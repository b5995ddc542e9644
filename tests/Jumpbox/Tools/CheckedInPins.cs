using System.Text;
using Jumpbox.Customizer;
using Jumpbox.Settings;
using Jumpbox.Tools;
using NJsonSchema;

namespace Jumpbox.Tests.Tools;

/// <summary>
/// What holds for the checkout's catalogue and lock however a user edits and updates them, and values of the tests' own ones.
/// </summary>
public sealed class CheckedInPins
{
    private static readonly ToolPins Sampled = ToolPins.Load(SampleSettings.Root);
    private static readonly ToolPins Checked = ToolPins.Load(Repository.Root);

    private static string In(string path) => Path.Combine(Repository.Root, path);

    [Fact]
    public void The_lock_pins_exactly_what_the_catalogue_would_fetch() =>
        Assert.Empty(LockAgreement.Problems(Checked.Catalogue, Checked.Lock));

    [Fact]
    public void The_lock_is_in_canonical_form()
    {
        string text = File.ReadAllText(In(ToolLock.DefaultPath));

        Assert.Equal(text, Encoding.UTF8.GetString(Checked.Lock.ToBytes()));
    }

    [Fact]
    public void The_seven_tools_of_the_original_are_on_and_at_least_five_more_can_be_switched_on()
    {
        string[] original = ["azure-cli", "azwi", "helm", "kubectl", "kubelogin", "osm", "terraform"];

        Assert.Equal(
            original,
            Sampled.Catalogue.Select(new Dictionary<string, bool>()).Select(tool => tool.Name).Order()
        );
        Assert.True(Sampled.Catalogue.Tools.Count(tool => !tool.Default) >= 5);
    }

    [Fact]
    public void The_archived_tool_is_at_the_originals_version_and_carries_a_warning()
    {
        Assert.Equal("1.0.0", Sampled.Lock.Find("osm")!.Version);
        Assert.True(Sampled.Catalogue.Find("osm")!.Archived);
        Assert.Contains("archived", Sampled.Catalogue.Find("osm")!.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_seen_in_one_place_only_is_a_candidate()
    {
        Assert.True(Sampled.Lock.Find("osm")!.Find("amd64", "noble")!.IsCandidate);
        Assert.True(Sampled.Lock.Find("azure-cli")!.Find("amd64", "noble")!.IsCandidate);
        Assert.False(Sampled.Lock.Find("kubectl")!.Find("amd64", "noble")!.IsCandidate);
    }

    [Fact]
    public void Every_supported_base_image_is_pinned_and_the_originals_is_refused_with_the_reason()
    {
        Assert.All(
            Sampled.Catalogue.BaseImages,
            image =>
                Assert.Equal(
                    image.Refused is null,
                    Sampled.Lock.FindBaseImage(image.Publisher, image.Offer, image.Sku) is not null
                )
        );
        Assert.Contains(
            "2023-05-31",
            Sampled.Catalogue.FindBaseImage("canonical", "ubuntuserver", "18.04-lts")!.Refused,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_base_image_has_a_plan_or_is_refused_by_name()
    {
        List<string> answers = [];
        foreach (CatalogueBaseImage image in Checked.Catalogue.BaseImages)
        {
            JumpboxSettings settings = BaseImages.Settings(image.Architecture, image.Offer, image.Sku);
            string name = $"{image.Offer}/{image.Sku}";
            try
            {
                _ = BaseImage.Resolve(settings.Image.Base, Checked);
                CustomizerPlan plan = CustomizerPlan.Render(
                    settings,
                    Checked.Catalogue,
                    Checked.Lock,
                    Repository.PathOf("scripts")
                );
                Assert.Equal((image.Architecture, image.Suite), (plan.Contents.Architecture, plan.Contents.Suite));
            }
            catch (SettingsException refused)
            {
                Assert.Contains(name, refused.Message);
            }
            catch (PinException unpinned)
            {
                Assert.All(unpinned.Problems, problem => Assert.StartsWith("tools.", problem.Path));
                Assert.Contains(image.Architecture, unpinned.Message);
            }
            answers.Add(name);
        }
        Assert.Equal(Checked.Catalogue.BaseImages.Count, answers.Count);
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

using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>Each content gets a version of its own, chosen by the scheme; no version is ever written twice.</summary>
public sealed class NextVersions : IDisposable
{
    private const string Group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-jumpbox-images";

    private const string Definition = $"{Group}/providers/Microsoft.Compute/galleries/gal/images/jumpbox";
    private const string OtherContent = "--set=tools.osm=false";

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_same_content_keeps_its_version_and_other_content_and_force_get_the_next_one()
    {
        string[] arguments = await ArgumentsAsync();
        string first = (await _pipeline.RunAsync("Build", arguments)).Expect(0).Output;
        Assert.Equal("1.0.0", Version());

        string again = (await _pipeline.RunAsync("Build", arguments)).Expect(0).Output;
        Assert.Equal(("1.0.0", 1), (Version(), _pipeline.StartedBuilds));

        string plan = (await _pipeline.RunAsync("Plan", [.. arguments, OtherContent])).Expect(0).Output;
        (await _pipeline.RunAsync("Build", [.. arguments, OtherContent])).Expect(0);
        Assert.Equal("1.0.1", Version());

        (await _pipeline.RunAsync("Build", [.. arguments, "--force"])).Expect(0);
        Assert.Equal(("1.0.2", 3), (Version(), _pipeline.StartedBuilds));

        Assert.Contains("Version 1.0.0 of jumpbox: the first one by the scheme semver.", first);
        Assert.Contains("already built from the same content", again);
        Assert.Contains("Version 1.0.1 of jumpbox: the next one after 1.0.0 by the scheme semver.", plan);
    }

    [Fact]
    public async Task A_version_of_the_scheme_date_has_year_month_day_and_number()
    {
        string[] arguments = await ArgumentsAsync();

        (await _pipeline.RunAsync("Build", [.. arguments, "--set=image.distribute.versioning=date"])).Expect(0);

        Assert.Matches(@"^20\d\d\.[1-9]\d?\.[1-9]\d?\d01$|^20\d\d\.[1-9]\d?\.[1-9]01$", Version());
    }

    [Fact]
    public async Task A_scheme_that_does_not_fit_what_exists_is_refused_in_Prereqs()
    {
        string[] arguments = await ArgumentsAsync(Existing("2026.11.1", "Succeeded"));

        RunResult run = (await _pipeline.RunAsync("Build", arguments)).Expect(1);

        Assert.Contains("its next version would be 1.0.0, but 2026.11.1 exists", run.Everything);
        Assert.Equal(0, _pipeline.StartedBuilds);
    }

    [Fact]
    public async Task The_number_of_a_failed_version_is_not_used_again()
    {
        string[] arguments = await ArgumentsAsync(Existing("1.0.0", "Failed"));

        (await _pipeline.RunAsync("Build", arguments)).Expect(0);

        Assert.Equal("1.0.1", Version());
    }

    [Fact]
    public async Task A_managed_image_that_is_built_again_with_force_gets_another_name_and_the_first_one_stays()
    {
        (await _pipeline.RunAsync("Build")).Expect(0);
        string first = (string)_pipeline.Json("image.json")["imageId"]!;

        (await _pipeline.RunAsync("Build", "--force")).Expect(0);
        string second = (string)_pipeline.Json("image.json")["imageId"]!;
        string third = (await _pipeline.RunAsync("Build")).Expect(0).Output;

        Assert.Equal($"{first}-2", second);
        Assert.Contains("already built from the same content", third);
        Assert.Equal(2, _pipeline.StartedBuilds);
    }

    private string Version() => ((string)_pipeline.Json("image.json")["imageId"]!).Split('/')[^1];

    private static JsonObject Existing(string number, string state) =>
        new()
        {
            ["id"] = $"{Definition}/versions/{number}",
            ["location"] = "eastus2",
            ["properties"] = new JsonObject { ["provisioningState"] = state, ["storageProfile"] = new JsonObject() },
        };

    private static string[] Settings(params string[] more) =>
        ["--set=image.distribute.kind=gallery", $"--set=image.distribute.galleryImageId={Definition}", .. more];

    private async Task<string[]> ArgumentsAsync(params JsonObject[] more)
    {
        string path = Path.Combine(_pipeline.Artifacts, "world.json");
        JsonArray world =
        [
            new JsonObject { ["id"] = Group, ["location"] = "eastus2" },
            new JsonObject
            {
                ["id"] = Definition[..Definition.LastIndexOf("/images", StringComparison.Ordinal)],
                ["location"] = "eastus2",
            },
            JsonNode.Parse(
                $$$$"""
                {"id":"{{{{Definition}}}}","location":"eastus2","properties":{"osType":"Linux","osState":"Generalized",
                "hyperVGeneration":"V2","identifier":{"publisher":"p","offer":"o","sku":"s"} } }
                """
            ),
            .. more,
        ];
        await File.WriteAllTextAsync(path, world.ToJsonString(), TestContext.Current.CancellationToken);
        return Settings($"--world={path}");
    }
}

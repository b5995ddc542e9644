using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>A gallery version is made once: no second build, no other content and no --force writes over it.</summary>
public sealed class TakenVersions : IDisposable
{
    private const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Group = $"{Subscription}/resourceGroups/rg-jumpbox-images";
    private const string Gallery = $"{Group}/providers/Microsoft.Compute/galleries/gal";
    private const string Definition = $"{Gallery}/images/jumpbox";
    private const string Version = $"{Definition}/versions/1.0.0";
    private const string OtherContent = "--set=tools.osm=false";

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Other_content_is_refused_by_Prereqs_and_the_version_stays_as_it_was()
    {
        string[] arguments = await ArgumentsAsync();
        (await _pipeline.RunAsync("Build", arguments)).Expect(0);
        string content = (string)_pipeline.Json("image.json")["contentHash"]!;
        string template = (string)_pipeline.Json("image.json")["templateName"]!;

        string again = (await _pipeline.RunAsync("Build", arguments)).Expect(0).Output;
        RunResult other = (await _pipeline.RunAsync("Build", [.. arguments, OtherContent])).Expect(1);

        Assert.Contains("already built from the same content", again);
        Assert.Contains("The version 1.0.0 of jumpbox exists with different content", other.Everything);
        Assert.Contains(content, other.Everything);
        Assert.Contains("was not released", other.Everything);
        Assert.Contains("image.distribute.galleryVersion must be a version that does not exist yet", other.Everything);
        Assert.Equal(template, (string)_pipeline.Json("template.json")["templateName"]!);
        Assert.Equal(1, _pipeline.StartedBuilds);
    }

    [Theory]
    [InlineData("Template")]
    [InlineData("Build")]
    public async Task Template_and_Build_look_again_when_Prereqs_was_left_out(string target)
    {
        string[] arguments = await ArgumentsAsync(Taken("jumpbox:released"));
        if (target == "Build")
        {
            // The template of this content is there; only then another client put a version into its place.
            string[] free = await ArgumentsAsync();
            (await _pipeline.RunAsync("Template", free)).Expect(0);
            arguments = [.. free, "--exclusive", await _pipeline.FaultsAsync(AnswerOf(Version))];
        }

        RunResult run = (
            await _pipeline.RunAsync(target, [.. arguments, "--skip=gallery-version=it is looked at again"])
        ).Expect(1);

        Assert.Contains("The version 1.0.0 of jumpbox exists and does not belong to this pipeline", run.Everything);
        Assert.Contains("it was released on 2026-02-01", run.Everything);
        Assert.Equal(0, _pipeline.StartedBuilds);
        Assert.Equal(target == "Build", _pipeline.Has("template.json"));
    }

    [Fact]
    public async Task Force_does_not_write_a_version_again()
    {
        string[] arguments = await ArgumentsAsync();
        (await _pipeline.RunAsync("Build", arguments)).Expect(0);

        RunResult forced = (await _pipeline.RunAsync("Build", [.. arguments, "--force"])).Expect(1);

        Assert.Contains("The version 1.0.0 of jumpbox exists with the same content", forced.Everything);
        Assert.Contains("not even with --force", forced.Everything);
        Assert.Equal(1, _pipeline.StartedBuilds);
    }

    [Fact]
    public async Task A_version_that_may_not_be_read_is_unknown_to_Prereqs_and_refused_by_Template()
    {
        string[] arguments =
        [
            .. await ArgumentsAsync(),
            await _pipeline.FaultsAsync(
                $$$$"""{"rules":[{"path":"*/versions/1.0.0","answer":{"status":403,"body":{"error":{"code":"AuthorizationFailed","message":"no"} } } }]}"""
            ),
        ];

        RunResult prereqs = (await _pipeline.RunAsync("Prereqs", arguments)).Expect(0);
        RunResult template = (await _pipeline.RunAsync("Template", arguments)).Expect(1);

        Assert.Contains("The version 1.0.0 of jumpbox", prereqs.Everything);
        Assert.Contains("unknown", prereqs.Everything);
        Assert.Contains(
            $"Could not determine whether {Version} exists and what it was built from",
            template.Everything
        );
        Assert.False(_pipeline.Has("template.json"));
    }

    [Theory]
    [InlineData("released")]
    [InlineData("used")]
    public async Task A_managed_image_that_was_released_or_is_used_is_not_built_over_by_Build_alone(string why)
    {
        (await _pipeline.RunAsync("Build")).Expect(0);
        string image = (string)_pipeline.Json("image.json")["imageId"]!;
        string content = (string)_pipeline.Json("image.json")["contentHash"]!;
        string faults = await _pipeline.FaultsAsync(
            why == "used"
                ? $$$$"""{"rules":[{"path":"*/Microsoft.Compute/virtualMachines","answer":{"status":200,"body":{"value":[{"id":"/vm-jump","properties":{"storageProfile":{"imageReference":{"id":"{{{{image}}}}"} } } }]} } }]}"""
                : $$$$"""{"rules":[{"method":"GET","path":"{{{{image}}}}","answer":{"status":200,"body":{"id":"{{{{image}}}}","location":"eastus2","tags":{"jumpbox:owner":"aks-jumpbox@rg-imagebuilders-eastus2","jumpbox:contentHash":"{{{{content}}}}","jumpbox:released":"2026-02-01"},"properties":{"provisioningState":"Succeeded"} } } }]}"""
        );

        RunResult forced = (await _pipeline.RunAsync("Build", faults, "--force", "--exclusive")).Expect(1);

        Assert.Contains("a build must not overwrite it", forced.Everything);
        Assert.Contains(why == "used" ? "/vm-jump uses it" : "it was released on 2026-02-01", forced.Everything);
        Assert.Equal(1, _pipeline.StartedBuilds);
    }

    private static string AnswerOf(string version) =>
        $$$$"""{"rules":[{"method":"GET","path":"{{{{version}}}}","answer":{"status":200,"body":{{{{Taken("jumpbox:released").ToJsonString()}}}} } }]}""";

    private static JsonObject Taken(string mark) =>
        new()
        {
            ["id"] = Version,
            ["location"] = "eastus2",
            ["tags"] = new JsonObject { ["jumpbox:owner"] = "theirs@rg", [mark] = "2026-02-01" },
            ["properties"] = new JsonObject
            {
                ["provisioningState"] = "Succeeded",
                ["storageProfile"] = new JsonObject(),
            },
        };

    private async Task<string[]> ArgumentsAsync(params JsonObject[] more)
    {
        string path = Path.Combine(_pipeline.Artifacts, "world.json");
        JsonArray world =
        [
            new JsonObject { ["id"] = Group, ["location"] = "eastus2" },
            new JsonObject { ["id"] = Gallery, ["location"] = "eastus2" },
            JsonNode.Parse(
                $$$$"""
                {"id":"{{{{Definition}}}}","location":"eastus2","properties":{"osType":"Linux","osState":"Generalized",
                "hyperVGeneration":"V2","identifier":{"publisher":"p","offer":"o","sku":"s"} } }
                """
            ),
            .. more,
        ];
        await File.WriteAllTextAsync(path, world.ToJsonString(), TestContext.Current.CancellationToken);
        return
        [
            $"--world={path}",
            "--set=image.distribute.kind=gallery",
            $"--set=image.distribute.galleryImageId={Definition}",
            "--set=image.distribute.galleryVersion=1.0.0",
        ];
    }
}

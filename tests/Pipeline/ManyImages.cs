using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>One run for several images of a repository.</summary>
public sealed class ManyImages : IDisposable
{
    private readonly string _settings = Directory.CreateTempSubdirectory("jumpbox-images-").FullName;
    private readonly PipelineRun _pipeline = new();

    public ManyImages()
    {
        File.Copy(SampleSettings.File, Path.Combine(_settings, "jumpbox.json"));
        Directory.CreateDirectory(Path.Combine(_settings, "images"));
        foreach (string image in (string[])["agent", "box-eus", "box-weu"])
        {
            Write(image, $$"""{ "tags": { "purpose": "{{image}}" } }""");
        }
    }

    public void Dispose()
    {
        _pipeline.Dispose();
        Directory.Delete(_settings, recursive: true);
    }

    [Fact]
    public async Task One_that_fails_stops_no_other_and_the_next_run_completes_it_alone()
    {
        string faults = await _pipeline.FaultsAsync(
            """{ "rules": [ { "method": "PUT", "path": "*/deployments/jumpbox-box-eus-image*", "answer": { "status": 400, "body": { "error": { "code": "InvalidTemplate", "message": "Broken by the test." } } } } ] }"""
        );

        RunResult first = (await RunAsync("Build", faults)).Expect(1);

        Assert.Equal("succeeded failed succeeded", States());
        Assert.Contains("3 images: 2 succeeded, 1 failed (box-eus).", first.Output);
        Assert.Contains("box-eus | Error: Template failed.", first.Errors);
        Assert.Equal("img-agent-", Image("agent")[..10]);
        Assert.False(_pipeline.Has("images/box-eus/image.json"));
        Assert.Contains("| box-eus | failed |", _pipeline.Text("fleet.md"));
        Assert.Contains("1 of 3 images did not succeed.", _pipeline.Text("fleet.html"));
        Assert.Contains("<a href=\"images/agent/report.html\">agent</a>", _pipeline.Text("fleet.html"));

        RunResult second = (await RunAsync("Build")).Expect(0);

        Assert.Contains("agent   | ", second.Output);
        Assert.Equal(2, second.Output.Split("was already built from the same content").Length - 1);
        Assert.Equal("img-box-eus-", Image("box-eus")[..12]);
        Assert.Equal(3, _pipeline.StartedBuilds);
    }

    [Fact]
    public async Task A_chosen_image_runs_as_if_it_were_the_only_one_in_a_folder_of_its_own()
    {
        RunResult run = (await RunAsync("Template", "--image=box-w*")).Expect(0);

        Assert.True(_pipeline.Has("images/box-weu/template.json"));
        Assert.False(_pipeline.Has("images/agent"));
        Assert.DoesNotContain("box-weu |", run.Output);
    }

    [Fact]
    public async Task Cleaning_up_one_image_leaves_what_the_others_need()
    {
        (await RunAsync("Build")).Expect(0);

        RunResult cleaned = (await RunAsync("Cleanup", "--image=agent", "--exclusive", "--cleanup=all")).Expect(0);

        Assert.Contains("id-agent-builder", cleaned.Output);
        string[] world = await WorldListing.OfAsync(_pipeline);
        Assert.DoesNotContain(world, id => id.Contains("imgt-agent-") || id.Contains("id-agent-builder"));
        Assert.Contains(world, id => id.Contains("imgt-box-eus-"));
        Assert.Contains(world, id => id.Contains("id-box-weu-builder"));
        // Shared by all, and still assigned to the others.
        Assert.Equal(
            2,
            world.Count(id =>
                id.Contains("/roleDefinitions/") && !id.StartsWith("/providers/", StringComparison.Ordinal)
            )
        );
        (await RunAsync("Build", "--image=box-eus", "--force")).Expect(0);
    }

    [Fact]
    public async Task Wrong_settings_of_several_images_are_refused_together_and_nothing_begins()
    {
        Write("agent", """{ "buildVm": { "timeoutMinutes": 5 } }""");
        Write("box-eus", """{ "imge": {} }""");

        RunResult run = (await RunAsync("Build")).Expect(2);

        Assert.Contains("(images/agent.json:1:34)", run.Errors);
        Assert.Contains("[box-eus]", run.Errors);
        Assert.False(_pipeline.Has("images"));
    }

    [Theory]
    [InlineData("Build", "--image=bx-eus", "Did you mean box-eus?")]
    [InlineData("Revoke", "--image=1.0.3", "use --image=NAME:VERSION")]
    [InlineData("Build", "--parallel=0", "would build nothing")]
    [InlineData("Build", "--nonsense", "Unknown argument --nonsense")]
    public async Task A_wrong_choice_is_refused(string target, string argument, string expected)
    {
        RunResult run = (await RunAsync(target, argument)).Expect(2);

        Assert.Contains(expected, run.Errors);
    }

    [Fact]
    public async Task The_images_are_listed_for_the_jobs_of_a_CI()
    {
        (await RunAsync("Images", "--image=box-*")).Expect(0);

        Assert.Equal(
            """[{"image":"box-eus","chosen":"box-eus","artifacts":"artifacts/images/box-eus"},{"image":"box-weu","chosen":"box-weu","artifacts":"artifacts/images/box-weu"}]""",
            _pipeline.Text("images.json").Trim()
        );
    }

    [Fact]
    public async Task One_image_is_a_list_of_one_without_a_choice()
    {
        (await _pipeline.RunAsync("Images")).Expect(0);

        Assert.Equal(
            """[{"image":"aks-jumpbox","chosen":"","artifacts":"artifacts"}]""",
            _pipeline.Text("images.json").Trim()
        );
    }

    [Fact]
    public async Task Among_one_image_none_can_be_chosen()
    {
        RunResult run = (await _pipeline.RunAsync("Build", "--image=box")).Expect(2);

        Assert.Contains("has the settings of one", run.Errors);
    }

    [Fact]
    public async Task The_lock_is_verified_once_and_each_image_has_the_result()
    {
        (await RunAsync("Check", "--offline")).Expect(0);

        (await RunAsync("Images")).Expect(0);
        (await RunAsync("Prereqs")).Expect(0);

        Assert.All(
            (string[])["agent", "box-eus", "box-weu"],
            image => Assert.Equal(_pipeline.Text("lock-check.json"), _pipeline.Text($"images/{image}/lock-check.json"))
        );
    }

    private Task<RunResult> RunAsync(string target, params string[] arguments) =>
        _pipeline.RunAsync(target, [$"--config={Path.Combine(_settings, "jumpbox.json")}", .. arguments]);

    private void Write(string image, string json) =>
        File.WriteAllText(Path.Combine(_settings, "images", $"{image}.json"), json);

    private string States() =>
        string.Join(' ', _pipeline.Json("fleet.json")["images"]!.AsArray().Select(image => (string?)image!["state"]));

    private string Image(string image) =>
        ((string)_pipeline.Json($"images/{image}/image.json")["imageId"]!).Split('/')[^1];
}

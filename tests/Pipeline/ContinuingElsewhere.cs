using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>
/// A run that died is continued from another artifacts folder, against the same cloud: by a user who has its
/// journal, and by one who has the settings only.
/// </summary>
public sealed class ContinuingElsewhere : IDisposable
{
    private readonly PipelineRun _cloud = new();
    private readonly PipelineRun _first = new();
    private readonly PipelineRun _second = new();

    public void Dispose()
    {
        _cloud.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task With_a_copy_of_the_journal_the_same_command_tells_what_was_left_open_and_begins_no_second_build()
    {
        using ServedProcess served = await ServedProcess.StartAsync(_cloud, "--speed=150");
        await DieInTheBuildAsync();
        FolderCopy.Create(Path.Combine(_first.Artifacts, "journal"), Path.Combine(_second.Artifacts, "journal"));

        RunResult next = (await _second.RunAsync("Build", Served)).Expect(0);

        Assert.Contains("Left unfinished by an earlier run: start the image build", next.Everything);
        await AssertOneImageAsync(served);
        Assert.Equal(1, _second.StartedBuilds);
    }

    [Fact]
    public async Task With_the_settings_only_the_same_command_attaches_to_the_build_and_begins_no_second_one()
    {
        using ServedProcess served = await ServedProcess.StartAsync(_cloud, "--speed=150");
        await DieInTheBuildAsync();

        RunResult next = (await _second.RunAsync("Build", Served)).Expect(0);

        Assert.DoesNotContain("Left unfinished by an earlier run", next.Everything);
        await AssertOneImageAsync(served);
        Assert.Equal(0, _second.StartedBuilds);
    }

    [Fact]
    public async Task With_the_settings_only_clean_up_keeps_what_the_dead_run_may_need_and_says_until_when()
    {
        using ServedProcess served = await ServedProcess.StartAsync(_cloud, "--speed=150");
        await DieInTheBuildAsync();
        string before = await TemplatesAsync(served);

        RunResult next = (await _second.RunAsync("Cleanup", Served, "--cleanup=all")).Expect(0);

        Assert.Matches(@"Kept \S*imgt-\S+ because a run on \S+ may need it until \d{4}-", next.Everything);
        Assert.Equal(
            before.Contains("imgt-", StringComparison.Ordinal),
            (await TemplatesAsync(served)).Contains("imgt-")
        );
    }

    private string Served => $"--served={Path.Combine(_cloud.Artifacts, "secrets", "serve.json")}";

    private async Task DieInTheBuildAsync()
    {
        await _first.DieInTheBuildAsync(Served);
        Assert.Equal(1, _first.StartedBuilds);
    }

    private async Task AssertOneImageAsync(ServedProcess served)
    {
        string images = $"{served.Subscription}/providers/Microsoft.Compute/images?api-version=2024-07-01";
        JsonObject list = (
            await served.Client.GetFromJsonAsync<JsonObject>(images, TestContext.Current.CancellationToken)
        )!;
        JsonNode image = Assert.Single(list["value"]!.AsArray())!;
        Assert.Equal((string)image["id"]!, (string)_second.Json("image.json")["imageId"]!, ignoreCase: true);
    }

    private static Task<string> TemplatesAsync(ServedProcess served) =>
        served.Client.GetStringAsync(
            new Uri(
                $"{served.Subscription}/providers/Microsoft.VirtualMachineImages/imageTemplates?api-version=2024-02-01",
                UriKind.Relative
            ),
            TestContext.Current.CancellationToken
        );
}

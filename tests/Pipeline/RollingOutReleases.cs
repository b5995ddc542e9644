using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>Rollout of the real program: a release, the next one, one that is not healthy.</summary>
public sealed class RollingOutReleases : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task A_release_is_rolled_out_replaced_by_the_next_and_stays_when_a_third_is_not_healthy()
    {
        string world = Path.Combine(_pipeline.Artifacts, "world.json");
        await WriteAsync(
            world,
            new JsonObject
            {
                ["resources"] = new JsonArray([
                    .. RolloutRelease.Resources("1.0.1", "1.0.2", "1.0.3"),
                    Group("rg-imagebuilders-eastus2"),
                    Group("rg-jumpbox-images"),
                ]),
            }
        );
        string first = (await RunAsync($"--world={world}", "--image=1.0.1")).Expect(0).Output;
        Assert.Contains("2 machines healthy", first);

        string second = (await RunAsync("--image=1.0.2")).Expect(0).Output;
        Assert.Contains("nobody is signed in", second);
        Assert.Equal(
            $"{RolloutRelease.Definition}/versions/1.0.1",
            (string?)_pipeline.Json("rollout.json")["affected"]![0]!["id"]
        );
        Assert.Contains("nothing was changed", (await RunAsync("--image=1.0.2")).Expect(0).Output);

        string faults = Path.Combine(_pipeline.Artifacts, "faults.json");
        await WriteAsync(faults, JsonNode.Parse("""{"rules":[{"health":"Unhealthy","image":"*/versions/1.0.3"}]}""")!);
        RunResult third = (await RunAsync($"--faults={faults}")).Expect(1);
        Assert.Contains("Going back to the revision before", third.Everything);
        Assert.Contains("1.0.3 was not rolled out", third.Everything);
        Assert.Contains("nothing was changed", (await RunAsync("--image=1.0.2")).Expect(0).Output);

        Assert.Contains("There is no image 9.9.9", (await RunAsync("--image=9.9.9")).Expect(1).Everything);
    }

    private static JsonObject Group(string name) =>
        new()
        {
            ["id"] = $"/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/{name}",
            ["location"] = "eastus2",
        };

    private static Task WriteAsync(string file, JsonNode content) =>
        File.WriteAllTextAsync(file, content.ToJsonString(), TestContext.Current.CancellationToken);

    private Task<RunResult> RunAsync(params string[] arguments) =>
        _pipeline.RunAsync(
            "Rollout",
            [.. RolloutRelease.Settings("uniform").Select(setting => $"--set={setting}"), .. arguments]
        );
}

using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>The genuine customizer, run for real by the real program, against a synthetic mirror.</summary>
public sealed class RehearsingTheBuild
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rehearse_runs_every_step_and_leaves_logs_and_lists()
    {
        await RehearsedCheckout.RequireEngineAsync(Cancel);
        using RehearsedCheckout checkout = new();

        (await checkout.RunAsync("Rehearse")).Expect(0);

        string folder = Path.Combine(checkout.Artifacts, "rehearsal");
        JsonNode summary = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "rehearsal.json"), Cancel))!;
        Assert.True((bool?)summary["succeeded"]);
        Assert.Empty(summary["findings"]!.AsArray());
        Assert.Equal(12, summary["steps"]!.AsArray().Count);
        foreach (string name in (string[])["customization.log", "validation.log", "changed-files.txt", "packages.txt"])
        {
            Assert.True(new FileInfo(Path.Combine(folder, name)).Length > 0, name);
        }
    }

    [Fact]
    public async Task The_whole_chain_ends_with_an_image_whose_customizer_really_ran()
    {
        await RehearsedCheckout.RequireEngineAsync(Cancel);
        using RehearsedCheckout checkout = new();

        (await checkout.RunAsync("Build", "--local-build=rehearse")).Expect(0);

        JsonNode record = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(checkout.Artifacts, "image.json"), Cancel)
        )!;
        Assert.Equal("local", (string?)record["cloud"]);
        Assert.Equal(8, record["tools"]!.AsArray().Count);
    }
}

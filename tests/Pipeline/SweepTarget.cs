using System.Text.Json.Nodes;

namespace Pipeline.Tests;

public sealed class SweepTarget : IDisposable
{
    private const string OtherContent = "--set=tools.osm=false";

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Left_overs_are_listed_go_only_when_old_enough_and_with_yes_and_the_current_content_stays()
    {
        (await _pipeline.RunAsync("Build")).Expect(0);
        string superseded = (string)_pipeline.Json("image.json")["templateName"]!;
        (await _pipeline.RunAsync("Build", OtherContent)).Expect(0);
        string current = (string)_pipeline.Json("image.json")["templateName"]!;

        string listed = (await _pipeline.RunAsync("Sweep", OtherContent)).Expect(0).Output;
        Assert.Contains($"/imageTemplates/{superseded}", listed);
        Assert.DoesNotContain($"/imageTemplates/{current}", listed);
        Assert.Contains("it is not older than 7 days", listed);
        Assert.Contains("1 left over, 0 of them may go.", listed);

        string asked = (await _pipeline.RunAsync("Sweep", OtherContent, "--older-than=1s", "--keep=0"))
            .Expect(0)
            .Output;
        Assert.Contains("3 left over, 2 of them may go; --yes removes them.", asked);
        Assert.Contains("It stays: it is the image that the settings ask for now.", asked);

        string swept = (await _pipeline.RunAsync("Sweep", OtherContent, "--older-than=1s", "--keep=0", "--yes"))
            .Expect(0)
            .Output;
        Assert.Contains("Sweep: 2 removed, 0 left, 0 could not be removed.", swept);
        Assert.True(_pipeline.Has($"earlier-logs/{superseded}/customization.log"));
        Assert.Contains("built already", (await _pipeline.RunAsync("Build", OtherContent)).Expect(0).Output);
    }

    [Fact]
    public async Task An_image_that_a_machine_uses_stays_with_yes_too()
    {
        (await _pipeline.RunAsync("Build")).Expect(0);
        string image = (string)_pipeline.Json("image.json")["imageId"]!;
        using PipelineRun used = new();
        string world = Path.Combine(used.Artifacts, "world.json");
        await File.WriteAllTextAsync(world, Machine(image).ToJsonString(), TestContext.Current.CancellationToken);
        (await used.RunAsync("Build", $"--world={world}")).Expect(0);

        string swept = (await used.RunAsync("Sweep", OtherContent, "--older-than=1s", "--keep=0", "--yes"))
            .Expect(0)
            .Output;

        Assert.Contains("It stays: /subscriptions/", swept);
        Assert.Contains("/virtualMachines/vm-jump uses it.", swept);
        Assert.DoesNotContain($"Removed {image}", swept);
    }

    [Theory]
    [InlineData("--keep=some")]
    [InlineData("--older-than=long")]
    public async Task A_rule_that_is_no_rule_is_refused(string argument) =>
        Assert.Contains("Example", (await _pipeline.RunAsync("Sweep", argument)).Expect(2).Everything);

    private static JsonObject Machine(string image)
    {
        string group = $"/subscriptions/{image.Split('/')[2]}/resourceGroups/rg-machines";
        return new JsonObject
        {
            ["resources"] = new JsonArray(
                new JsonObject { ["id"] = group, ["location"] = "eastus2" },
                new JsonObject
                {
                    ["id"] = $"{group}/providers/Microsoft.Compute/virtualMachines/vm-jump",
                    ["location"] = "eastus2",
                    ["properties"] = new JsonObject
                    {
                        ["storageProfile"] = new JsonObject { ["imageReference"] = new JsonObject { ["id"] = image } },
                    },
                }
            ),
        };
    }
}

using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>Clean-up among things that only look like ours.</summary>
public sealed class CleaningUp : IDisposable
{
    private const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Builder = $"{Subscription}/resourceGroups/rg-imagebuilders-eastus2";
    private const string Images = $"{Subscription}/resourceGroups/rg-jumpbox-images";
    private const string LookAlike = $"{Images}/providers/Microsoft.Compute/images/img-aks-jumpbox-0123456789ab";
    private const string Neighbour =
        $"{Builder}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-aks-jumpbox-builder-2";

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task What_has_only_the_names_of_ours_stays()
    {
        string world = await WorldAsync(
            Resource(Builder),
            Resource(Images),
            Resource(Neighbour),
            Resource(
                LookAlike,
                new JsonObject
                {
                    ["storageProfile"] = new JsonObject { ["osDisk"] = new JsonObject { ["osType"] = "Linux" } },
                }
            )
        );

        RunResult run = (await _pipeline.RunAsync("Cleanup", "--cleanup=all", $"--world={world}")).Expect(0);

        foreach (string id in (string[])[Neighbour, LookAlike])
        {
            Assert.DoesNotContain($"Removed {id}\n", run.Output.ReplaceLineEndings("\n"));
        }
        Assert.DoesNotContain($"Removed {Builder}\n", run.Output.ReplaceLineEndings("\n"));
        Assert.DoesNotContain($"Removed {Images}\n", run.Output.ReplaceLineEndings("\n"));
        Assert.Contains("userAssignedIdentities/id-aks-jumpbox-builder\n", run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_template_stays_while_its_staging_group_holds_the_VHD_that_was_built_for()
    {
        const string vhd = "--set=image.distribute.kind=vhd";
        (await _pipeline.RunAsync("Build", vhd)).Expect(0);

        RunResult run = (await _pipeline.RunAsync("Cleanup", vhd, "--exclusive", "--cleanup=template")).Expect(0);

        Assert.Matches("Kept [^\n]*/imageTemplates/[^\n]* because its staging group contains the VHD", run.Output);
    }

    [Fact]
    public async Task A_lock_is_named_with_the_command_and_the_next_run_without_it_removes_the_rest()
    {
        string faults = await _pipeline.FaultsAsync(
            """
            {"rules":[{"method":"DELETE","path":"*/imageTemplates/*","answer":{"status":409,"body":
            {"error":{"code":"ScopeLocked","message":"The scope cannot perform delete operation because of a lock."}}}}]}
            """
        );

        RunResult locked = (await _pipeline.RunAsync("Cleanup", "--cleanup=all", faults)).Expect(1);

        Assert.Contains("Failed to remove", locked.Everything);
        Assert.Contains("ScopeLocked", locked.Everything);
        Assert.Contains("az resource delete --ids", locked.Everything);
        Assert.Contains("Removed", locked.Everything);
        Assert.DoesNotContain(
            "Removed /subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-imagebuilders-eastus2/providers/Microsoft.ManagedIdentity",
            locked.Everything
        );
        Assert.Contains("0 failed.", (await _pipeline.RunAsync("Cleanup", "--cleanup=all")).Expect(0).Output);
    }

    private async Task<string> WorldAsync(params JsonNode[] resources)
    {
        string file = Path.Combine(_pipeline.Artifacts, "world.json");
        await File.WriteAllTextAsync(
            file,
            new JsonObject { ["resources"] = new JsonArray(resources) }.ToJsonString(),
            TestContext.Current.CancellationToken
        );
        return file;
    }

    private static JsonObject Resource(string id, JsonObject? properties = null) =>
        new()
        {
            ["id"] = id,
            ["location"] = "eastus2",
            ["properties"] = properties,
        };
}

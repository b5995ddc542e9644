using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>A user's own settings in a checkout of their own run against LocalAzure at once.</summary>
public sealed class EditedSettings : IDisposable
{
    private const string Mine = UserEdits.Subscription;

    private readonly EditedCheckout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Every_value_of_the_file_is_edited_after_a_first_run_and_an_image_is_built()
    {
        (await _checkout.RunAsync("Build")).Expect(0);

        _checkout.Edit(UserEdits.Everywhere);
        RunResult run = (await _checkout.RunAsync("Build")).Expect(0);

        JsonObject record = _checkout.Artifact("image.json");
        Assert.Equal((Mine, "swedencentral"), ((string?)record["subscription"], (string?)record["location"]));
        Assert.StartsWith(
            $"/subscriptions/{Mine}/resourceGroups/rg-my-images/providers/Microsoft.Compute/images/img-my-jumpbox-",
            (string?)record["imageId"]
        );
        Assert.DoesNotContain("5f0c1a52", run.Everything);
        Assert.True((bool)_checkout.Artifact("prereqs.json")["passed"]!);
    }

    [Fact]
    public async Task Every_group_an_own_tool_an_own_step_and_an_updated_lock_pass_what_a_users_pipeline_runs()
    {
        _checkout.Edit(UserEdits.EverywhereWithTool);
        _checkout.AddToolAndStep();

        RunResult check = (await _checkout.RunAsync("Check", "--offline")).Expect(0);
        RunResult plan = (await _checkout.RunAsync("Plan")).Expect(0);
        (await _checkout.RunAsync("Logs")).Expect(0);
        RunResult gate = (await _checkout.RunAsync("Gate")).Expect(1);

        // No update has resolved this pin, so its tag's commit is unknown; nothing else is wrong with it.
        Assert.Contains(
            "no commit is recorded",
            Assert.Single(check.Everything.Split('\n'), line => line.Contains("my-yq", StringComparison.Ordinal))
        );
        Assert.Contains("dl.example.com", plan.Everything);
        Assert.Contains("my-yq", _checkout.Artifact("customizer.json").ToJsonString());
        Assert.Contains("echo corporate", _checkout.Artifact("customizer.json").ToJsonString());
        Assert.Contains("my-yq", _checkout.Artifact("sbom.spdx.json").ToJsonString());
        Assert.Matches(@"FAIL\s+real-cloud", gate.Everything);
    }
}

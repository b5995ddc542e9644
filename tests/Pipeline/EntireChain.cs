using System.Text.Json.Nodes;

namespace Pipeline.Tests;

public sealed class EntireChain : IDisposable
{
    private static readonly string[] Times = ["started", "finished", "exported", "dirty"];

    private const string OriginalForm =
        "--set=network.buildSubnetId=/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-original/subnets/snet-build";

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_recommended_network_form_ends_with_an_image_record()
    {
        RunResult run = (await _pipeline.RunProcessAsync("Build")).Expect(0);

        JsonObject record = _pipeline.Json("image.json");
        Assert.Contains("Using LocalAzure: nothing leaves this machine. Use --cloud=azure for Azure", run.Output);
        Assert.Equal("local", (string?)record["cloud"]);
        Assert.Matches("^imgt-aks-jumpbox-[0-9a-f]{12}$", (string?)record["templateName"]);
        Assert.Matches(@"^24\.04\.\d+$", (string?)record["baseImage"]!["version"]);
        Assert.Equal(7, record["tools"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_original_network_form_ends_with_an_image_record()
    {
        (await _pipeline.RunAsync("Build", OriginalForm, "--set=network.containerInstanceSubnetId=")).Expect(0);

        Assert.True(_pipeline.Has("image.json"));
    }

    [Fact]
    public async Task A_second_run_recognises_the_finished_image_and_builds_nothing()
    {
        (await _pipeline.RunAsync("Build")).Expect(0);
        JsonObject first = _pipeline.Json("image.json");

        RunResult second = (await _pipeline.RunAsync("Build")).Expect(0);

        Assert.Contains("already", second.Output);
        Assert.Equal(first.ToJsonString(), _pipeline.Json("image.json").ToJsonString());
    }

    [Fact]
    public async Task Each_target_alone_in_its_own_process_gives_the_record_of_one_run()
    {
        using PipelineRun other = new();
        (await other.RunAsync("Cleanup")).Expect(0);
        foreach (string target in (string[])["Prereqs", "Roles", "Identity", "Template", "Build", "Logs", "Cleanup"])
        {
            (await _pipeline.RunProcessAsync(target, "--exclusive")).Expect(0);
        }

        Assert.Equal(WithoutTimes(other.Json("image.json")), WithoutTimes(_pipeline.Json("image.json")));
    }

    [Fact]
    public async Task A_failing_customizer_ends_with_its_log_at_home_its_step_named_and_the_role_taken_back()
    {
        string faults = await _pipeline.FaultsAsync(
            """{ "rules": [ { "failCustomizer": "install-tools", "exitCode": 7 } ] }"""
        );

        RunResult run = (await _pipeline.RunAsync("Build", faults, "--cleanup=role")).Expect(1);

        Assert.Contains("install-tools", run.Everything);
        Assert.Contains("Cleanup at level", run.Output);
        Assert.Contains("exit", _pipeline.Text("logs/customization.log"));
        Assert.False(_pipeline.Has("image.json"));
    }

    [Fact]
    public async Task Cleaning_up_all_leaves_the_world_as_it_was_and_the_image()
    {
        (await _pipeline.RunAsync("Prereqs")).Expect(0);
        string[] before = await WorldListing.OfAsync(_pipeline);
        (await _pipeline.RunAsync("Build")).Expect(0);

        (await _pipeline.RunAsync("Cleanup", "--exclusive", "--cleanup=all")).Expect(0);

        string[] after = await WorldListing.OfAsync(_pipeline);
        string image = (string)_pipeline.Json("image.json")["imageId"]!;
        Assert.Equal([image[..image.IndexOf("/providers/", StringComparison.Ordinal)], image], after.Except(before));
        Assert.Empty(before.Except(after));
    }

    private static string WithoutTimes(JsonObject record)
    {
        foreach (string name in Times)
        {
            record.Remove(name);
        }
        return record.ToJsonString();
    }
}

using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>LocalAzure's world holds what a user's settings name, and says what it assumes.</summary>
public sealed class AssumedWorlds : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public AssumedWorlds() => File.Copy(SampleSettings.File, Path.Combine(_pipeline.Artifacts, "jumpbox.json"));

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Subscription_region_and_one_subnet_of_the_original_form_are_enough()
    {
        Edit(settings =>
        {
            _ = settings.Remove("tenant");
            settings["subscription"] = UserEdits.Subscription;
            settings["location"] = "westeurope";
            settings["network"] = new JsonObject { ["buildSubnetId"] = $"{UserEdits.Network}/snet-only" };
        });

        (await RunAsync("Build")).Expect(0);

        Assert.Equal(UserEdits.Subscription, (string?)_pipeline.Json("image.json")["subscription"]);
    }

    [Fact]
    public async Task A_gallery_elsewhere_a_staging_group_and_another_SKU_are_there_and_said_in_one_line()
    {
        const string Other = "3bb1bb2c-1111-4222-8333-444455556666";
        Edit(settings =>
        {
            settings["image"]!["base"]!["sku"] = "minimal";
            settings["image"]!["base"]!["version"] = "24.04.202610220";
            settings["image"]!["distribute"] = new JsonObject
            {
                ["kind"] = "gallery",
                ["galleryImageId"] =
                    $"/subscriptions/{Other}/resourceGroups/rg-gal/providers/Microsoft.Compute/galleries/gal_x/images/jumpbox",
                ["galleryVersion"] = "1.0.0",
                ["replicationRegions"] = new JsonArray("eastus2", "westeurope"),
            };
            settings["buildVm"]!["stagingResourceGroup"] =
                "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-staging";
        });

        RunResult run = (await RunAsync("Build")).Expect(0);

        Assert.EndsWith(
            "/galleries/gal_x/images/jumpbox/versions/1.0.0",
            (string?)_pipeline.Json("image.json")["imageId"]
        );
        Assert.Equal(
            "LocalAzure assumes: base image Canonical/ubuntu-24_04-lts/minimal/24.04.202610220, gallery gal_x with image definition "
                + "jumpbox, empty resource group rg-staging.",
            Assert.Single(run.Output.Split('\n'), line => line.Contains("LocalAzure assumes")).Trim()
        );
        Assert.True(_pipeline.Has("report.html"));
    }

    [Theory]
    [InlineData("images/img-base")]
    [InlineData("galleries/gal_base/images/ubuntu/versions/1.2.3")]
    public async Task A_base_image_of_ones_own_and_a_proxy_size_are_there(string image)
    {
        Edit(settings =>
        {
            settings["image"]!["base"] = new JsonObject
            {
                ["imageId"] =
                    $"/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-base/providers/Microsoft.Compute/{image}",
            };
            _ = settings["network"]!.AsObject().Remove("containerInstanceSubnetId");
            settings["buildVm"]!["proxySize"] = "Standard_E2ads_v5";
        });

        RunResult run = (await RunAsync("Build")).Expect(0);

        Assert.Contains("VM size Standard_E2ads_v5 with quota, base image ", run.Output);
    }

    [Fact]
    public async Task Nothing_is_assumed_for_the_sample_and_a_damaged_state_is_refused_and_kept()
    {
        RunResult run = (await RunAsync("Prereqs")).Expect(0);
        Assert.DoesNotContain("LocalAzure assumes", run.Output);
        await File.WriteAllTextAsync(
            Path.Combine(_pipeline.Artifacts, "secrets/localazure/state.jsonl"),
            "{}",
            TestContext.Current.CancellationToken
        );

        RunResult refused = (await RunAsync("Prereqs")).Expect(2);

        Assert.Contains("is damaged in line 1", refused.Everything);
        Assert.Equal("{}", _pipeline.Text("secrets/localazure/state.jsonl"));
    }

    [Fact]
    public async Task A_region_or_a_size_that_does_not_exist_is_still_found_out()
    {
        Edit(settings =>
        {
            settings["location"] = "moonbase1";
            settings["buildVm"]!["size"] = "Standard-Huge";
        });

        RunResult run = (await RunAsync("Prereqs")).Expect(1);

        Assert.Contains("moonbase1", run.Output);
        Assert.Contains("has no VM size Standard-Huge", run.Output);
    }

    private void Edit(Action<JsonObject> change) => UserEdits.EditSettings(_pipeline.Artifacts, change);

    private Task<RunResult> RunAsync(string target) =>
        _pipeline.RunAsync(target, $"--config={Path.Combine(_pipeline.Artifacts, "jumpbox.json")}");
}

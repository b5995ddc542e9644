using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>A user's own settings run against LocalAzure at once: its world holds what they name.</summary>
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
    public async Task Every_group_a_tool_of_ones_own_and_an_updated_lock_pass_what_a_users_pipeline_runs()
    {
        _checkout.Edit(UserEdits.EverywhereWithTool);
        _checkout.AddTool();

        RunResult check = (await _checkout.RunAsync("Check", "--offline")).Expect(0);
        RunResult plan = (await _checkout.RunAsync("Plan")).Expect(0);
        (await _checkout.RunAsync("Logs")).Expect(0);
        RunResult gate = (await _checkout.RunAsync("Gate")).Expect(1);

        Assert.DoesNotContain("my-yq", check.Everything);
        Assert.Contains("dl.example.com", plan.Everything);
        Assert.Contains("my-yq", _checkout.Artifact("customizer.json").ToJsonString());
        Assert.Contains("my-yq", _checkout.Artifact("sbom.spdx.json").ToJsonString());
        Assert.Matches(@"FAIL\s+real-cloud", gate.Everything);
    }

    [Fact]
    public async Task Subscription_region_and_one_subnet_of_the_original_form_are_enough()
    {
        _checkout.Edit(settings =>
        {
            _ = settings.Remove("tenant");
            settings["subscription"] = Mine;
            settings["location"] = "westeurope";
            settings["network"] = new JsonObject { ["buildSubnetId"] = $"{UserEdits.Network}/snet-only" };
        });

        (await _checkout.RunAsync("Build")).Expect(0);

        Assert.Equal(Mine, (string?)_checkout.Artifact("image.json")["subscription"]);
    }

    [Fact]
    public async Task A_gallery_elsewhere_a_staging_group_and_another_SKU_are_there_and_said_in_one_line()
    {
        const string Other = "3bb1bb2c-1111-4222-8333-444455556666";
        _checkout.Edit(settings =>
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

        RunResult run = (await _checkout.RunAsync("Build")).Expect(0);

        Assert.EndsWith(
            "/galleries/gal_x/images/jumpbox/versions/1.0.0",
            (string?)_checkout.Artifact("image.json")["imageId"]
        );
        Assert.Equal(
            "LocalAzure assumes: base image Canonical/ubuntu-24_04-lts/minimal/24.04.202610220, gallery gal_x with image definition "
                + "jumpbox, empty resource group rg-staging.",
            Assert.Single(run.Output.Split('\n'), line => line.Contains("LocalAzure assumes")).Trim()
        );
        Assert.True(_checkout.HasArtifact("report.html"));
    }

    [Theory]
    [InlineData("images/img-base")]
    [InlineData("galleries/gal_base/images/ubuntu/versions/1.2.3")]
    public async Task A_base_image_of_ones_own_and_a_proxy_size_are_there(string image)
    {
        _checkout.Edit(settings =>
        {
            settings["image"]!["base"] = new JsonObject
            {
                ["imageId"] =
                    $"/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-base/providers/Microsoft.Compute/{image}",
            };
            _ = settings["network"]!.AsObject().Remove("containerInstanceSubnetId");
            settings["buildVm"]!["proxySize"] = "Standard_E2ads_v5";
        });

        RunResult run = (await _checkout.RunAsync("Build")).Expect(0);

        Assert.Contains("VM size Standard_E2ads_v5 with quota, base image ", run.Output);
    }

    [Fact]
    public async Task Nothing_is_assumed_for_the_sample_and_a_damaged_state_is_refused_and_kept()
    {
        RunResult run = (await _checkout.RunAsync("Prereqs")).Expect(0);
        Assert.DoesNotContain("LocalAzure assumes", run.Output);
        _checkout.WriteArtifact("secrets/localazure/state.jsonl", "{}");

        RunResult refused = (await _checkout.RunAsync("Prereqs")).Expect(2);

        Assert.Contains("is damaged in line 1", refused.Everything);
        Assert.Equal("{}", _checkout.ReadArtifact("secrets/localazure/state.jsonl"));
    }

    [Fact]
    public async Task A_region_or_a_size_that_does_not_exist_is_still_found_out()
    {
        _checkout.Edit(settings =>
        {
            settings["location"] = "moonbase1";
            settings["buildVm"]!["size"] = "Standard-Huge";
        });

        RunResult run = (await _checkout.RunAsync("Prereqs")).Expect(1);

        Assert.Contains("moonbase1", run.Output);
        Assert.Contains("has no VM size Standard-Huge", run.Output);
    }
}

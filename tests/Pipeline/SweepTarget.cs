using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Tests;

public sealed class SweepTarget : IDisposable
{
    private const string OtherContent = "--set=tools.osm=false";
    private const string Policy = "--set=sweep.unattended=policy";
    private const string Gallery =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-jumpbox-images/providers/Microsoft.Compute/galleries/gal";
    private const string Definition = $"{Gallery}/images/jumpbox";
    private const string TheirSubscription = "77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Theirs = $"/subscriptions/{TheirSubscription}/resourceGroups/rg-theirs";

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
        Assert.Contains("Leftovers: 1, removable: 0.", listed);

        string asked = (await _pipeline.RunAsync("Sweep", OtherContent, "--older-than=1s", "--keep=0"))
            .Expect(0)
            .Output;
        Assert.Contains("Leftovers: 3, removable: 2; --yes removes them, without a terminal --yes --list=", asked);
        Assert.Contains("Kept because it is the image that the current settings describe.", asked);

        string swept = (await _pipeline.RunAsync("Sweep", OtherContent, "--older-than=1s", "--keep=0", "--yes", Policy))
            .Expect(0)
            .Output;
        Assert.Contains("Sweep: 2 removed, 0 kept, 0 failed.", swept);
        Assert.True(_pipeline.Has($"earlier-logs/{superseded}/customization.log"));
        Assert.Contains("already built", (await _pipeline.RunAsync("Build", OtherContent)).Expect(0).Output);
    }

    [Fact]
    public async Task Without_a_terminal_only_the_list_that_was_shown_is_removed()
    {
        (await _pipeline.RunAsync("Build")).Expect(0);
        (await _pipeline.RunAsync("Build", OtherContent)).Expect(0);
        string[] all = [OtherContent, "--older-than=1s", "--keep=0"];

        RunResult unseen = (await _pipeline.RunAsync("Sweep", [.. all, "--yes"])).Expect(2);
        Assert.Contains("--yes for Sweep needs --list=DIGEST", unseen.Errors);
        string listed = (await _pipeline.RunAsync("Sweep", all)).Expect(0).Output;
        string digest = Regex.Match(listed, "--list=([0-9a-f]{16})").Groups[1].Value;

        RunResult other = (await _pipeline.RunAsync("Sweep", [.. all, "--yes", "--list=0123456789abcdef"])).Expect(1);
        Assert.Contains($"The list has changed since --list=0123456789abcdef was printed", other.Everything);
        Assert.Contains($"use --list={digest}", other.Everything);
        Assert.DoesNotContain("Removed ", other.Everything);

        string swept = (await _pipeline.RunAsync("Sweep", [.. all, "--yes", $"--list={digest}"])).Expect(0).Output;
        Assert.Contains("Sweep: 2 removed, 0 kept, 0 failed.", swept);
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

        string swept = (await used.RunAsync("Sweep", OtherContent, "--older-than=1s", "--keep=0", "--yes", Policy))
            .Expect(0)
            .Output;

        Assert.Contains("Kept because /subscriptions/", swept);
        Assert.Contains("/virtualMachines/vm-jump uses it.", swept);
        Assert.DoesNotContain($"Removed {image}", swept);
    }

    [Fact]
    public async Task Of_a_gallery_the_released_the_latest_the_last_good_and_those_in_use_anywhere_stay()
    {
        string[] arguments = await GalleryAsync(operatorIsOwner: true);

        string swept = (await _pipeline.RunAsync("Sweep", [.. arguments, "--keep=0", "--yes", Policy]))
            .Expect(0)
            .Output;

        Assert.Contains("Sweep: 2 removed, 0 kept, 0 failed.", swept);
        foreach (string gone in new[] { "1.0.3", "1.0.4" })
        {
            Assert.Contains($"Removed {Definition}/versions/{gone}", swept);
        }
        Assert.Contains("Images: 6 in 6 copies", swept);
        Assert.Contains("Kept because it is the latest version in eastus2.", swept);
        Assert.Contains(
            $"Kept because {Theirs}/providers/Microsoft.Compute/virtualMachineScaleSets/set uses it.",
            swept
        );
        Assert.Contains("Kept because it is the last good one in eastus2.", swept);
    }

    [Fact]
    public async Task Nothing_of_a_gallery_goes_when_users_in_another_subscription_may_not_be_read()
    {
        string[] arguments = await GalleryAsync(operatorIsOwner: false);

        string swept = (await _pipeline.RunAsync("Sweep", [.. arguments, "--keep=0", "--yes", Policy]))
            .Expect(0)
            .Output;

        Assert.Contains("Leftovers: 5, removable: 0.", swept);
        Assert.Contains(
            $"it is unknown whether something uses it: subscription {TheirSubscription} could not be read (AuthorizationFailed, 403)",
            swept
        );
    }

    [Fact]
    public async Task Of_groups_that_look_like_ours_only_the_genuine_one_goes_and_each_other_is_listed_with_the_reason()
    {
        const string guid = "2e359f4d-d19e-43fe-be68-330d742a3c9";
        const string it = $"IT_rg-imagebuilders-eastus2_imgt-aks-jumpbo_{guid}";
        string world = await WorldAsync(
            Builder(),
            Staging("rg-production"),
            Resource("rg-production", "Microsoft.Storage/storageAccounts", "stproduction"),
            Staging($"{it}1"),
            Resource($"{it}1", "Microsoft.Storage/storageAccounts", "a23456789012345678901234"),
            Staging($"{it}2"),
            Resource($"{it}2", "Microsoft.Storage/storageAccounts", "b23456789012345678901234"),
            Resource($"{it}2", "Microsoft.Compute/virtualMachines", "vm-production"),
            Staging($"{it}3"),
            Resource($"{it}3", "Microsoft.Storage/storageAccounts", "c23456789012345678901234"),
            Locked($"{it}3", "Microsoft.Storage/storageAccounts", "c23456789012345678901234")
        );
        // An image build in the world's own time, so that all of it is older than a second.
        (await _pipeline.RunAsync("Build", $"--world={world}")).Expect(0);

        string swept = (await _pipeline.RunAsync("Sweep", "--older-than=1s", "--yes", Policy)).Expect(0).Output;

        Assert.Contains("Sweep: 1 removed, 0 kept, 0 failed.", swept);
        Assert.Contains($"Removed {Group}/{it}1", swept);
        Assert.Contains($"Kept:     {Group}/rg-production", swept);
        Assert.Contains("it is not named as Azure Image Builder names the staging group of imgt-aks-jumpbox-", swept);
        Assert.Contains("/virtualMachines/vm-production, which Azure Image Builder does not create", swept);
        Assert.Contains("it is locked by ", swept);
    }

    [Fact]
    public async Task A_group_whose_contents_cannot_be_listed_is_listed_and_stays()
    {
        const string it = "IT_rg-imagebuilders-eastus2_imgt-aks-jumpbo_2e359f4d-d19e-43fe-be68-330d742a3c92";
        string world = await WorldAsync(
            Builder(),
            Staging(it),
            Resource(it, "Microsoft.Storage/storageAccounts", "a23456789012345678901234")
        );
        (await _pipeline.RunAsync("Prereqs", $"--world={world}")).Expect(0);
        string faults = await _pipeline.FaultsAsync(
            """
            {"rules":[{"method":"GET","path":"*/resourceGroups/IT_*/resources","answer":{"status":403,"body":
            {"error":{"code":"AuthorizationFailed","message":"Not allowed."}}}}]}
            """
        );

        string swept = (await _pipeline.RunAsync("Sweep", "--older-than=1s", "--yes", Policy, faults)).Expect(0).Output;

        Assert.Contains($"Kept:     {Group}/{it}", swept);
        Assert.Contains("reading them failed with AuthorizationFailed", swept);
        Assert.DoesNotContain("Removed ", swept);
    }

    [Theory]
    [InlineData("--keep=some")]
    [InlineData("--older-than=long")]
    public async Task A_rule_that_is_no_rule_is_refused(string argument) =>
        Assert.Contains("Example", (await _pipeline.RunAsync("Sweep", argument)).Expect(2).Everything);

    // Six versions: released, latest, used, two removable ones (one failed), last good.
    private async Task<string[]> GalleryAsync(bool operatorIsOwner)
    {
        string world = $$$$"""
            {
              "subscriptions": ["{{{{TheirSubscription}}}}"], "operatorIsOwner": {{{{(
                operatorIsOwner ? "true" : "false"
            )}}}},
              "resources": [
                {"id":"{{{{Gallery[
                ..Gallery.IndexOf("/providers", StringComparison.Ordinal)
            ]}}}}","location":"eastus2"},
                {"id":"{{{{Theirs}}}}","location":"eastus2"},
                {"id":"{{{{Gallery}}}}","location":"eastus2"},
                {"id":"{{{{Definition}}}}","location":"eastus2","properties":{"osType":"Linux","osState":"Generalized",
                  "hyperVGeneration":"V2","identifier":{"publisher":"p","offer":"o","sku":"s"} } },
                {{{{Version("1.0.0", 1, "Succeeded", true, ",\"jumpbox:released\":\"2026-01-20T00:00:00Z\"")}}}},
                {{{{Version("2026.1.1", 2, "Succeeded", false)}}}},
                {{{{Version("1.0.2", 3, "Succeeded", true)}}}},
                {{{{Version("1.0.3", 4, "Succeeded", true)}}}},
                {{{{Version("1.0.4", 5, "Failed", true)}}}},
                {{{{Version("1.0.5", 6, "Succeeded", true)}}}},
                {"id":"{{{{Theirs}}}}/providers/Microsoft.Compute/virtualMachineScaleSets/set","location":"eastus2","properties":
                  {"virtualMachineProfile":{"storageProfile":{"imageReference":{"id":"{{{{Definition}}}}/versions/1.0.2"} } } } },
                {"id":"{{{{Theirs}}}}/providers/Microsoft.Authorization/roleAssignments/3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
                  "properties":{"roleDefinitionId":"/subscriptions/{{{{TheirSubscription}}}}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
                  "principalId":"0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4","principalType":"User"} }
              ]
            }
            """;
        string path = Path.Combine(_pipeline.Artifacts, "world.json");
        await File.WriteAllTextAsync(path, world, TestContext.Current.CancellationToken);
        return
        [
            $"--world={path}",
            "--set=image.distribute.kind=gallery",
            $"--set=image.distribute.galleryImageId={Definition}",
            "--set=image.distribute.galleryVersion=9.0.0",
        ];
    }

    private static string Version(string number, int day, string state, bool excluded, string mark = "") =>
        $$$$"""
            {"id":"{{{{Definition}}}}/versions/{{{{number}}}}","location":"eastus2",
            "tags":{"jumpbox:owner":"aks-jumpbox@rg-imagebuilders-eastus2"{{{{mark}}}} },
            "properties":{"provisioningState":"{{{{state}}}}","storageProfile":{},"publishingProfile":{
            "publishedDate":"2026-01-0{{{{day}}}}T00:00:00Z","excludeFromLatest":{{{{(excluded ? "true" : "false")}}}},
            "targetRegions":[{"name":"East US 2"}]} } }
            """;

    private const string Group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups";

    private static JsonObject Builder() =>
        new() { ["id"] = $"{Group}/rg-imagebuilders-eastus2", ["location"] = "eastus2" };

    // As tags tell it: what Azure Image Builder made for a template of the pipeline that no longer exists.
    private static JsonObject Staging(string name) =>
        new()
        {
            ["id"] = $"{Group}/{name}",
            ["location"] = "eastus2",
            ["tags"] = new JsonObject
            {
                ["createdBy"] = "AzureVMImageBuilder",
                ["imageTemplateName"] = "imgt-aks-jumpbox-0123456789ab",
                ["imageTemplateResourceGroupName"] = "rg-imagebuilders-eastus2",
                ["jumpbox:owner"] = "aks-jumpbox@rg-imagebuilders-eastus2",
            },
        };

    private static JsonObject Resource(string group, string type, string name) =>
        new()
        {
            ["id"] = $"{Group}/{group}/providers/{type}/{name}",
            ["location"] = "eastus2",
            ["properties"] = new JsonObject(),
        };

    private static JsonObject Locked(string group, string type, string name) =>
        new()
        {
            ["id"] = $"{Group}/{group}/providers/{type}/{name}/providers/Microsoft.Authorization/locks/keep",
            ["properties"] = new JsonObject { ["level"] = "CanNotDelete" },
        };

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

using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>Promote, Rollback, Retire, Revoke and Inventory of the real program, one after another in one cloud.</summary>
public sealed class LifeOfAnImage : IDisposable
{
    private const string Own = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups";
    private const string Theirs = "/subscriptions/77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-prod";
    private const string Gallery = $"{Own}/rg-jumpbox-images/providers/Microsoft.Compute/galleries/gal";
    private const string Definition = $"{Gallery}/images/jumpbox";
    private const string Prod = $"{Theirs}/providers/Microsoft.Compute/galleries/prod";
    private const string Machine = $"{Theirs}/providers/Microsoft.Compute/virtualMachines/vm";
    private readonly PipelineRun _pipeline = new();
    private bool _isMade;

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task A_release_is_promoted_rolled_back_retired_and_revoked_and_the_inventory_says_so()
    {
        string promoted = (await RunAsync("Promote", "--to=prod", "--image=1.0.2")).Expect(0).Output;
        Assert.Contains($"{Prod}/images/jumpbox/versions/1.0.2 is released in eastus2.", promoted);
        Assert.Contains("from its tags only", promoted);
        Assert.Equal("promotion", (string?)_pipeline.Json("promotion.json")["action"]);

        string back = (await RunAsync("Rollback")).Expect(0).Output;
        Assert.Contains($"{Definition}/versions/1.0.1 is the latest again", back);
        Assert.Contains("Latest in eastus2: 1.0.1.", back);
        Assert.Contains("already the latest", (await RunAsync("Rollback")).Expect(0).Output);

        string retired = (await RunAsync("Retire", "--image=1.0.0")).Expect(0).Output;
        Assert.Contains("is retired: its life ends on", retired);

        string revoked = (await RunAsync("Revoke", "--image=1.0.2", "--reason=a key on board")).Expect(0).Output;
        Assert.Contains($"{Prod}/images/jumpbox/versions/1.0.2 is revoked: a key on board.", revoked);
        Assert.Contains($"{Machine} still uses {Definition}/versions/1.0.2.", revoked);
        Assert.Equal("a key on board", (string?)_pipeline.Json("revocation.json")["reason"]);
        Assert.True(_pipeline.Has("revocation.intoto.jsonl"));

        string refused = (await RunAsync("Promote", "--to=prod", "--image=1.0.2")).Expect(1).Everything;
        Assert.Contains("revoked since", refused);
        Assert.Contains("Nothing was copied", refused);

        string listed = (await RunAsync("Inventory")).Expect(0).Output;
        Assert.Contains($"{Machine} runs {Definition}/versions/1.0.2: it is revoked since", listed);
        Assert.Contains("images of this pipeline: 4", listed);
        JsonObject inventory = _pipeline.Json("inventory.json");
        Assert.Equal("Azure Resource Graph", (string?)inventory["source"]);
        Assert.Contains("revoked: it is revoked since", _pipeline.Text("inventory.html"));
    }

    [Fact]
    public async Task Whatever_is_missing_or_unknown_is_named_before_anything_is_changed()
    {
        string missing = (await _pipeline.RunAsync("Revoke")).Expect(2).Everything;
        Assert.Contains("Revoke requires --image: add --image=TEXT.", missing);
        Assert.Contains("Revoke requires --reason: add --reason=TEXT.", missing);
        Assert.Contains(
            "Promote requires --to: add --to=NAME.",
            (await _pipeline.RunAsync("Promote")).Expect(2).Everything
        );
        Assert.Contains(
            "--to=moon is not an environment of the settings.",
            (await RunAsync("Promote", "--to=moon")).Expect(2).Errors
        );
        Assert.Contains("There is no image 9.9.9", (await RunAsync("Retire", "--image=9.9.9")).Expect(1).Everything);
        Assert.Contains(
            "environments.from.prod",
            (await RunAsync("Promote", "--to=prod", "--set=environments.from.prod=prod")).Expect(2).Everything
        );
    }

    private async Task<RunResult> RunAsync(string target, params string[] arguments) =>
        await _pipeline.RunAsync(
            target,
            [
                .. await WorldAsync(),
                "--set=image.distribute.kind=gallery",
                $"--set=image.distribute.galleryImageId={Definition}",
                $"--set=environments.galleryImageIds.prod={Prod}/images/jumpbox",
                "--set=environments.evidence.prod=tags",
                .. arguments,
            ]
        );

    // The cloud of the first run stays.
    private async Task<string[]> WorldAsync()
    {
        if (_isMade)
        {
            return [];
        }
        _isMade = true;
        string definition =
            """{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","architecture":"x64","identifier":{"publisher":"p","offer":"o","sku":"s"} }""";
        string world = $$"""
            {"subscriptions":["77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f"],"resources":[
              {"id":"{{Own}}/rg-imagebuilders-eastus2","location":"eastus2"},
              {"id":"{{Own}}/rg-jumpbox-images","location":"eastus2"},
              {"id":"{{Theirs}}","location":"eastus2"},
              {"id":"{{Gallery}}","location":"eastus2","properties":{} },
              {"id":"{{Definition}}","location":"eastus2","properties":{{definition}} },
              {"id":"{{Prod}}","location":"eastus2","properties":{} },
              {"id":"{{Prod}}/images/jumpbox","location":"eastus2","properties":{{definition}} },
              {{Version("1.0.0")}},{{Version("1.0.1")}},{{Version("1.0.2")}},
              {"id":"{{Machine}}","location":"eastus2","properties":{"storageProfile":{"imageReference":{"id":"{{Definition}}/versions/1.0.2"} } } } ]}
            """;
        string file = Path.Combine(_pipeline.Artifacts, "world.json");
        await File.WriteAllTextAsync(file, world, TestContext.Current.CancellationToken);
        return [$"--world={file}"];
    }

    private static string Version(string number)
    {
        string day = DateTimeOffset
            .UtcNow.AddDays(-2)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return $$"""
            {"id":"{{Definition}}/versions/{{number}}","location":"eastus2","tags":{"jumpbox:owner":"aks-jumpbox@rg-imagebuilders-eastus2",
            "jumpbox:contentHash":"{{new string(number[^1], 64)}}","jumpbox:run":"{{day}}T0{{number[
                ^1
            ]}}:00:00.0000000Z","jumpbox:released":"{{day}}T12:00:00Z"},
            "properties":{"provisioningState":"Succeeded","storageProfile":{},"publishingProfile":{"publishedDate":"{{day}}T10:00:00Z",
            "excludeFromLatest":false,"targetRegions":[{"name":"East US 2"}]} } }
            """;
    }
}

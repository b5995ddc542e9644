using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Bicep;

namespace Pipeline.Tests;

/// <summary>A stranger's first minutes: no settings, then a file, then an image.</summary>
public sealed class StartingFromNothing : IDisposable
{
    private const string Subnets =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder/subnets";

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    private string File => Path.Combine(_pipeline.Artifacts, "mine", "jumpbox.json");

    private string Config => $"--config={File}";

    [Fact]
    public async Task Settings_that_Init_writes_build_an_image_at_once()
    {
        (await _pipeline.RunProcessAsync("Init", Config)).Expect(0);

        RunResult run = (await _pipeline.RunProcessAsync("Build", Config)).Expect(0);

        Assert.Contains("Region eastus2: that of the virtual network vnet-imagebuilder.", run.Output);
        Assert.Contains("Resource group rg-aks-jumpbox-eastus2 created.", run.Output);
        Assert.Equal("eastus2", (string?)_pipeline.Json("image.json")["location"]);
    }

    [Fact]
    public async Task Only_what_must_be_said_is_written()
    {
        (await _pipeline.RunAsync("Init", Config)).Expect(0);

        JsonObject written = Written();

        Assert.Equal(["cloud", "network", "customizer", "image"], written.Select(section => section.Key));
        Assert.Equal($"{Subnets}/snet-build", (string?)written["network"]!["buildSubnetId"]);
        Assert.Equal($"{Subnets}/snet-containers", (string?)written["network"]!["containerInstanceSubnetId"]);
    }

    [Fact]
    public async Task Settings_of_the_user_are_not_replaced_unasked()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, "{}", TestContext.Current.CancellationToken);

        RunResult refused = (await _pipeline.RunAsync("Init", Config)).Expect(2);

        Assert.Contains("exists already; nothing was written. Replace it with --force", refused.Errors);
        Assert.Equal("{}", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
        (await _pipeline.RunAsync("Init", Config, "--force")).Expect(0);
        Assert.NotNull(Written()["network"]);
    }

    [Theory]
    [InlineData("snet-missing", "no subnet 'snet-missing'. Its subnets are: snet-build, snet-containers.")]
    [InlineData("snet-containers", "delegated to Microsoft.ContainerInstance/containerGroups")]
    public async Task A_subnet_that_cannot_take_a_build_is_refused_and_nothing_is_written(string subnet, string said)
    {
        RunResult refused = await _pipeline.RunAsync("Init", Config, $"--subnet={Subnets}/{subnet}");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(said, refused.Errors);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Arguments_become_settings_of_the_file()
    {
        (await _pipeline.RunAsync("Init", Config, "--set=image.name=ops-box", "--set=tools.osm=false")).Expect(0);

        Assert.Equal("ops-box", (string?)Written()["image"]!["name"]);
        Assert.False((bool)Written()["tools"]!["osm"]!);
    }

    [Fact]
    public async Task A_wrong_argument_is_refused_like_a_wrong_setting_and_nothing_is_written()
    {
        RunResult refused = await _pipeline.RunAsync("Init", Config, "--set=image.name=No!");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("image.name is 'No!'", refused.Errors);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_gallery_is_created_once_and_the_next_build_distributes_to_it()
    {
        RunResult first = (await _pipeline.RunAsync("Init", Config, "--gallery")).Expect(0);
        RunResult second = (await _pipeline.RunAsync("Init", Config, "--gallery", "--force")).Expect(0);

        Assert.Contains("Image definition aks-jumpbox created.", first.Output);
        Assert.DoesNotContain("created.", second.Output);
        (await _pipeline.RunAsync("Build", Config)).Expect(0);
        Assert.EndsWith(
            "/galleries/gal_aks_jumpbox/images/aks-jumpbox/versions/1.0.0",
            (string?)_pipeline.Json("image.json")["imageId"]
        );
    }

    [Fact]
    public async Task The_network_that_Init_writes_deploys_and_passes_every_check()
    {
        string folder = Path.Combine(_pipeline.Artifacts, "mine");
        (await _pipeline.RunAsync("Init", "--network=new", $"--to={folder}")).Expect(0);
        using ServedProcess served = await ServedProcess.StartAsync(_pipeline);
        string group = $"{served.Subscription}/resourceGroups/rg-jumpbox-network";
        Assert.Equal(201, await served.PutAsync($"{group}?api-version=2024-03-01", """{"location":"westeurope"}"""));

        string subnet = await DeployAsync(served, group, folder);

        string ready = Path.Combine(_pipeline.Artifacts, "secrets", "serve.json");
        using PipelineRun user = new();
        (await user.RunAsync("Init", Config, $"--served={ready}", $"--subnet={subnet}")).Expect(0);
        RunResult checks = (await user.RunAsync("Prereqs", Config, $"--served={ready}")).Expect(0);
        Assert.Contains("Region westeurope", checks.Output);
        await served.InterruptAsync();
    }

    [Fact]
    public async Task A_network_that_does_not_exist_leaves_the_region_unknown()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        string missing = $"{Subnets.Replace("vnet-imagebuilder", "vnet-missing", StringComparison.Ordinal)}/snet-build";
        await System.IO.File.WriteAllTextAsync(
            File,
            new JsonObject { ["network"] = new JsonObject { ["buildSubnetId"] = missing } }.ToJsonString(),
            TestContext.Current.CancellationToken
        );
        string world = Path.Combine(_pipeline.Artifacts, "world.json");
        await System.IO.File.WriteAllTextAsync(world, """{"in":"empty"}""", TestContext.Current.CancellationToken);

        RunResult refused = (await _pipeline.RunAsync("Prereqs", Config, $"--world={world}")).Expect(1);

        Assert.Contains("The settings specify no location, and the virtual network", refused.Errors);
    }

    private static async Task<string> DeployAsync(ServedProcess served, string group, string folder)
    {
        await using TemplateSet templates = new(folder, () => folder, new Dictionary<string, string>());
        JsonObject body = new()
        {
            ["properties"] = new JsonObject
            {
                ["mode"] = "Incremental",
                ["template"] = (await templates.CompileAsync("network")).DeepClone(),
            },
        };
        Uri address = new(
            $"{group}/providers/Microsoft.Resources/deployments/network?api-version=2024-03-01",
            UriKind.Relative
        );
        using HttpResponseMessage started = await served.Client.PutAsJsonAsync(address, body, Cancel);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Cancel));
        while (true)
        {
            JsonNode deployment = (await served.Client.GetFromJsonAsync<JsonNode>(address, Cancel))!["properties"]!;
            switch ((string?)deployment["provisioningState"])
            {
                case "Succeeded":
                    return (string)deployment["outputs"]!["buildSubnetId"]!["value"]!;
                case "Failed":
                    Assert.Fail(deployment.ToJsonString());
                    break;
                default:
                    await Task.Delay(TimeSpan.FromMilliseconds(50), Cancel);
                    break;
            }
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private JsonObject Written() =>
        JsonNode
            .Parse(
                System.IO.File.ReadAllText(File),
                documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
            )!
            .AsObject();
}

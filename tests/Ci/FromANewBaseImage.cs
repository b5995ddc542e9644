using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Build.Clouds;
using Build.Refreshing;
using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Evidence;
using Jumpbox.Naming;
using Jumpbox.Pins;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Ci.Tests;

/// <summary>
/// What nobody does by hand, from its beginning to its end: Azure offers a newer base image and nothing else is new; the night proposes it,
/// someone merges it, the pipeline builds from it, releases it to the first environment and promotes it as the policy says. The
/// approval of the release is a person's, and LocalAzure's image passes no gate: a step stands for both.
/// </summary>
/// <param name="clone">The checkout of all jobs.</param>
public sealed class FromANewBaseImage(Clone clone) : IClassFixture<Clone>, IDisposable
{
    private const string Lock = "scripts/tools.lock.json";

    // The next day's.
    private readonly string _newer =
        $"24.04.{
        long.Parse(
            ToolPins.Load(clone.Root, clone.Root).Lock.FindBaseImage("Canonical", "ubuntu-24_04-lts", "server")!.Version[
                "24.04.".Length..
            ],
            CultureInfo.InvariantCulture
        ) + 10}";

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-base-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Remote => Path.Combine(_folder, "remote.git");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("GitHub")]
    [InlineData("Azure")]
    public async Task It_is_proposed_merged_built_released_and_promoted(string system)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The jobs run in a shell.");
        JumpboxSettings settings = await BeginAsync();

        await MergeAsync(await ProposeAsync(system));

        Assert.True(system == "GitHub" ? StartsInGitHub() : StartsInAzure(), $"A push of {Lock} starts no build.");
        using ServedCloud cloud = await ServedCloud.StartForAsync(
            clone.Root,
            $"--world={await WorldAsync(settings)}",
            "--speed=100000"
        );
        (IReadOnlyList<CiJob> jobs, ICiDialect dialect, string artifact) = Pipeline(system);
        using CiRun run = new(clone, dialect) { Releases = new StandInForReleases() };
        using StandInForReleases releases = run.Releases;

        await run.RunAsync(jobs, (job, command) => Change(job, command, cloud, run, artifact));

        Assert.True(run.Results["release"] == "succeeded", run.Output);
        ImageRecord record = ImageRecord.Read(Path.Combine(run.Artifact(artifact), "image.json"));
        Assert.Equal(await GitAsync(Remote, "rev-parse", "main"), record.Commit);
        using AzureSession azure = Connect(cloud);
        GalleryVersion first = (await azure.GalleryVersions.GetAsync(ResourceId.Parse(record.ImageId!), Cancel))!;
        Assert.Contains(TagNames.Released, first.Tags.Keys);
        JsonObject template = (await azure.GetAsync(record.TemplateId, ApiVersions.ImageTemplates, Cancel))!;
        Assert.Equal(_newer, (string?)template["properties"]!["source"]!["version"]);
        // To test at once, to prod in three days.
        GalleryVersion test = Assert.Single(await VersionsAsync(azure, settings, "test"));
        Assert.Equal(first.Id.Name, test.Id.Name);
        Assert.Contains(TagNames.Released, test.Tags.Keys);
        Assert.False(test.ExcludedFromLatest);
        Assert.Empty(await VersionsAsync(azure, settings, "prod"));
        Assert.Matches("prod: .* was released on .*, and prod waits 3 days", run.Output);
    }

    // The checkout of a user with a gallery and two environments, pushed to a remote.
    private async Task<JumpboxSettings> BeginAsync()
    {
        File.Copy(SampleSettings.File, clone.Settings, overwrite: true);
        JumpboxSettings sample = SampleSettings.Read();
        UserEdits.EditSettings(
            clone.Root,
            settings =>
            {
                settings["image"]!["distribute"] = new JsonObject
                {
                    ["kind"] = "gallery",
                    ["galleryImageId"] = Definition(sample, "build").ToString(),
                };
                settings["environments"] = JsonNode.Parse(
                    $$"""
                    { "galleryImageIds": { "test": "{{Definition(sample, "test")}}", "prod": "{{Definition(
                        sample,
                        "prod"
                    )}}" },
                      "from": { "prod": "test" }, "evidence": { "test": "tags", "prod": "tags" },
                      "promoteAfterDays": { "test": "0", "prod": "3" } }
                    """
                );
            }
        );
        await GitAsync(clone.Root, "add", "--all");
        await CommitAsync(clone.Root);
        await GitAsync(_folder, "init", "--quiet", "--bare", "--initial-branch=main", Remote);
        await GitAsync(clone.Root, "push", "--quiet", Remote, "HEAD:refs/heads/main");
        return sample;
    }

    // What Update writes when Azure offers a newer version of one image, and every tool and package is as it was.
    private async Task<StandInForPullRequests.Request> ProposeAsync(string system)
    {
        string night = Path.Combine(_folder, "night");
        await GitAsync(_folder, "clone", "--quiet", "--depth=1", $"file://{Remote}", night);
        ToolPins pins = ToolPins.Load(night, night);
        Dictionary<CatalogueBaseImage, IReadOnlyList<string>> offered = pins
            .Lock.BaseImages.Select(locked =>
                (
                    Image: pins.Catalogue.BaseImages.First(image =>
                        (image.Publisher, image.Offer, image.Sku) == (locked.Publisher, locked.Offer, locked.Sku)
                    ),
                    locked.Version
                )
            )
            .ToDictionary(
                pair => pair.Image,
                IReadOnlyList<string> (pair) =>
                    pair.Image is { Offer: "ubuntu-24_04-lts", Sku: "server" } ? [pair.Version, _newer] : [pair.Version]
            );
        LockUpdate update = LockUpdate.From(
            pins.Catalogue,
            pins.Lock,
            [],
            BaseImageVersions.Update(pins.Catalogue, pins.Lock, offered),
            whole: true,
            DateTimeOffset.UtcNow
        );
        update.Lock.Save(Path.Combine(night, Lock));
        Directory.CreateDirectory(Path.Combine(night, "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(night, "artifacts", Proposal.Changes), update.Markdown(null), Cancel);
        using StandInForPullRequests service = new(branch => File.Exists(Path.Combine(Remote, "refs/heads", branch)));

        await RefreshingForWeeks.ProposeAsync(service, system, night);

        Assert.Contains(_newer, service.Open!.Body);
        Assert.Equal(Lock, await GitAsync(Remote, "diff", "--name-only", "main", "refresh"));
        return service.Open;
    }

    // In the service, and then as the next run checks it out.
    private async Task MergeAsync(StandInForPullRequests.Request proposed)
    {
        proposed.IsOpen = false;
        await GitAsync(Remote, "update-ref", "refs/heads/main", "refs/heads/refresh");
        await GitAsync(clone.Root, "fetch", "--quiet", Remote, "main");
        await GitAsync(clone.Root, "reset", "--quiet", "--hard", "FETCH_HEAD");
    }

    private static bool StartsInGitHub()
    {
        JsonNode push = Yaml.ReadFile(".github/workflows/images.yml")["on"]!["push"]!;
        return push["branches"]!.ToJsonString() == """["main"]"""
            && push["paths"]!.AsArray().Any(path => (string?)path == Lock);
    }

    private static bool StartsInAzure() =>
        Yaml.ReadFile("azure-pipelines.yml")["trigger"]!.AsObject() is var trigger
        && trigger["branches"]!["include"]!.ToJsonString() == """["main"]"""
        && !trigger.ContainsKey("paths");

    private static (IReadOnlyList<CiJob>, ICiDialect, string) Pipeline(string system) =>
        system == "GitHub"
            ? (
                GitHubWorkflow.Jobs(".github/workflows/image.yml"),
                new GitHubDialect(
                    new Dictionary<string, string>
                    {
                        ["config"] = "jumpbox.json",
                        ["cloud"] = "local",
                        ["cleanup"] = "template",
                    }
                ),
                "image-image-1"
            )
            : (
                AzurePipeline.Jobs(new Dictionary<string, string> { ["cloud"] = "local" }),
                new AzureDialect(),
                "jumpbox-image-1"
            );

    private static string? Change(CiJob job, string command, ServedCloud cloud, CiRun run, string artifact)
    {
        if (job.Name is "verify" or "prereqs" or "cleanup")
        {
            return null;
        }
        string served = RunningAPipeline.Served(command, cloud);
        if (command.Contains("--target=Release", StringComparison.Ordinal))
        {
            // What Release does once the gate has passed and someone has approved.
            using AzureSession azure = Connect(cloud);
            ImageRecord record = ImageRecord.Read(Path.Combine(run.Artifact(artifact), "image.json"));
            _ = new ImageRelease(azure).MarkAsync(record, DateTimeOffset.UtcNow, Cancel).GetAwaiter().GetResult();
            int next = served.IndexOf("&&", StringComparison.Ordinal);
            return next < 0 ? "true" : $"true {served[next..]}";
        }
        return command.Contains("--target=Logs", StringComparison.Ordinal) ? served.Split("&& ./build.sh")[0]
            : command.Contains("--target=Advance", StringComparison.Ordinal) ? served
            : command.Contains("./build.sh", StringComparison.Ordinal) ? "true"
            : command;
    }

    private static AzureSession Connect(ServedCloud cloud) =>
        Build.Clouds.ServedCloud.Connect(
            JsonSerializer.Deserialize<ReadyFile>(File.ReadAllText(cloud.ReadyFile), JsonSerializerOptions.Web)!,
            new AzureSessionOptions()
        );

    private static ResourceId Definition(JumpboxSettings settings, string place) =>
        ResourceId
            .ForResource(
                settings.SubscriptionId,
                place == "build" ? settings.ResourceGroups.Image : $"rg-{place}",
                "Microsoft.Compute/galleries",
                place
            )
            .Child("images", "jumpbox");

    private static async Task<GalleryVersion[]> VersionsAsync(
        AzureSession azure,
        JumpboxSettings settings,
        string place
    ) => await azure.GalleryVersions.ListAsync(Definition(settings, place), Cancel).ToArrayAsync(Cancel);

    // The galleries of the environments, which are others' to create.
    private async Task<string> WorldAsync(JumpboxSettings settings)
    {
        JsonArray resources = [];
        foreach (string place in (string[])["test", "prod"])
        {
            ResourceId definition = Definition(settings, place);
            Add(definition.Group, null);
            Add(definition.Parent!, []);
            Add(
                definition,
                JsonNode
                    .Parse(
                        """
                        { "osType": "Linux", "osState": "Generalized", "hyperVGeneration": "V2", "architecture": "x64",
                          "features": [{ "name": "SecurityType", "value": "TrustedLaunchSupported" }],
                          "identifier": { "publisher": "p", "offer": "o", "sku": "s" } }
                        """
                    )!
                    .AsObject()
            );
        }
        string file = Path.Combine(_folder, "world.json");
        await File.WriteAllTextAsync(file, new JsonObject { ["resources"] = resources }.ToJsonString(), Cancel);
        return file;

        void Add(ResourceId id, JsonObject? properties)
        {
            JsonObject resource = new() { ["id"] = id.ToString(), ["location"] = settings.Location };
            if (properties is not null)
            {
                resource["properties"] = properties;
            }
            resources.Add(resource);
        }
    }

    private static Task<string> CommitAsync(string folder) =>
        GitAsync(
            folder,
            "-c",
            "user.name=Tests",
            "-c",
            "user.email=tests@example.com",
            "commit",
            "--quiet",
            "--allow-empty",
            "-m",
            "Begin"
        );

    private static async Task<string> GitAsync(string folder, params string[] arguments) =>
        (
            await Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(folder).ExecuteBufferedAsync(Cancel)
        ).StandardOutput.Trim();
}

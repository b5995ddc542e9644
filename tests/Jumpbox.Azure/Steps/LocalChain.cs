using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Bicep;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Journaling;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;
using Jumpbox.Tools;

namespace Jumpbox.Azure.Tests.Steps;

/// <summary>A LocalAzure, and the chain's steps as the targets call them, with one short step and one short check.</summary>
internal sealed class LocalChain : IAsyncDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-chain-").FullName;
    private Journal? _journal;

    private LocalChain(LocalWorld world, TemplateSet templates, string[] settings)
    {
        World = world;
        Templates = templates;
        Settings = LocalWorld.Known(settings).Settings;
        Names = new Names(Settings);
        Session = world.Connect(options => options with { Time = new HastyTime() });
        Pipeline = new ImagePipeline(Session, Templates, Settings, Said.Add);
    }

    public static CustomizerPlan Plan { get; } = new([new("make", ["echo made"])], [new("check", ["echo checked"])]);

    public LocalWorld World { get; }

    public TemplateSet Templates { get; }

    public JumpboxSettings Settings { get; }

    public Names Names { get; }

    public AzureSession Session { get; private set; }

    public ImagePipeline Pipeline { get; private set; }

    public List<string> Said { get; } = [];

    public static async Task<LocalChain> StartAsync(
        CompiledTemplates compiled,
        string? faults = null,
        params string[] settings
    ) => new(await LocalWorld.StartAsync(faults: faults), compiled.Set, settings);

    /// <summary>The next run: nothing is known but what the cloud and, from the first call on, the journal say.</summary>
    public void RunAgain()
    {
        Session.Dispose();
        _journal?.Dispose();
        _journal = Journal.Open(_folder, JournalConfiguration.For(Settings), "Build", TimeProvider.System);
        Session = World.Connect(options => options with { Time = new HastyTime(), Journal = _journal });
        Pipeline = new ImagePipeline(Session, Templates, Settings, Said.Add);
    }

    /// <summary>What would be deployed.</summary>
    public Task<TemplateRecord> DescribeAsync(CustomizerPlan? plan = null, string commit = Commit) =>
        Pipeline.Content.DescribeAsync(
            plan ?? Plan,
            ToolPins.Load(SampleSettings.Root),
            new Revision(commit, false),
            Cancel
        );

    /// <summary>Roles, groups and identity.</summary>
    public async Task PrepareAsync()
    {
        (RoleGuids roles, _) = await Pipeline.Roles.EnsureAsync(Commit, Cancel);
        await Pipeline.Identity.EnsureGroupsAsync(Commit, Cancel);
        await Pipeline.Identity.EnsureAsync(roles, Commit, Cancel);
    }

    /// <summary>Everything before the build.</summary>
    public async Task<TemplateRecord> DeployAsync()
    {
        await PrepareAsync();
        TemplateRecord record = await DescribeAsync();
        await Pipeline.Template.EnsureAsync(Plan, record, false, Cancel);
        return record;
    }

    /// <summary>The image build of what was described.</summary>
    public ImageBuild Build(TemplateRecord record) => Pipeline.Build(record, Plan);

    /// <summary>Replaces a template by a changed copy of it, as another client would.</summary>
    public async Task ReplaceTemplateAsync(TemplateRecord record, Action<JsonObject> change)
    {
        JsonObject body = (await Session.GetAsync(record.TemplateId, Arm.ApiVersions.ImageTemplates, Cancel))!
            .DeepClone()
            .AsObject();
        JsonObject properties = body["properties"]!.AsObject();
        properties.Remove("provisioningState");
        properties.Remove("lastRunStatus");
        properties.Remove("exactStagingResourceGroup");
        change(body);
        await (await Session.ImageTemplates.DeleteAsync(ResourceId.Parse(record.TemplateId), Cancel))!.WaitAsync(
            Cancel
        );
        await PutTemplateAsync(record, body);
    }

    /// <summary>Puts a template under one of the pipeline's names, as another client would.</summary>
    public async Task PutTemplateAsync(TemplateRecord record, JsonObject body)
    {
        JsonObject sent = new()
        {
            ["location"] = body["location"]!.DeepClone(),
            ["tags"] = body["tags"]?.DeepClone(),
            ["identity"] = new JsonObject
            {
                ["type"] = "UserAssigned",
                ["userAssignedIdentities"] = new JsonObject(
                    body["identity"]!["userAssignedIdentities"]!
                        .AsObject()
                        .Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, new JsonObject()))
                ),
            },
            ["properties"] = body["properties"]!.DeepClone(),
        };
        await World.SendAsync(
            HttpMethod.Put,
            $"{record.TemplateId}?api-version={Arm.ApiVersions.ImageTemplates}",
            sent.ToJsonString()
        );
        Assert.Equal("Succeeded", await World.SettleAsync(record.TemplateId));
    }

    /// <summary>Follows a build to its end.</summary>
    public static async Task<ImageTemplate> EndAsync(ImageBuild build, string? size = null)
    {
        ImageTemplate? last = null;
        await foreach (BuildMoment moment in build.RunAsync(size, Cancel))
        {
            last = moment.Sighting.Template ?? last;
        }
        return last!;
    }

    /// <summary>Begins a build and leaves it as soon as it is seen at work.</summary>
    public static async Task LeaveAtWorkAsync(ImageBuild build)
    {
        await foreach (BuildMoment moment in build.RunAsync(null, Cancel))
        {
            if (moment.Sighting.Template is { LastRun.State: RunState.Running })
            {
                return;
            }
        }
    }

    /// <summary>How many requests of a kind came, whatever their answer.</summary>
    public int Count(string method, string end) =>
        World.Server.Requests.Count(request =>
            request.Method == method && request.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Whether a resource is there.</summary>
    public bool Exists(string? id) =>
        World.Server.Snapshot().ResourceIds.Contains(id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Puts a managed image as another client would.</summary>
    public Task PutImageAsync(string id, string tags = "{}") =>
        World.SendAsync(
            HttpMethod.Put,
            $"{id}?api-version={Arm.ApiVersions.Compute}",
            $$"""{"location":"eastus2","tags":{{tags}},"properties":{"hyperVGeneration":"V2","storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized","blobUri":"https://theirs.blob.core.windows.net/a.vhd"} } } }"""
        );

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        _journal?.Dispose();
        await World.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

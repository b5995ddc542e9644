using Build.Clouds;
using Build.Run;
using Jumpbox.Azure;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Bicep;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Settings;
using Jumpbox.Templates;
using Jumpbox.Tools;
using LocalAzure;

namespace Build.Tests.Steps;

/// <summary>A LocalAzure with an image template of one short step, ready to be built from.</summary>
internal sealed class LocalImageBuild : IAsyncDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly CustomizerPlan Plan = new([new("make", ["echo made"])], []);
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-bicep-").FullName;
    private readonly LocalCloud _cloud;

    private LocalImageBuild(LocalCloud cloud)
    {
        _cloud = cloud;
        Session = cloud.Connect(new AzureSessionOptions());
        Templates = new TemplateSet(
            Path.Combine(Checkout.Root, "templates"),
            () => _folder,
            new Dictionary<string, string>()
        );
        Pipeline = new ImagePipeline(Session, Templates, SampleSettings.Read(), _ => { });
    }

    public TemplateSet Templates { get; }

    public AzureSession Session { get; }

    public ImagePipeline Pipeline { get; }

    public TemplateRecord Record { get; private set; } = null!;

    public static async Task<LocalImageBuild> DeployAsync()
    {
        LocalImageBuild local = new(await LocalCloud.StartAsync(new LocalAzureOptions(), Cancel));
        ImagePipeline pipeline = local.Pipeline;
        (RoleGuids roles, _) = await pipeline.Roles.EnsureAsync(Commit, Cancel);
        await pipeline.Identity.EnsureGroupsAsync(Commit, Cancel);
        await pipeline.Identity.EnsureAsync(roles, Commit, Cancel);
        local.Record = await pipeline.Content.DescribeAsync(
            Plan,
            ToolPins.Load(SampleSettings.Root),
            new Revision(Commit, false),
            Cancel
        );
        await pipeline.Template.EnsureAsync(Plan, local.Record, false, Cancel);
        return local;
    }

    public ImageBuild Build() => Pipeline.Build(Record, Plan);

    /// <summary>The template's last build.</summary>
    public async Task<ImageRun> RunAsync() => (await TemplateAsync())?.LastRun ?? ImageRun.Never;

    public async Task<bool> HasTemplateAsync() => await TemplateAsync() is not null;

    public async Task<bool> HasImageAsync() =>
        await Session.Images.GetAsync(ResourceId.Parse(Record.ImageId!), Cancel) is not null;

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await _cloud.DisposeAsync();
        await Templates.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<ImageTemplate?> TemplateAsync() =>
        Session.ImageTemplates.GetAsync(ResourceId.Parse(Record.TemplateId), Cancel);
}

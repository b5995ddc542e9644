using Azure.Core;
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
    private readonly LocalAzureServer _server;

    private LocalImageBuild(LocalAzureServer server)
    {
        _server = server;
        Templates = new TemplateSet(
            Path.Combine(Checkout.Root, "templates"),
            () => _folder,
            new Dictionary<string, string>()
        );
        Session = new AzureSession(
            AzureCloud.Custom("local", server.Endpoint, audience: "https://management.azure.com"),
            new Token(server),
            new AzureSessionOptions
            {
                CertificateAuthority = server.CertificateAuthority,
                PollDelay = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(5)),
            }
        );
        Pipeline = new ImagePipeline(Session, Templates, SampleSettings.Read(), _ => { });
    }

    public TemplateSet Templates { get; }

    public AzureSession Session { get; }

    public ImagePipeline Pipeline { get; }

    public TemplateRecord Record { get; private set; } = null!;

    public static async Task<LocalImageBuild> DeployAsync()
    {
        LocalImageBuild local = new(await LocalAzureServer.StartAsync(new LocalAzureOptions()));
        ImagePipeline pipeline = local.Pipeline;
        (RoleGuids roles, _) = await pipeline.Roles.EnsureAsync(Commit, Cancel);
        await pipeline.Identity.EnsureGroupsAsync(Commit, Cancel);
        await pipeline.Identity.EnsureAsync(roles, Commit, Cancel);
        local.Record = await pipeline.Template.DescribeAsync(
            Plan,
            ToolPins.Load(Checkout.Root),
            new Revision(Commit, false, Commit),
            Cancel
        );
        await pipeline.Template.EnsureAsync(Plan, local.Record, Cancel);
        return local;
    }

    public ImageBuild Build() => Pipeline.Build(Record);

    /// <summary>The template's last build.</summary>
    public async Task<ImageRun> RunAsync() =>
        (await Session.ImageTemplates.GetAsync(ResourceId.Parse(Record.TemplateId), Cancel))?.LastRun ?? ImageRun.Never;

    /// <summary>Whether a resource is there.</summary>
    public bool Exists(string? id) => _server.Snapshot().ResourceIds.Contains(id, StringComparer.OrdinalIgnoreCase);

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await _server.DisposeAsync();
        await Templates.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Token(LocalAzureServer server) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(
                server.IssueToken(
                    requestContext.Scopes[0].Replace("/.default", "", StringComparison.Ordinal),
                    server.OperatorPrincipalId,
                    TimeSpan.FromHours(1)
                ),
                DateTimeOffset.UtcNow.AddHours(1)
            );

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }
}

using Azure.Core;
using Jumpbox.Checks;
using Jumpbox.Settings;
using Jumpbox.Tools;
using LocalAzure;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>LocalAzure with its sample world and what a test adds to it, asked by the pipeline's own clients.</summary>
internal sealed class LocalWorld : IAsyncDisposable
{
    private readonly string _file;

    private LocalWorld(LocalAzureServer server, string file)
    {
        Server = server;
        _file = file;
        Session = new AzureSession(
            AzureCloud.Custom("local", server.Endpoint),
            new Token(server),
            new AzureSessionOptions
            {
                CertificateAuthority = server.CertificateAuthority,
                PollDelay = new NoDelay(),
                RetryDelay = new NoDelay(),
            }
        );
    }

    public LocalAzureServer Server { get; }

    public AzureSession Session { get; }

    public static async Task<LocalWorld> StartAsync(string world = "{}")
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, world);
        return new(await LocalAzureServer.StartAsync(new LocalAzureOptions { WorldFile = file }), file);
    }

    public async Task<Finding> WorstAsync(string check, params string[] settings) =>
        (await CheckAsync(settings)).Single(result => result.Id == check).Findings.MaxBy(finding => finding.Status)!;

    public async Task<IReadOnlyList<CheckResult>> CheckAsync(params string[] settings)
    {
        Checks.Facts known = Known(settings);
        IReadOnlySet<FactName> needs = CheckRegistry.Needs(known.Settings.Skip);
        return CheckRegistry.Run(
            await Azure.Facts.FactGatherer.GatherAsync(Session, known, needs, TestContext.Current.CancellationToken),
            known.Settings.Skip
        );
    }

    public static Checks.Facts Known(params string[] overrides)
    {
        JumpboxSettings settings = SettingsReader.Read(
            new SettingsSource(Path.Combine(Checkout.Root, "jumpbox.json"), overrides, new Dictionary<string, string>())
        );
        Pins pins = Pins.Load(Checkout.Root);
        return new()
        {
            Settings = settings,
            Pins = pins,
            Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero),
            Egress = Egress.EgressList.For(settings, pins.Catalogue, pins.Lock).Hosts,
        };
    }

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await Server.DisposeAsync();
        File.Delete(_file);
    }

    private sealed class Token(LocalAzureServer server) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(
                server.IssueToken("https://management.azure.com/", server.OperatorPrincipalId, TimeSpan.FromHours(1)),
                DateTimeOffset.UtcNow.AddHours(1)
            );

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }
}

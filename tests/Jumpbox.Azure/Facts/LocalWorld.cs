using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Settings;
using Jumpbox.Tools;
using LocalAzure;
using LocalAzure.Faults;
using LocalAzure.Settings;

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

    public static async Task<LocalWorld> StartAsync(
        string world = "{}",
        string? faults = null,
        Func<BuildMachine>? machine = null
    )
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, world);
        return new(
            await LocalAzureServer.StartAsync(
                new LocalAzureOptions
                {
                    WorldFile = file,
                    Faults = faults is null ? null : FaultPlan.Parse(faults),
                    StartBuildMachine = machine,
                    Durations = machine is null ? Durations.Quick : Durations.Quick.AtSpeed(50),
                }
            ),
            file
        );
    }

    /// <summary>Another session with the same cloud, which the caller disposes of.</summary>
    /// <param name="change">How it differs.</param>
    public AzureSession Connect(Func<AzureSessionOptions, AzureSessionOptions> change) =>
        new(Session.Cloud, new Token(Server), change(Session.Options));

    /// <summary>Changes what is known without Azure: the moment, the steps, the CI job.</summary>
    public Func<Checks.Facts, Checks.Facts> Change { get; set; } = facts => facts;

    public async Task<Finding> WorstAsync(string check, params string[] settings) =>
        (await FindingsAsync(check, settings)).MaxBy(finding => finding.Status)!;

    public async Task<IReadOnlyList<Finding>> FindingsAsync(string check, params string[] settings) =>
        (await CheckAsync(settings)).Single(result => result.Id == check).Findings;

    public async Task<IReadOnlyList<CheckResult>> CheckAsync(params string[] settings)
    {
        Checks.Facts known = Change(Known(settings));
        IReadOnlySet<FactName> needs = CheckRegistry.Needs(known.Settings.Skip);
        return CheckRegistry.Run(
            await Azure.Facts.FactGatherer.GatherAsync(Session, known, needs, TestContext.Current.CancellationToken),
            known.Settings.Skip
        );
    }

    /// <summary>The checks of network and egress alone, with the facts that these need.</summary>
    public async Task<IReadOnlyList<CheckResult>> NetworkAsync(params string[] settings) =>
        (await NetworkFactsAsync(settings)).Results;

    /// <summary>The same, with the facts.</summary>
    public async Task<(Checks.Facts Facts, IReadOnlyList<CheckResult> Results)> NetworkFactsAsync(
        params string[] settings
    )
    {
        Checks.Facts known = Change(Known(settings));
        IReadOnlyList<CheckResult> all = CheckRegistry.Run(known, new Dictionary<string, string>());
        Dictionary<string, string> skip = all.Where(result =>
                result.Area is not (CheckArea.Network or CheckArea.Egress)
            )
            .ToDictionary(result => result.Id, _ => "another area");
        Checks.Facts facts = await Azure.Facts.FactGatherer.GatherAsync(
            Session,
            known,
            CheckRegistry.Needs(skip),
            TestContext.Current.CancellationToken
        );
        return (facts, [.. CheckRegistry.Run(facts, skip).Where(result => !skip.ContainsKey(result.Id))]);
    }

    public static Checks.Facts Known(params string[] overrides)
    {
        JumpboxSettings settings = SampleSettings.Read(overrides);
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        return new()
        {
            Settings = settings,
            Pins = pins,
            Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero),
            Egress = Egress.EgressList.For(settings, pins.Catalogue, pins.Lock).Hosts,
        };
    }

    /// <summary>Puts an image template as another client would, and waits until its creation has ended.</summary>
    public async Task<string> PutTemplateAsync(string name, string identity, string? staging = null)
    {
        string id = $"{PaperWorlds.BuilderGroup}/providers/Microsoft.VirtualMachineImages/imageTemplates/{name}";
        await SendAsync(HttpMethod.Put, $"{id}?api-version=2024-02-01", Template(identity, staging).ToJsonString());
        return await SettleAsync(id);
    }

    /// <summary>Waits until the creation of a template has ended.</summary>
    public async Task<string> SettleAsync(string id)
    {
        for (int look = 0; look < 200; look++)
        {
            ImageTemplate? template = await Session.ImageTemplates.GetAsync(
                ResourceId.Parse(id),
                TestContext.Current.CancellationToken
            );
            if (template is { ProvisioningState: "Succeeded" or "Failed" })
            {
                return template.ProvisioningState;
            }
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        return "Creating";
    }

    /// <summary>Assigns a role as another client would.</summary>
    public Task AssignAsync(
        string scope,
        string name,
        string role,
        string principal,
        string type = "ServicePrincipal"
    ) =>
        SendAsync(
            HttpMethod.Put,
            $"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}?api-version=2022-04-01",
            $$$$"""{"properties":{"roleDefinitionId":"{{{{role}}}}","principalId":"{{{{principal}}}}","principalType":"{{{{type}}}}"}}"""
        );

    /// <summary>Creates the builder's identity, which is Contributor of the subscription.</summary>
    public async Task CreateBuilderAsync()
    {
        await SendAsync(HttpMethod.Put, $"{PaperWorlds.Identity}?api-version=2023-01-31", """{"location":"eastus2"}""");
        ManagedIdentity identity = (
            await Session.Identities.GetAsync(
                ResourceId.Parse(PaperWorlds.Identity),
                TestContext.Current.CancellationToken
            )
        )!;
        await AssignAsync(
            PaperWorlds.Subscription,
            "3f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c",
            identity.PrincipalId
        );
    }

    /// <summary>Asks as another client would, and fails the test when it is refused.</summary>
    public async Task SendAsync(HttpMethod method, string path, string? json = null)
    {
        using HttpClientHandler handler = new()
        {
            UseProxy = false,
            ServerCertificateCustomValidationCallback = (_, shown, _, _) =>
                shown?.Issuer == Server.CertificateAuthority.Subject,
        };
        using HttpClient client = new(handler) { BaseAddress = Server.Endpoint };
        client.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            Server.IssueToken("https://management.azure.com/", Server.OperatorPrincipalId, TimeSpan.FromHours(1))
        );
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        if (json is not null)
        {
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        }
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(
            answer.IsSuccessStatusCode,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await Server.DisposeAsync();
        File.Delete(_file);
    }

    /// <summary>An image template as another client would put it.</summary>
    public static JsonObject Template(string identity, string? staging = null) =>
        JsonNode
            .Parse(
                $$$$"""
                {"location":"eastus2","identity":{"type":"UserAssigned","userAssignedIdentities":{"{{{{identity}}}}":{} } },
                "properties":{{{{{(staging is null ? "" : $"\"stagingResourceGroup\":\"{staging}\",")}}}}
                "source":{"type":"PlatformImage","publisher":"Canonical","offer":"ubuntu-24_04-lts","sku":"server","version":"24.04.202609040"},
                "customize":[{"type":"Shell","name":"hello","inline":["echo hello"]}],
                "distribute":[{"type":"ManagedImage","imageId":"{{{{PaperWorlds.ImageGroup}}}}/providers/Microsoft.Compute/images/other","location":"eastus2","runOutputName":"other"}],
                "vmProfile":{"vmSize":"Standard_D2ds_v4","vnetConfig":{"subnetId":"{{{{PaperWorlds.Build}}}}","containerInstanceSubnetId":"{{{{PaperWorlds.Containers}}}}"} } } }
                """
            )!
            .AsObject();

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

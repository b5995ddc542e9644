using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Naming;
using Jumpbox.Settings;
using LocalAzure;
using LocalAzure.Faults;
using LocalAzure.Settings;
using Microsoft.Extensions.Time.Testing;

namespace Jumpbox.Azure.Tests.Life;

/// <summary>
/// A LocalAzure with a gallery for builds and one for production in another subscription, on a clock that the test moves. What a
/// test requires at every moment is checked before each request of the pipeline.
/// </summary>
internal sealed class LifeWorld : IAsyncDisposable
{
    public const string Own = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    public const string First = "77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    public const string Second = "88888888-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    public const string Definition =
        $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/galleries/gal/images/jumpbox";
    public const string Prod =
        $"/subscriptions/{First}/resourceGroups/rg-prod/providers/Microsoft.Compute/galleries/prod/images/jumpbox";
    public const string Source = $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/images/raw";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string _file;
    private TimeSpan _replication;
    private bool _checking;

    private LifeWorld(LocalAzureServer server, FakeTimeProvider clock, string file, JumpboxSettings settings)
    {
        Server = server;
        Clock = clock;
        _file = file;
        Settings = settings;
        Session = Connect(asked: true);
        Looking = Connect(asked: false);
    }

    public LocalAzureServer Server { get; }

    public FakeTimeProvider Clock { get; }

    public JumpboxSettings Settings { get; }

    /// <summary>The pipeline's session.</summary>
    public AzureSession Session { get; }

    /// <summary>The test's own.</summary>
    public AzureSession Looking { get; }

    /// <summary>Whatever the pipeline said.</summary>
    public List<string> Said { get; } = [];

    /// <summary>What holds before each request of the pipeline.</summary>
    public Func<Task>? Invariant { get; set; }

    /// <summary>How many requests the pipeline is allowed before it dies; null for any number.</summary>
    public int? Lives { get; set; }

    public static async Task<LifeWorld> StartAsync(
        string[]? settings = null,
        string? faults = null,
        TimeSpan replication = default,
        params string[] more
    )
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, World(more), Cancel);
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        return new LifeWorld(
            await LocalAzureServer.StartAsync(
                new LocalAzureOptions
                {
                    TimeProvider = clock,
                    WorldFile = file,
                    Durations = Durations.Quick with { Replication = replication },
                    Faults = faults is null ? null : FaultPlan.Parse(faults),
                },
                Cancel
            ),
            clock,
            file,
            LocalWorld
                .Known([
                    "image.distribute.kind=gallery",
                    $"image.distribute.galleryImageId={Definition}",
                    $"environments.galleryImageIds.prod={Prod}",
                    "environments.regions.prod=eastus2,westeurope",
                    "environments.evidence.prod=tags",
                    .. settings ?? [],
                ])
                .Settings
        )
        {
            _replication = replication,
        };
    }

    /// <summary>Creates a version as Image Builder does, with the tags of the pipeline; it is not offered.</summary>
    public async Task MakeAsync(string number, string contentHash, params string[] regions)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        Dictionary<string, string> tags = new(
            new Names(Settings).Tags("0123456789abcdef0123456789abcdef01234567", contentHash)
        )
        {
            [TagNames.Run] = TagNames.RunOf(now),
            [TagNames.Packages] = "20260101T000000Z",
        };
        ArmOperation operation = await Looking.GalleryVersions.CreateAsync(
            ResourceId.Parse($"{Definition}/versions/{number}"),
            new VersionRequest(
                "eastus2",
                Source,
                [.. regions.DefaultIfEmpty("eastus2").Select(region => new TargetRegion(region))],
                tags
            ),
            Cancel
        );
        try
        {
            // The replication ends when the test moves the clock.
            Clock.Advance(_replication);
            _ = await operation.WaitAsync(Cancel);
        }
        catch (AzureFailure failure) when (failure.Mentions("ReplicationJobFailed"))
        {
            // The test asked for it.
        }
    }

    /// <summary>Marks a version as released and includes it, as Release does.</summary>
    public async Task ReleaseAsync(string number, string definition = Definition)
    {
        ResourceId id = ResourceId.Parse($"{definition}/versions/{number}");
        await Looking.GalleryVersions.UpdateAsync(id, new VersionChange { ExcludeFromLatest = false }, Cancel);
        await Looking.Tags.AddAsync(
            id,
            new Dictionary<string, string> { [TagNames.Released] = TagNames.TimeOf(Clock.GetUtcNow()) },
            Cancel
        );
    }

    public async Task<GalleryVersion> VersionAsync(string number, string definition = Definition) =>
        (await Looking.GalleryVersions.GetAsync(ResourceId.Parse($"{definition}/versions/{number}"), Cancel, true))!;

    /// <summary>Creates or deletes a resource as another client would.</summary>
    public async Task SendAsync(HttpMethod method, string id, JsonObject? body = null)
    {
        using HttpClientHandler handler = new()
        {
            UseProxy = false,
            ServerCertificateCustomValidationCallback = (_, shown, _, _) =>
                shown?.Issuer == Server.CertificateAuthority.Subject,
        };
        using HttpClient client = new(handler) { BaseAddress = Server.Endpoint };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Issue());
        using HttpRequestMessage request = new(method, new Uri($"{id}?api-version=2024-07-01", UriKind.Relative));
        request.Content = body is null
            ? null
            : new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>A virtual machine from an image definition or version.</summary>
    public static string Machine(string subscription, string name) =>
        $"/subscriptions/{subscription}/resourceGroups/rg-machines/providers/Microsoft.Compute/virtualMachines/{name}";

    public Task StartMachineAsync(string id, string image) =>
        SendAsync(
            HttpMethod.Put,
            id,
            new JsonObject
            {
                ["location"] = "eastus2",
                ["properties"] = new JsonObject
                {
                    ["storageProfile"] = new JsonObject { ["imageReference"] = new JsonObject { ["id"] = image } },
                },
            }
        );

    /// <summary>A scale set, with its model.</summary>
    public static string ScaleSet(string subscription, string name) =>
        $"/subscriptions/{subscription}/resourceGroups/rg-machines/providers/Microsoft.Compute/virtualMachineScaleSets/{name}";

    public Task StartScaleSetAsync(string id, string image) =>
        SendAsync(
            HttpMethod.Put,
            id,
            new JsonObject
            {
                ["location"] = "eastus2",
                ["properties"] = new JsonObject
                {
                    ["virtualMachineProfile"] = new JsonObject
                    {
                        ["storageProfile"] = new JsonObject { ["imageReference"] = new JsonObject { ["id"] = image } },
                    },
                },
            }
        );

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        Looking.Dispose();
        await Server.DisposeAsync();
        File.Delete(_file);
    }

    /// <summary>The next run of the pipeline, with as many requests as it likes.</summary>
    public AzureSession Connect(bool asked = true, TimeProvider? time = null) =>
        new(
            AzureCloud.Custom("local", Server.Endpoint),
            new Token(this, asked),
            new AzureSessionOptions
            {
                CertificateAuthority = Server.CertificateAuthority,
                PollDelay = new NoDelay(),
                RetryDelay = new NoDelay(),
                Time = time ?? new ServerTime(Clock),
            }
        );

    private string Issue() =>
        Server.IssueToken("https://management.azure.com/", Server.OperatorPrincipalId, TimeSpan.FromDays(800));

    private async ValueTask BeforeRequestAsync()
    {
        if (Lives is { } lives && (Lives = lives - 1) < 0)
        {
            throw new InvalidOperationException("The process died here.");
        }
        // The test's own looks are no requests of the pipeline.
        if (Invariant is { } check && !_checking)
        {
            _checking = true;
            try
            {
                await check();
            }
            finally
            {
                _checking = false;
            }
        }
    }

    private static string World(string[] more)
    {
        string definition =
            """{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","architecture":"x64","identifier":{"publisher":"p","offer":"o","sku":"s"} }""";
        string[] resources =
        [
            SweptWorld.Group(PaperWorlds.BuilderGroup),
            SweptWorld.Group(PaperWorlds.ImageGroup),
            SweptWorld.Group($"/subscriptions/{First}/resourceGroups/rg-prod"),
            .. new[] { Own, First, Second }.Select(one =>
                SweptWorld.Group($"/subscriptions/{one}/resourceGroups/rg-machines")
            ),
            Json(Definition[..Definition.IndexOf("/images/", StringComparison.Ordinal)], "{}"),
            Json(Definition, definition),
            Json(Prod[..Prod.IndexOf("/images/", StringComparison.Ordinal)], "{}"),
            Json(Prod, definition),
            Json(
                Source,
                """{"hyperVGeneration":"V2","storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized","diskSizeGB":30} } }"""
            ),
            .. more,
        ];
        return $$"""{"subscriptions":["{{First}}","{{Second}}"],"resources":[{{string.Join(",", resources)}}]}""";
    }

    private static string Json(string id, string properties) =>
        $$"""{"id":"{{id}}","location":"eastus2","properties":{{properties}} }""";

    // Each request asks for a token, because each has expired.
    private sealed class Token(LifeWorld world, bool asked) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(world.Issue(), DateTimeOffset.UtcNow);

        public override async ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        )
        {
            if (asked)
            {
                await world.BeforeRequestAsync();
            }
            return new AccessToken(world.Issue(), DateTimeOffset.UtcNow);
        }
    }

    // The server's time of day, on which pauses are over at once and deadlines are the machine's.
    private sealed class ServerTime(FakeTimeProvider clock) : TimeProvider
    {
        private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(
                callback,
                state,
                dueTime > TimeSpan.Zero && dueTime <= LongestPause ? TimeSpan.Zero : dueTime,
                period
            );
    }
}

using Azure.Core;
using Build;
using Build.Clouds;
using Build.Run;
using Hostile;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using Jumpbox.Evidence;
using LocalAzure;
using LocalAzure.Faults;
using LocalAzure.Settings;

namespace Torture.Tests;

/// <summary>One LocalAzure, one artifacts folder, and runs of the real program in it.</summary>
internal sealed class TortureWorld : IAsyncDisposable
{
    private const int MostRuns = 4;
    private const int Speed = 100;

    // Hundreds of runs, each with its flushes to the disk: in memory where the machine has such a folder.
    private static readonly string Memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
    private readonly ScaledTime _time;
    private readonly TemplateSet _templates;
    private readonly FaultPlan? _faults;
    private bool _guest;
    private TortureCase? _case;
    private LocalAzureServer _server = null!;

    private TortureWorld(TemplateSet templates, FaultPlan? faults, ScaledTime time)
    {
        _time = time;
        _templates = templates;
        _faults = faults;
    }

    public string Artifacts { get; } =
        Directory.CreateDirectory(Path.Combine(Memory, $"jumpbox-torture-{Guid.NewGuid():N}")).FullName;

    public LocalAzureServer Server => _server;

    /// <summary>What stands between the program and the server; null for nothing.</summary>
    public HostileFront? Front { get; set; }

    /// <summary>The options of the program's connection, if a case has its own.</summary>
    public Func<AzureSessionOptions, AzureSessionOptions> Change { get; set; } = options => options;

    /// <param name="templates">The templates.</param>
    /// <param name="faults">What goes wrong.</param>
    /// <param name="building">How long the build machine takes to come up, in the world's time.</param>
    /// <param name="worldFile">The file of the world; null for LocalAzure's own.</param>
    public static async Task<TortureWorld> StartAsync(
        TemplateSet templates,
        FaultPlan? faults = null,
        TimeSpan? building = null,
        string? worldFile = null
    )
    {
        TortureWorld world = new(templates, faults, new ScaledTime(Speed));
        world._server = await LocalAzureServer.StartAsync(
            new LocalAzureOptions
            {
                TimeProvider = world._time,
                WorldFile = worldFile,
                // Rights and principals are late, as in Azure.
                Durations = new Durations
                {
                    RolePropagation = TimeSpan.FromSeconds(10),
                    PrincipalReplication = TimeSpan.FromSeconds(5),
                    Building = building ?? Durations.Quick.Building,
                },
                Faults = faults,
                RetryAfter = new RetryAfterPolicy(null, 1),
            }
        );
        return world;
    }

    /// <summary>How often something went wrong by rule.</summary>
    public int Hits => _faults?.Hits ?? 0;

    /// <summary>From now on nothing goes wrong any more.</summary>
    public void EndFaults() => _faults?.End();

    /// <summary>Another agent with a folder of its own, in the same cloud.</summary>
    public TortureWorld SecondAgent() => new(_templates, _faults, _time) { _server = _server, _guest = true };

    /// <summary>Builds, and dies as soon as such a request was answered.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="end">How its path ends.</param>
    public async Task<TortureRun> DieAfterAsync(string method, string end)
    {
        MortalCredential credential = new(_server);
        credential.DieWhen(() =>
            _server.Requests.Any(request =>
                request.Method == method && request.Path.EndsWith(end, StringComparison.Ordinal)
            )
        );
        return await RunAsync(["--target=Build"], credential);
    }

    /// <summary>Runs a target, which dies before its n-th request.</summary>
    /// <param name="arguments">The target and its arguments.</param>
    /// <param name="diesBefore">The number of that request; null to let it live.</param>
    public async Task<TortureRun> RunTargetAsync(string[] arguments, int? diesBefore)
    {
        MortalCredential credential = new(_server);
        if (diesBefore is { } fatal)
        {
            credential.DieWhen(() => credential.Asked >= fatal);
        }
        return await RunAsync(arguments, credential);
    }

    /// <summary>Builds the image and cleans nothing up.</summary>
    public async Task<TortureRun> BuildAsync()
    {
        MortalCredential credential = new(_server);
        return await RunAsync(["--target=Build"], credential);
    }

    /// <summary>Runs the whole chain again until it succeeds, four times in all at the most.</summary>
    /// <param name="runs">The runs so far; gets the others.</param>
    /// <param name="limit">How long each may take.</param>
    /// <exception cref="TimeoutException">One took longer.</exception>
    public async Task ContinueAsync(List<TortureRun> runs, TimeSpan limit)
    {
        while (runs[^1].ExitCode != 0 && runs.Count < MostRuns)
        {
            runs.Add(await Task.Run(() => RunAsync(null)).WaitAsync(limit));
        }
    }

    /// <summary>Runs the whole chain in this process.</summary>
    /// <param name="case">What happens meanwhile; null for nothing.</param>
    public async Task<TortureRun> RunAsync(TortureCase? @case)
    {
        MortalCredential credential = new(_server);
        int seen = @case is null ? 0 : _server.Requests.Count(@case.Request.Fits);
        _case = @case;
        switch (@case)
        {
            case { Hardship: Hardship.KilledBefore, Request: var request }:
                credential.DieWhen(() => credential.Asked >= request.Nth);
                break;
            case { Hardship: Hardship.KilledAfter, Request: var request }:
                credential.DieWhen(() => _server.Requests.Count(request.Fits) >= seen + request.Nth);
                break;
        }
        return await RunAsync(["--target=Cleanup", "--cleanup=all"], credential);
    }

    private async Task<TortureRun> RunAsync(string[] arguments, MortalCredential credential)
    {
        using StringWriter text = new();
        TextWriter output = TextWriter.Synchronized(text);
        int code = await Program.RunAsync(
            [.. arguments, $"--artifacts={Artifacts}", SampleSettings.Argument, "--no-report"],
            new Surroundings
            {
                Time = _time,
                Output = output,
                Errors = output,
                Revision = new Revision("0123456789abcdef0123456789abcdef01234567", Dirty: false),
                Templates = _templates,
                Connect = context => Connect(context, credential),
            }
        );
        return new TortureRun(code, text.ToString(), credential.Asked, credential.IsDead);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_guest)
        {
            await _server.DisposeAsync();
        }
        Directory.Delete(Artifacts, recursive: true);
    }

    private AzureSession Connect(BuildContext context, MortalCredential credential) =>
        new(
            AzureCloud.Custom(
                "local",
                Front is { } front ? new Uri(front.Origin) : _server.Endpoint,
                audience: "https://management.azure.com"
            ),
            credential,
            Change(
                CloudConnection.Options(context) with
                {
                    CertificateAuthority = Front?.Authority ?? _server.CertificateAuthority,
                    PollDelay = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(2)),
                    RetryDelay = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(1)),
                    // On a busy machine everything takes its time, and this clock runs fast: a run gives up early only in the cases
                    // that are about giving up.
                    NetworkTimeout = In(Hardship.TimedOut) ? TimeSpan.FromSeconds(1.5) : TimeSpan.FromSeconds(30),
                    RetryBudget = In(Hardship.TimedOut, Hardship.Outage)
                        ? TimeSpan.FromSeconds(10)
                        : TimeSpan.FromDays(1),
                    OperationBudget = In(Hardship.Stalled) ? TimeSpan.FromMinutes(1) : TimeSpan.FromDays(1),
                    Tolerance = In(Hardship.Outage) ? TimeSpan.FromSeconds(30) : TimeSpan.FromDays(1),
                }
            )
        );

    private bool In(params ReadOnlySpan<Hardship> hardships) => _case is { } now && hardships.Contains(now.Hardship);
}

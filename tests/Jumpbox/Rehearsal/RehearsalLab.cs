using Jumpbox.Customizer;
using Jumpbox.Rehearsal;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>Rehearses the genuine steps against a synthetic mirror, where this machine can.</summary>
internal sealed class RehearsalLab : IDisposable
{
    // JUMPBOX_ENGINE runs the whole suite on another one.
    private static readonly string Engine =
        Environment.GetEnvironmentVariable("JUMPBOX_ENGINE") ?? (Environment.IsPrivilegedProcess ? "root" : "rootless");

    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("jumpbox-rehearsal-");

    public RehearsalLab()
    {
        string bases = Directory.CreateDirectory(Path.Combine(BaseCache.Default, "base")).FullName;
        _ = Directory.CreateSymbolicLink(Path.Combine(Cache, "base"), bases);
        Engines = RehearsalEngines.All(Cache);
    }

    /// <summary>The mirror; a test may spoil it.</summary>
    public SyntheticMirror Mirror { get; } = new();

    public string Output => _output.FullName;

    /// <summary>How long and how much the steps may take; a test may ask for less.</summary>
    public CustomizerLimits Limits { get; set; } =
        new()
        {
            AptLockSeconds = 3,
            AptPatienceSeconds = 3,
            FetchTries = 2,
            FetchPatienceSeconds = 1,
        };

    /// <summary>The settings, which a test may change before it runs anything.</summary>
    public JumpboxSettings Settings
    {
        get => field ?? Mirror.Settings;
        set;
    }

    /// <summary>What the request is before a test changes it.</summary>
    public RehearsalRequest Request =>
        RehearsalRequest.For(Settings, Mirror.Pins, Repository.Root) with
        {
            Plan = Plan(Limits),
            Output = Output,
            Mirror = Mirror.Folder,
            Engine = Engine,
        };

    /// <summary>A cache of the lab's own, but for the bases, which all share.</summary>
    public string Cache { get; } = Directory.CreateTempSubdirectory("jumpbox-cache-").FullName;

    public IReadOnlyList<IRehearsalEngine> Engines { get; }

    /// <summary>The genuine steps, pinned to the synthetic mirror.</summary>
    public CustomizerPlan Plan(CustomizerLimits limits, OwnContents? own = null) =>
        CustomizerPlan.Render(
            Settings,
            Mirror.Pins.Catalogue,
            Mirror.Pins.Lock,
            Path.Combine(Repository.Root, "scripts"),
            limits,
            own
        );

    public async Task<RehearsalResult> RunAsync(
        RehearsalRequest? request = null,
        Action<string>? say = null,
        CancellationToken? cancellation = null
    )
    {
        request ??= Request;
        CancellationToken token = cancellation ?? TestContext.Current.CancellationToken;
        await RequireAsync(request, token);
        return await new RehearsalRun(
            Engines,
            TimeProvider.System,
            say ?? (line => TestContext.Current.TestOutputHelper?.WriteLine(line))
        ).RunAsync(request, token);
    }

    /// <summary>Runs the steps in two root file systems and compares them.</summary>
    public async Task<TwiceResult> TwiceAsync(RehearsalRequest request, Action<string>? say = null)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await RequireAsync(request, token);
        return await new RehearsalRun(
            Engines,
            TimeProvider.System,
            say ?? (line => TestContext.Current.TestOutputHelper?.WriteLine(line))
        ).TwiceAsync(request, token);
    }

    /// <summary>What the steps said.</summary>
    public string Log() =>
        string.Concat(
            ((string[])["customization.log", "validation.log"])
                .Select(name => Path.Combine(Output, name))
                .Where(File.Exists)
                .Select(File.ReadAllText)
        );

    /// <summary>The request with a step of the test's own among the genuine ones.</summary>
    /// <param name="after">The genuine step that it follows; it must be there.</param>
    /// <param name="inline">What it does, as the builder's user.</param>
    public RehearsalRequest With(string after, params string[] inline)
    {
        CustomizerStep[] steps =
        [
            .. Request.Plan.Customize.SelectMany(step =>
                step.Name == after ? [step, new CustomizerStep("of-the-test", inline)] : (CustomizerStep[])[step]
            ),
        ];
        Assert.Equal(Request.Plan.Customize.Count + 1, steps.Length);
        return Request with { Plan = Request.Plan with { Customize = steps } };
    }

    /// <summary>Asserts that a rehearsal stopped at a step, said why, and told the cure.</summary>
    public void Stopped(RehearsalResult result, string step, string why, string cure)
    {
        string log = Log();
        Assert.True(step == result.Failed?.Name, $"{result.Failed?.Name}\n{log}");
        Assert.NotNull(result.Failed);
        Assert.Equal(result.Failed, result.Steps[^1]);
        Assert.Contains($"FAILED {step}: ", log, StringComparison.Ordinal);
        Assert.Contains(why, log, StringComparison.Ordinal);
        Assert.Contains($"cure: {cure}", log, StringComparison.Ordinal);
        Assert.Equal(step, result.Failure?.Step?.Name);
        Assert.Equal(result.Failed.ExitCode, result.Failure?.ExitCode);
        Assert.Contains(result.Failure!.Cures, told => told.StartsWith(cure, StringComparison.Ordinal));
    }

    /// <summary>Asserts that no tool was put where it could be run.</summary>
    public static void InstalledNothing(RehearsalResult result) =>
        Assert.DoesNotContain(
            result.Changes,
            change =>
                change.Kind is "file" or "link"
                && (change.Path.StartsWith("/usr/local/bin/", StringComparison.Ordinal) || change.Path == "/usr/bin/az")
        );

    /// <summary>Skips the test with the engine's own reason where this machine cannot run it.</summary>
    public async Task RequireAsync(RehearsalRequest request, CancellationToken cancellationToken)
    {
        IRehearsalEngine engine = Engines.Single(engine => engine.Name == request.Engine);
        string? obstacle = await engine.ObstacleAsync(request, cancellationToken);
        if (obstacle is not null)
        {
            Assert.Skip($"engine {engine.Name}: {obstacle}");
        }
    }

    public void Dispose()
    {
        Mirror.Dispose();
        _output.Delete(recursive: true);
        Directory.Delete(Cache, recursive: true);
    }
}

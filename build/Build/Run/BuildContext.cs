using Build.Arguments;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Journaling;
using Jumpbox.Naming;
using Jumpbox.Pins;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Build.Run;

/// <summary>
/// What a run knows: its settings, its folder, its cloud. Everything is found when it is first asked for, since Cake makes
/// the context for <c>--tree</c> and <c>--dryrun</c> too.
/// </summary>
public sealed class BuildContext : FrostingContext, IDisposable
{
    // A timer takes at most 2^32 milliseconds.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private readonly Lazy<JumpboxSettings> _settings;
    private readonly Lazy<ToolPins> _pins;
    private readonly Lazy<Task<Revision>> _revision;
    private readonly Lazy<Task<CustomizerPlan>> _customizer;
    private readonly Lazy<Journal> _journal;
    private readonly Func<BuildContext, Task<AzureSession>> _connect;
    private readonly Surroundings _surroundings;
    private readonly long _began;

    /// <summary>A context that has read nothing yet.</summary>
    /// <param name="context">Cake's own.</param>
    /// <param name="interruption">Ctrl+C and SIGTERM.</param>
    /// <param name="connect">Connects to the cloud of the settings, once.</param>
    /// <param name="surroundings">What the run takes from outside.</param>
    public BuildContext(
        ICakeContext context,
        Interruption interruption,
        Func<BuildContext, Task<AzureSession>> connect,
        Surroundings surroundings
    )
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(surroundings);
        _connect = connect;
        _surroundings = surroundings;
        _began = surroundings.Time.GetTimestamp();
        _journal = new Lazy<Journal>(OpenJournal);
        _settings = new Lazy<JumpboxSettings>(ReadSettings);
        _pins = new Lazy<ToolPins>(() => ToolPins.Load(Checkout.Root));
        _revision = new Lazy<Task<Revision>>(() => GitCheckout.ReadAsync(Checkout.Root, Interrupted));
        _customizer = new Lazy<Task<CustomizerPlan>>(RenderCustomizerAsync);
        Given = new GivenArguments(context.Arguments);
        Workspace = new Workspace(Given.Text(CommandLine.Artifacts) ?? "artifacts", string.Join(", ", Given.Targets));
        Interrupted = interruption.Token;
        Templates =
            surroundings.Templates
            ?? new TemplateSet(Path.Combine(Checkout.Root, "templates"), () => Workspace.Templates, Variables);
    }

    /// <summary>The arguments of the run.</summary>
    public GivenArguments Given { get; }

    /// <summary>The settings, checked.</summary>
    /// <exception cref="SettingsException">They are wrong.</exception>
    public JumpboxSettings Settings => _settings.Value;

    /// <summary>The names of the pipeline's resources.</summary>
    public Names Names => new(Settings);

    /// <summary>The artifacts folder.</summary>
    public Workspace Workspace { get; }

    /// <summary>The catalogue of tools and the lock.</summary>
    public ToolPins Pins => _pins.Value;

    /// <summary>What the runs in this folder asked the cloud to change.</summary>
    /// <exception cref="JournalException">It cannot be used.</exception>
    public Journal Journal => _journal.Value;

    /// <summary>Where the journal is; null when nothing needed it.</summary>
    public string? JournalPath => _journal.IsValueCreated ? _journal.Value.Path : null;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _surroundings.Time;

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Variables => _surroundings.Variables;

    /// <summary>Disk and network, as they are looked at before the first target.</summary>
    public MachineView Machine => _surroundings.Machine;

    /// <summary>Whether there is no terminal to prompt on.</summary>
    public bool HasNobody =>
        _surroundings.Output is not null
        || Console.IsInputRedirected
        || Jumpbox.Checks.CiJob.Find(Variables) is not null;

    /// <summary>The templates; the compiler starts when the first one is requested.</summary>
    public TemplateSet Templates { get; }

    /// <summary>Cancelled when the run is to stop gracefully.</summary>
    public CancellationToken Interrupted { get; }

    /// <summary>Whether an existing image is rebuilt.</summary>
    public bool Force => Given.IsOn(CommandLine.Force);

    /// <summary>The commit of this run.</summary>
    public Task<Revision> RevisionAsync() => _revision.Value;

    /// <summary>Makes the session instead of the cloud of the settings; null for that cloud.</summary>
    public Func<BuildContext, AzureSession>? Connect => _surroundings.Connect;

    /// <summary>The connection to the cloud of the settings, opened once.</summary>
    public Task<AzureSession> ConnectAsync() => _connect(this);

    /// <summary>The collaborators of the chain, connected to the cloud of the settings.</summary>
    public async Task<ImagePipeline> PipelineAsync() =>
        new(await ConnectAsync(), Templates, Settings, line => Log.Information("{0}", line));

    /// <summary>The steps inside the build machine, from scripts and lock; rendered once.</summary>
    /// <exception cref="SettingsException">The catalogue refuses the base image, or the lock does not hold it.</exception>
    /// <exception cref="PinException">The lock does not hold a tool for it.</exception>
    public Task<CustomizerPlan> CustomizerAsync() => _customizer.Value;

    /// <summary>GitHub and the publishers' sites; answers and keys are kept in the artifacts folder between runs.</summary>
    public PublisherSession ConnectPublishers() =>
        PublisherSession.Connect(
            Settings.GitHubApi,
            Workspace.Folder("cache"),
            name => Variables.GetValueOrDefault(name),
            line => Log.Information("{0}", line)
        );

    /// <summary>What is left of the time after which the run leaves a build; null without such a limit.</summary>
    public TimeSpan? TimeLeft()
    {
        if (Given.Text(CommandLine.DetachAfter) is not { } text)
        {
            return null;
        }
        TimeSpan limit = SpanText.Parse(text);
        TimeSpan left = limit - Time.GetElapsedTime(_began);
        return left > LongestTimer ? LongestTimer
            : left > TimeSpan.Zero ? left
            : TimeSpan.Zero;
    }

    /// <summary>Ends the compiler and frees the artifacts folder for the next run.</summary>
    public void Dispose()
    {
        if (_surroundings.Templates is null)
        {
            Templates.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        if (_journal.IsValueCreated)
        {
            _journal.Value.Dispose();
        }
        Workspace.Dispose();
    }

    private async Task<CustomizerPlan> RenderCustomizerAsync()
    {
        // Why a base image is refused says more than which of its packages are not pinned.
        _ = BaseImage.Resolve(Settings.Image.Base, Pins);
        return CustomizerPlan.Render(
            Settings,
            Pins.Catalogue,
            Pins.Lock,
            Path.Combine(Checkout.Root, "scripts"),
            (await RevisionAsync()).InputsCommit
        );
    }

    private Journal OpenJournal() =>
        Journal.Open(
            Workspace.Folder("journal"),
            JournalConfiguration.For(Settings),
            Workspace.Target,
            Time,
            Workspace.Operations
        );

    private JumpboxSettings ReadSettings()
    {
        SettingsSource source = new(
            Given.Text(CommandLine.Config) ?? "jumpbox.json",
            [.. Given.Texts(CommandLine.Set)],
            Variables
        )
        {
            Found = [.. Given.Settings()],
        };
        JumpboxSettings settings = SettingsReader.Read(source);
        // Read again with what was found, so that everything is checked against everything.
        return SignedInAccount.Find(this, settings, Variables) is { Count: > 0 } found
            ? SettingsReader.Read(source with { Found = [.. source.Found, .. found] })
            : settings;
    }
}

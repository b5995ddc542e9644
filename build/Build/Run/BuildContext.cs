using Build.Arguments;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Bicep;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Fleets;
using Jumpbox.Journaling;
using Jumpbox.Naming;
using Jumpbox.Pins;
using Jumpbox.Settings;
using Jumpbox.Templates;
using Jumpbox.Tools;

namespace Build.Run;

/// <summary>
/// The state of a run: settings, artifacts folder, cloud. Everything is created on first use, because Cake creates the
/// context for <c>--tree</c> and <c>--dryrun</c> too.
/// </summary>
public sealed class BuildContext : FrostingContext, IDisposable
{
    // The maximum of a timer is 2^32 milliseconds.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private readonly RunSettings _settings;
    private readonly Lazy<CustomizerPlan> _customizer;
    private readonly Lazy<Workspace> _common;
    private readonly Lazy<Journal> _journal;
    private readonly CloudAccess _cloud;
    private readonly Surroundings _surroundings;
    private readonly long _began;

    /// <summary>Creates a context without reading anything.</summary>
    /// <param name="context">Cake's context.</param>
    /// <param name="interruption">Ctrl+C and SIGTERM.</param>
    /// <param name="cloud">The way to the cloud of the settings.</param>
    /// <param name="surroundings">What the run takes from outside.</param>
    public BuildContext(ICakeContext context, Interruption interruption, CloudAccess cloud, Surroundings surroundings)
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(interruption);
        ArgumentNullException.ThrowIfNull(surroundings);
        _cloud = cloud;
        _surroundings = surroundings;
        Shared = surroundings.Member?.Shared ?? new SharedWork();
        _began = surroundings.Member?.Began ?? surroundings.Time.GetTimestamp();
        _journal = new Lazy<Journal>(OpenJournal);
        _settings = new RunSettings(this, surroundings.Member?.Image.Settings);
        _customizer = new Lazy<CustomizerPlan>(RenderCustomizer);
        Given = new GivenArguments(context.Arguments);
        string artifacts = Given.Text(CommandLine.Artifacts) ?? UserRepository.Default("artifacts");
        string target = string.Join(", ", Given.Targets);
        Workspace = new Workspace(System.IO.Path.Combine(artifacts, surroundings.Member?.Folder ?? ""), target);
        _common = new Lazy<Workspace>(() =>
            surroundings.Member?.Folder is null
                ? Workspace
                : Shared.Once("artifacts", () => new Workspace(artifacts, target))
        );
        Interrupted = interruption.Token;
        Templates =
            surroundings.Templates
            ?? new TemplateSet(ShippedFiles.PathOf("templates"), () => Workspace.Templates, Variables);
    }

    /// <summary>The arguments of the run.</summary>
    public GivenArguments Given { get; }

    /// <summary>
    /// The settings as file, environment and arguments specify them, validated. What they leave to the account and the network
    /// is not filled in, so reading them sends no request.
    /// </summary>
    /// <exception cref="SettingsException">They are wrong.</exception>
    public JumpboxSettings StatedSettings => _settings.Stated;

    /// <summary>
    /// The tenant that the environment or az supplies, asked once; null where the settings specify one, and where nothing does.
    /// </summary>
    /// <exception cref="SettingsException">az is signed in to another cloud.</exception>
    internal SettingValue? InferredTenant => _settings.Tenant;

    /// <summary>The settings as far as they are known without a request, for <see cref="OpenAsync"/>.</summary>
    internal CloudChoice StatedCloud =>
        new(StatedSettings.Cloud, StatedSettings.Tenant ?? InferredTenant?.Value, StatedSettings);

    /// <summary>The settings, complete: omitted ones are inferred from the account and the network.</summary>
    /// <exception cref="SettingsException">They are wrong.</exception>
    /// <exception cref="CakeException">The region is omitted, and the network that would supply it cannot be read.</exception>
    public JumpboxSettings Settings => _settings.Complete;

    /// <summary>The names of the pipeline's resources.</summary>
    public Names Names => new(Settings);

    /// <summary>The artifacts folder; of several images, this one's.</summary>
    public Workspace Workspace { get; }

    /// <summary>The artifacts folder that all images have in common.</summary>
    internal Workspace CommonWorkspace => _common.Value;

    /// <summary>What the runs of several images do once.</summary>
    internal SharedWork Shared { get; }

    /// <summary>Told which target begins; null for one image.</summary>
    internal Action<string>? OnTarget => _surroundings.Member?.OnTarget;

    /// <summary>The settings of all images, as they are stated; of one image, its own.</summary>
    internal IEnumerable<JumpboxSettings> AllSettings => _surroundings.Member?.Fleet.Values ?? [StatedSettings];

    /// <summary>The cores that the build takes; null if Prereqs has not run.</summary>
    internal BuildCores? Cores { get; set; }

    /// <summary>Waits until the builds of other images leave enough quota.</summary>
    /// <returns>Returns the cores when it is disposed; null where they are not known.</returns>
    internal async Task<IDisposable?> TakeCoresAsync() =>
        Cores is { } cores
            ? await Shared
                .Once("places", () => new BuildPlaces())
                .EnterAsync(
                    cores,
                    quota => Log.Information("Waiting for the build of another image: the quota {0} is taken.", quota),
                    Interrupted
                )
            : null;

    /// <summary>The chosen images, as jobs of a CI system.</summary>
    internal IReadOnlyList<FleetJob> Images =>
        _surroundings.Member is { } member
            ?
            [
                .. member.Chosen.Select(name => new FleetJob(
                    name,
                    name,
                    $"artifacts/{FleetMember.FolderOf(name).Replace('\\', '/')}"
                )),
            ]
            : [new FleetJob(StatedSettings.Image.Name, "", "artifacts")];

    /// <summary>The catalogue of tools and the lock.</summary>
    public ToolPins Pins => Shared.Once("pins", UserRepository.Pins);

    /// <summary>The journal of the runs in this folder.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public Journal Journal => _journal.Value;

    /// <summary>The path of the journal; null when it was not used.</summary>
    public string? JournalPath => _journal.IsValueCreated ? _journal.Value.Path : null;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _surroundings.Time;

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Variables => _surroundings.Variables;

    /// <summary>Disk and network, as they are looked at before the first target.</summary>
    public MachineView Machine => _surroundings.Machine;

    /// <summary>Whether there is no terminal to prompt on.</summary>
    public bool IsNonInteractive =>
        _surroundings.Output is not null
        || Console.IsInputRedirected
        || Jumpbox.Checks.CiJob.Find(Variables) is not null;

    /// <summary>The templates; the compiler starts on first use.</summary>
    public TemplateSet Templates { get; }

    /// <summary>Cancelled when the run should stop gracefully.</summary>
    public CancellationToken Interrupted { get; }

    /// <summary>Whether an existing image is rebuilt.</summary>
    public bool Force => Given.IsOn(CommandLine.Force);

    /// <summary>The commit of this run.</summary>
    public Task<Revision> RevisionAsync() =>
        _surroundings.Revision is { } known
            ? Task.FromResult(known)
            : Shared.Once(
                "revision",
                () => GitCheckout.ReadAsync(UserRepository.Root, Interrupted, UserRepository.Wrapper)
            );

    /// <summary>Creates the session instead of connecting to the cloud of the settings; null for that cloud.</summary>
    public Func<BuildContext, AzureSession>? Connect => _surroundings.Connect;

    /// <summary>The connection to the cloud of the settings, opened once.</summary>
    public Task<AzureSession> ConnectAsync() => _cloud.ConnectAsync(this);

    /// <summary>Opens a session that only reads, for what settings leave open; the caller disposes it.</summary>
    /// <param name="choice">The cloud.</param>
    public Task<AzureSession> OpenAsync(CloudChoice choice) => _cloud.OpenAsync(this, choice);

    /// <summary>Returns the clients of the chain, connected to the cloud of the settings.</summary>
    public async Task<ImagePipeline> PipelineAsync() =>
        new(await ConnectAsync(), Templates, Settings, line => Log.Information("{0}", line));

    /// <summary>What the settings, the pins and the steps make of the image template, before its image is chosen.</summary>
    /// <exception cref="BicepException">The template does not compile.</exception>
    public async Task<TemplateRecord> DescribeAsync() =>
        await new ImageTemplateContent(Templates, Settings).DescribeAsync(
            Customizer,
            Pins,
            await RevisionAsync(),
            Interrupted
        );

    /// <summary>The steps inside the build machine, from scripts and lock; rendered once.</summary>
    /// <exception cref="SettingsException">The catalogue refuses the base image, or the lock does not hold it.</exception>
    /// <exception cref="PinException">The lock does not hold a tool for it.</exception>
    public CustomizerPlan Customizer => _customizer.Value;

    /// <summary>
    /// Connects to GitHub and the publishers' sites; responses and keys are cached in the artifacts folder.
    /// </summary>
    public PublisherSession ConnectPublishers() =>
        PublisherSession.Connect(
            StatedSettings.GitHubApi,
            Workspace.Folder("cache"),
            UserRepository.Trust,
            name => Variables.GetValueOrDefault(name),
            line => Log.Information("{0}", line),
            StatedSettings.GitHubTokenHosts
        );

    /// <summary>The remaining time until the run detaches from a build; null without such a limit.</summary>
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

    /// <summary>Stops the compiler and releases the artifacts folder.</summary>
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

    private CustomizerPlan RenderCustomizer()
    {
        // The reason why a base image is refused is more useful than its unpinned packages.
        _ = BaseImage.Resolve(StatedSettings.Image.Base, Pins);
        BaseImage.RequireArchitecture(StatedSettings.Image, Pins);
        return CustomizerPlan.Render(
            StatedSettings,
            Pins.Catalogue,
            Pins.Lock,
            ShippedFiles.PathOf("scripts"),
            own: OwnContents.Read(UserRepository.Root)
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
}

using Build.Arguments;
using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.SignIn;
using Jumpbox.Journaling;
using Jumpbox.Leases;
using Jumpbox.Settings;

namespace Build.Clouds;

/// <summary>The connection to the cloud of the settings, opened on first use and owned by the program.</summary>
/// <param name="clouds">The connections of several images, which own what is opened; null for one image.</param>
internal sealed class CloudConnection(SharedClouds? clouds = null) : IAsyncDisposable
{
    private readonly SharedClouds _clouds = clouds ?? new SharedClouds(1, TimeProvider.System);
    private readonly bool _isShared = clouds is not null;
    private const int MostShown = 5;
    private Task<AzureSession>? _session;
    private bool _isAnnounced;

    /// <summary>Returns the session, created once.</summary>
    /// <param name="context">Has the settings and LocalAzure's state folder, and receives the target of the run.</param>
    public Task<AzureSession> ConnectAsync(BuildContext context) => _session ??= OpenAsync(context);

    /// <summary>Returns the session options of this run.</summary>
    /// <param name="context">Has the journal, and receives messages about pauses.</param>
    public static AzureSessionOptions Options(BuildContext context)
    {
        return new AzureSessionOptions
        {
            Time = context.Time,
            Journal = context.Journal,
            Holder = LeaseHolder.Of(context.Variables, Environment.MachineName, context.Workspace.Path),
            Say = line => context.Log.Information("{0}", line),
            OnThrottled = pause =>
                context.Log.Information(
                    "Azure is throttling {0} requests of {1}: waiting {2:F0} s.",
                    pause.Class,
                    pause.Subscription,
                    pause.Duration.TotalSeconds
                ),
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session is { IsCompletedSuccessfully: true })
        {
            (await _session).Dispose();
        }
        if (!_isShared)
        {
            await _clouds.DisposeAsync();
        }
    }

    /// <summary>Opens a session that only reads, for what settings leave open; the caller disposes it.</summary>
    /// <param name="context">The run.</param>
    /// <param name="choice">The cloud.</param>
    public Task<AzureSession> OpenAsync(BuildContext context, CloudChoice choice) =>
        ConnectAsync(
            context,
            choice,
            new AzureSessionOptions { Time = context.Time, Say = line => context.Log.Information("{0}", line) }
        );

    private async Task<AzureSession> OpenAsync(BuildContext context)
    {
        // Settings that omit the region open a session of their own to read it, before the journal is opened.
        JumpboxSettings settings = context.Settings;
        foreach (JournaledEffect open in context.Journal.Open().TakeLast(MostShown))
        {
            context.Log.Information("Left unfinished by an earlier run: {0}.", open);
        }
        if (context.Connect is { } connect)
        {
            return connect(context);
        }
        return await ConnectAsync(
            context,
            new CloudChoice(settings.Cloud, settings.Tenant, settings),
            Options(context)
        );
    }

    private Task<AzureSession> ConnectAsync(BuildContext context, CloudChoice choice, AzureSessionOptions options) =>
        _isShared
            ? _clouds.SessionAsync(
                (choice.Cloud, choice.Tenant),
                options,
                () => ConnectNowAsync(context, choice, options with { Journal = null })
            )
            : ConnectNowAsync(context, choice, options);

    private async Task<AzureSession> ConnectNowAsync(
        BuildContext context,
        CloudChoice choice,
        AzureSessionOptions options
    )
    {
        if (AzureCloud.Find(choice.Cloud) is AzureCloud cloud)
        {
            ChosenCredential chosen = Credentials.Choose(cloud, context.Variables, choice.Tenant);
            string subscription = choice.Settings is { } known ? $"subscription {known.SubscriptionId}, " : "";
            Announce(context, $"{cloud.ResourceManager}: {subscription}as {chosen.Description}.");
            return new AzureSession(cloud, chosen.Credential, options with { SignedInBy = chosen.Source });
        }
        if (choice.Cloud != "local")
        {
            throw new SettingsException($"The cloud '{choice.Cloud}' is not supported.");
        }
        Announce(context, "Using LocalAzure: nothing leaves this machine. Use --cloud=azure for Azure.");
        if (context.Given.Text(CommandLine.Served) is { } served)
        {
            return ServedCloud.Connect(ReadyFile.Read(context, served), options);
        }
        LocalCloud local = await _clouds.LocalAsync(() => StartAsync(context, choice));
        return local.Connect(options);
    }

    private static async Task<LocalCloud> StartAsync(BuildContext context, CloudChoice choice)
    {
        LocalCloud local = await LocalCloud.StartAsync(
            LocalWorld.Options(context, choice.Settings),
            context.Interrupted
        );
        if (LocalWorld.Assumed(local.Assumptions) is { } assumed)
        {
            context.Log.Information("{0}", assumed);
        }
        return local;
    }

    private void Announce(BuildContext context, string line)
    {
        if (!_isAnnounced)
        {
            context.Log.Information("{0}", line);
            _isAnnounced = true;
        }
    }
}

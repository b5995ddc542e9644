using Build.Arguments;
using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.SignIn;
using Jumpbox.Journaling;
using Jumpbox.Settings;

namespace Build.Clouds;

/// <summary>The connection to the cloud of the settings, opened on first use and owned by the program.</summary>
internal sealed class CloudConnection : IAsyncDisposable
{
    private const int MostTold = 5;
    private Task<AzureSession>? _session;
    private LocalCloud? _local;

    /// <summary>The session, created once.</summary>
    /// <param name="context">Says which cloud, where LocalAzure keeps its state, and is told where the run works.</param>
    public Task<AzureSession> ConnectAsync(BuildContext context) => _session ??= OpenAsync(context);

    /// <summary>How sessions of this run talk.</summary>
    /// <param name="context">Has the journal, and is told of pauses.</param>
    public static AzureSessionOptions Options(BuildContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new AzureSessionOptions
        {
            Time = context.Time,
            Journal = context.Journal,
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
        if (_local is not null)
        {
            await _local.DisposeAsync();
        }
    }

    private async Task<AzureSession> OpenAsync(BuildContext context)
    {
        JumpboxSettings settings = context.Settings;
        foreach (JournaledEffect open in context.Journal.Open().TakeLast(MostTold))
        {
            context.Log.Information("Left unfinished by an earlier run: {0}.", open);
        }
        if (context.Connect is { } connect)
        {
            return connect(context);
        }
        if (AzureCloud.Find(settings.Cloud) is AzureCloud cloud)
        {
            ChosenCredential chosen = Credentials.Choose(cloud, context.Variables, settings.Tenant);
            context.Log.Information(
                "{0}: subscription {1}, as {2}.",
                cloud.ResourceManager,
                settings.SubscriptionId,
                chosen.Description
            );
            return new AzureSession(cloud, chosen.Credential, Options(context) with { SignedInBy = chosen.Source });
        }
        if (settings.Cloud != "local")
        {
            throw new SettingsException($"The cloud '{settings.Cloud}' is not supported.");
        }
        context.Log.Information("Using LocalAzure: nothing leaves this machine. Use --cloud=azure for Azure.");
        if (context.Given.Text(CommandLine.Served) is { } served)
        {
            return ServedCloud.Connect(ReadyFile.Read(context, served), Options(context));
        }
        _local = await LocalCloud.StartAsync(LocalWorld.Options(context), Options(context), context.Interrupted);
        return _local.Session;
    }
}

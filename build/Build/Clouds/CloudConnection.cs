using Cake.Common;
using Cake.Core.Diagnostics;
using Jumpbox.Azure;
using Jumpbox.Settings;

namespace Build.Clouds;

/// <summary>The connection to the cloud that the settings name, made when it is first needed and owned by the program.</summary>
public sealed class CloudConnection : IAsyncDisposable
{
    private Task<AzureSession>? _session;
    private LocalCloud? _local;

    /// <summary>The session; made once, whoever asks first.</summary>
    /// <param name="context">Says which cloud, where LocalAzure keeps its state, and is told where the run works.</param>
    public Task<AzureSession> ConnectAsync(BuildContext context) => _session ??= OpenAsync(context);

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
        if (AzureCloud.Find(settings.Cloud) is AzureCloud cloud)
        {
            ChosenCredential chosen = Credentials.Choose(cloud, context.Variables, settings.Tenant);
            context.Log.Information(
                "{0}: subscription {1}, as {2}.",
                cloud.ResourceManager,
                settings.SubscriptionId,
                chosen.Description
            );
            return new AzureSession(cloud, chosen.Credential);
        }
        context.Log.Information("LocalAzure: nothing leaves this machine; --cloud=azure for the real one.");
        if (context.HasArgument(CommandLine.Served))
        {
            return ServedCloud.Connect(ReadyFile.Read(context.Argument<string>(CommandLine.Served)));
        }
        _local = await LocalCloud.StartAsync(LocalWorld.Options(context), context.Interrupted);
        return _local.Session;
    }
}

using Build.Run;
using Jumpbox.Files;
using LocalAzure;

namespace Build.Clouds;

/// <summary>Serves LocalAzure until it is stopped.</summary>
internal static class ServedAzure
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(12);

    /// <summary>Serves until the run is interrupted.</summary>
    /// <param name="context">Has the arguments for port, world and speed, and the state folder.</param>
    /// <param name="say">Receives the instructions for use.</param>
    /// <exception cref="Jumpbox.Settings.SettingsException">
    /// The port is in use, or the world or the state is unusable.
    /// </exception>
    public static async Task RunAsync(BuildContext context, Action<string> say)
    {
        LocalAzureOptions options = LocalWorld.Options(context, context.StatedSettings);
        await using LocalAzureServer server = await LocalStart.ServerAsync(options, context.Interrupted);
        string authority = context.Workspace.File("localazure-ca.pem");
        AtomicFile.Write(authority, server.CertificateAuthority.ExportCertificatePem());
        string ready = context.Workspace.ReadyFile;
        new ReadyFile(
            server.Endpoint,
            authority,
            server.TenantId,
            context.StatedSettings.SubscriptionId,
            Environment.ProcessId,
            server.IssueToken("https://management.azure.com/", server.OperatorPrincipalId, TokenLifetime),
            server.IssueToken("https://storage.azure.com/", server.OperatorPrincipalId, TokenLifetime)
        ).WriteTo(context, ready);
        foreach (
            string line in ServeGuide.Lines(
                server.Endpoint,
                authority,
                ready,
                context.StatedSettings.SubscriptionId,
                server.TenantId
            )
        )
        {
            say(line);
        }
        if (LocalWorld.Assumed(server.Assumptions) is { } assumed)
        {
            say(assumed);
        }
        try
        {
            await Task.Delay(Timeout.Infinite, context.Interrupted);
        }
        catch (OperationCanceledException)
        {
            say("Stopped. Run the same command again to serve the same state.");
        }
        finally
        {
            File.Delete(ready);
        }
    }
}

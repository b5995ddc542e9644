using Jumpbox.Settings;
using LocalAzure;
using LocalAzure.Settings;

namespace Build.Clouds;

/// <summary>Starts LocalAzure. If it cannot start, an argument is the cause: the port, the world, the folder.</summary>
internal static class LocalStart
{
    /// <summary>Starts the server.</summary>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="SettingsException">The port is in use, or the world or the state cannot be used.</exception>
    public static async Task<LocalAzureServer> ServerAsync(
        LocalAzureOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await LocalAzureServer.StartAsync(options, cancellationToken);
        }
        catch (LocalAzureException unusable)
        {
            throw new SettingsException(unusable.Message);
        }
    }
}

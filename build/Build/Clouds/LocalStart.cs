using Jumpbox.Settings;
using LocalAzure;
using LocalAzure.Settings;

namespace Build.Clouds;

/// <summary>Starts LocalAzure. What keeps it from starting was given by an argument: the port, the world, the folder.</summary>
internal static class LocalStart
{
    /// <summary>Starts it.</summary>
    /// <param name="options">What it is to be.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="SettingsException">The port is taken, or the world or the state cannot be used.</exception>
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

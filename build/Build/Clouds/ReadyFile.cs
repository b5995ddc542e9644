using Cake.Core;
using Cake.Json;

namespace Build.Clouds;

/// <summary>
/// The connection data of a running LocalAzure for scripts and other processes: <c>secrets/serve.json</c>, readable by its
/// owner only.
/// </summary>
/// <param name="Endpoint">The Azure Resource Manager endpoint.</param>
/// <param name="CertificateAuthority">The file with the certificate to trust, in PEM form.</param>
/// <param name="TenantId">The tenant's GUID.</param>
/// <param name="SubscriptionId">The subscription of the settings.</param>
/// <param name="ProcessId">The process id of the server.</param>
/// <param name="ManagementToken">A bearer token for Azure Resource Manager, valid for 12 hours.</param>
/// <param name="StorageToken">A bearer token for blobs, valid for 12 hours.</param>
internal sealed record ReadyFile(
    Uri Endpoint,
    string CertificateAuthority,
    string TenantId,
    string SubscriptionId,
    int ProcessId,
    string ManagementToken,
    string StorageToken
)
{
    /// <summary>Writes the file atomically.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="path">The file.</param>
    public void WriteTo(ICakeContext context, string path)
    {
        string part = path + ".part";
        File.Delete(part);
        FileStreamOptions create = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (StreamWriter text = new(new FileStream(part, create)))
        {
            text.Write(context.SerializeJsonPretty(this));
        }
        File.Move(part, path, overwrite: true);
    }

    /// <summary>Reads the file of a running server.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="Jumpbox.Settings.SettingsException">It is missing or broken.</exception>
    public static ReadyFile Read(ICakeContext context, string path)
    {
        try
        {
            return context.DeserializeJsonFromFile<ReadyFile>(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CakeException)
        {
            throw new Jumpbox.Settings.SettingsException(
                $"--served={path} is not the ready file of a running LocalAzure: {error.Message} "
                    + "Start one with --target=Serve; it prints the path of its ready file."
            );
        }
    }
}

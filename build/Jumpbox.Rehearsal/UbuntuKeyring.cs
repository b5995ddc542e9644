using System.Security.Cryptography;
using CliWrap;
using Jumpbox.Files;

namespace Jumpbox.Rehearsal;

/// <summary>
/// The keys of Ubuntu's archive: this machine's, or those of Ubuntu's package at a pinned digest, because Debian does not
/// have them.
/// </summary>
internal sealed class UbuntuKeyring(HttpClient http, string cache)
{
    private const string Installed = "/usr/share/keyrings/ubuntu-archive-keyring.gpg";

    // The package of the release pocket of 24.04, which no longer changes.
    private const string Package =
        "http://archive.ubuntu.com/ubuntu/pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1_all.deb";
    private const string Sha256 = "36de43b15853ccae0028e9a767613770c704833f82586f28eb262f0311adb8a8";

    /// <summary>Returns the keyring's path, or null if there is none that can be trusted.</summary>
    public async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        string kept = Path.Combine(cache, "ubuntu-archive-keyring.gpg");
        if (File.Exists(Installed) || File.Exists(kept))
        {
            return File.Exists(Installed) ? Installed : kept;
        }
        if (!Programs.Has("dpkg-deb"))
        {
            return null;
        }
        try
        {
            byte[] package = await http.GetByteArrayAsync(new Uri(Package), cancellationToken);
            string file = Path.Combine(cache, "ubuntu-keyring.deb");
            AtomicFile.Write(file, package);
            if (
                Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, cancellationToken)))
                != Sha256
            )
            {
                return null;
            }
            await (
                Cli.Wrap("dpkg-deb").WithArguments(["--fsys-tarfile", file])
                | Cli.Wrap("tar").WithArguments(["-xOf", "-", "." + Installed])
                | PipeTarget.ToFile(kept + ".new")
            ).ExecuteAsync(cancellationToken);
            File.Delete(file);
            File.Move(kept + ".new", kept, overwrite: true);
            return kept;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}

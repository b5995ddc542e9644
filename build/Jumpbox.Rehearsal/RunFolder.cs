namespace Jumpbox.Rehearsal;

/// <summary>
/// The folder of one run: the overlay's parts, the files shared with the sandbox, and the scripts that create it.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    /// <summary>The file of trusted certificate authorities in Debian and Ubuntu.</summary>
    public const string TrustBundle = "/etc/ssl/certs/ca-certificates.crt";

    private readonly List<(string File, string Place)> _laid = [];
    private readonly FileStream _lock;

    private RunFolder(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        _lock = new FileStream(At("lock"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    public string Path { get; }

    /// <summary>Creates a folder and deletes those of programs that have ended.</summary>
    public static async Task<RunFolder> CreateAsync(
        string cache,
        Identity identity,
        CancellationToken cancellationToken
    )
    {
        string runs = Directory.CreateDirectory(System.IO.Path.Combine(cache, "runs", identity.Word)).FullName;
        foreach (string old in Directory.GetDirectories(runs).Where(IsLeft))
        {
            await RemoveAsync(old, identity, cancellationToken);
        }
        return new RunFolder(System.IO.Path.Combine(runs, Guid.NewGuid().ToString("N")[..12]));
    }

    public static async Task RemoveAsync(string folder, Identity identity, CancellationToken cancellationToken)
    {
        string[] remove = [.. identity.Own, "rm", "-rf", "--", folder];
        _ = await CliWrap.Cli.Wrap(remove[0]).WithArguments(remove[1..]).ExecuteAsync(cancellationToken);
    }

    public string Script(string name) => At(name);

    /// <summary>
    /// The files that replace those of the root file system: their paths on this machine and in the sandbox.
    /// </summary>
    public IReadOnlyList<(string File, string Place)> Laid => _laid;

    /// <summary>Fills the folder.</summary>
    /// <param name="bundle">The trusted certificate authorities of the root file system, as PEM.</param>
    /// <param name="archive">The path of the source list of the operating system's archive.</param>
    /// <param name="setting">The settings of the sandbox.</param>
    public void Prepare(string bundle, string archive, SandboxSetting setting)
    {
        foreach (string folder in (string[])["upper", "work", "root", "shared", "over", "places"])
        {
            _ = Directory.CreateDirectory(At(folder));
        }
        foreach (string script in (string[])["hold.sh", "enter.sh", "contain.sh"])
        {
            File.WriteAllText(At(script), RehearsalScripts.Read(script));
        }
        File.WriteAllText(At("shared/relay.pl"), RehearsalScripts.Read("relay.pl"));
        File.WriteAllText(At("shared/ports"), string.Join(' ', setting.Ports));
        string hosts = string.Concat(setting.Hosts.Select(host => $"{host.Value} {host.Key}\n"));
        LayOver("hosts", "/etc/hosts", $"127.0.0.1 localhost {setting.Around.HostName}\n::1 localhost\n{hosts}");
        LayOver("resolv.conf", "/etc/resolv.conf", setting.Closed ? "nameserver 127.0.0.1\n" : MachineResolver());
        if (setting.TrustedAuthority is string authority)
        {
            LayOver("bundle", TrustBundle, bundle + authority);
        }
        if (setting.HideArchive)
        {
            LayOver("sources", archive, "");
        }
    }

    public void Dispose() => _lock.Dispose();

    private static bool IsLeft(string folder)
    {
        try
        {
            using FileStream held = new(
                System.IO.Path.Combine(folder, "lock"),
                FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.None
            );
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error is FileNotFoundException;
        }
    }

    private static string MachineResolver() =>
        File.Exists("/etc/resolv.conf") ? File.ReadAllText("/etc/resolv.conf") : "";

    private void LayOver(string name, string place, string text)
    {
        File.WriteAllText(At($"over/{name}"), text);
        File.WriteAllText(At($"places/{name}"), place);
        _laid.Add((At($"over/{name}"), place));
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}

namespace Jumpbox.Rehearsal;

/// <summary>The folder of one run: the overlay's halves, what is shared with the sandbox, and the scripts that make it.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly FileStream _lock;

    private RunFolder(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        _lock = new FileStream(At("lock"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    public string Path { get; }

    /// <summary>A new folder, after taking away those whose program is gone.</summary>
    public static async Task<RunFolder> CreateAsync(string cache, Identity identity, CancellationToken cancellation)
    {
        string runs = Directory.CreateDirectory(System.IO.Path.Combine(cache, "runs", identity.Word)).FullName;
        foreach (string old in Directory.GetDirectories(runs).Where(IsLeft))
        {
            await RemoveAsync(old, identity, cancellation);
        }
        return new RunFolder(System.IO.Path.Combine(runs, Guid.NewGuid().ToString("N")[..12]));
    }

    public static async Task RemoveAsync(string folder, Identity identity, CancellationToken cancellation)
    {
        string[] remove = [.. identity.Own, "rm", "-rf", "--", folder];
        _ = await CliWrap.Cli.Wrap(remove[0]).WithArguments(remove[1..]).ExecuteAsync(cancellation);
    }

    public string Script(string name) => At(name);

    public void Prepare(RootFileSystem root, SandboxSetting setting)
    {
        foreach (string folder in (string[])["upper", "work", "root", "shared", "over", "places"])
        {
            _ = Directory.CreateDirectory(At(folder));
        }
        File.WriteAllText(At("hold.sh"), RehearsalScripts.Read("hold.sh"));
        File.WriteAllText(At("enter.sh"), RehearsalScripts.Read("enter.sh"));
        File.WriteAllText(At("shared/relay.pl"), RehearsalScripts.Read("relay.pl"));
        string hosts = string.Concat(setting.Hosts.Select(host => $"{host.Value} {host.Key}\n"));
        File.WriteAllText(At("hosts"), $"127.0.0.1 localhost jumpbox-rehearsal\n::1 localhost\n{hosts}");
        File.WriteAllText(At("resolv.conf"), setting.Closed ? "nameserver 127.0.0.1\n" : MachineResolver());
        File.WriteAllText(At("shared/ports"), string.Join(' ', setting.Ports));
        if (setting.TrustedAuthority is string authority)
        {
            const string Bundle = "/etc/ssl/certs/ca-certificates.crt";
            LayOver("bundle", Bundle, File.ReadAllText(root.Folder + Bundle) + authority);
        }
        if (setting.HideArchive)
        {
            LayOver("sources", "/etc/apt/sources.list", "");
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

    // A resolver on the machine's own loopback cannot be meant here only because the file says so: it is the same network.
    private static string MachineResolver() =>
        File.Exists("/etc/resolv.conf") ? File.ReadAllText("/etc/resolv.conf") : "";

    private void LayOver(string name, string place, string text)
    {
        File.WriteAllText(At($"over/{name}"), text);
        File.WriteAllText(At($"places/{name}"), place);
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}

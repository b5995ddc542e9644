using CliWrap;

namespace Jumpbox.Rehearsal;

/// <summary>A root file system made by mmdebstrap, entered through namespaces: as root, or as an ordinary user.</summary>
internal sealed class MmdebstrapEngine : IRehearsalEngine
{
    private const long SpaceNeeded = 3L << 30;

    private readonly Identity _identity;
    private readonly string _cache;
    private readonly ArchiveChoice _archives;

    /// <summary>The engine.</summary>
    /// <param name="identity">As whom the namespaces are made.</param>
    /// <param name="cache">The cache's folder.</param>
    /// <param name="archives">Which archive the base is made from.</param>
    public MmdebstrapEngine(Identity identity, string cache, ArchiveChoice archives)
    {
        _identity = identity;
        _cache = cache;
        _archives = archives;
    }

    public string Name => _identity == Identity.Root ? "root" : "rootless";

    public async Task<string?> ObstacleAsync(RehearsalRequest request, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "it needs Linux: run it there or in a container";
        }
        string[] programs =
        [
            "unshare",
            "nsenter",
            "setsid",
            "mmdebstrap",
            .. request.Mirror is null ? [] : (string[])["ip"],
        ];
        string[] missing = [.. programs.Where(program => !Programs.Has(program))];
        if (missing.Length > 0)
        {
            return $"{string.Join(", ", missing)} is missing: apt-get install mmdebstrap util-linux iproute2 uidmap";
        }
        if (!File.ReadLines("/proc/filesystems").Any(line => line.EndsWith("\toverlay", StringComparison.Ordinal)))
        {
            return "the kernel knows no overlay file system: modprobe overlay";
        }
        if (_identity == Identity.Root && !Environment.IsPrivilegedProcess)
        {
            return "it needs root: run it with sudo, or let the engine rootless do it";
        }
        string[] trial = [.. _identity.Own, "unshare", "--mount", "--pid", "--fork", "true"];
        CommandResult tried = await Cli.Wrap(trial[0])
            .WithArguments(trial[1..])
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellation);
        if (!tried.IsSuccess)
        {
            return _identity == Identity.Root
                ? "the kernel makes no namespaces here: this container needs the capability SYS_ADMIN"
                : "the kernel makes no user namespace with a range of users: apt-get install uidmap, an entry in "
                    + "/etc/subuid and /etc/subgid, and sysctl kernel.unprivileged_userns_clone=1 where it exists";
        }
        _ = Directory.CreateDirectory(_cache);
        long free = new DriveInfo(_cache).AvailableFreeSpace;
        return free < SpaceNeeded
            ? $"{_cache} has {free >> 20} MiB of space, {SpaceNeeded >> 20} are needed: free some, or set XDG_CACHE_HOME"
            : null;
    }

    public async Task<ISandbox> OpenAsync(
        RehearsalRequest request,
        SandboxSetting setting,
        Action<string> say,
        CancellationToken cancellation
    )
    {
        BaseCache bases = new(_cache, _identity);
        BaseRecipe recipe = await _archives.ChooseAsync(request.Suite, bases, say, cancellation);
        RootFileSystem root = await bases.GetAsync(recipe, say, cancellation);
        RunFolder run = await RunFolder.CreateAsync(_cache, _identity, cancellation);
        return await NamespaceSandbox.OpenAsync(root, run, _identity, setting, cancellation);
    }
}

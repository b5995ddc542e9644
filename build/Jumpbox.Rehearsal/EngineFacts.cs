namespace Jumpbox.Rehearsal;

/// <summary>The facts that decide whether this machine can create namespaces over a root file system.</summary>
internal sealed record EngineFacts
{
    /// <summary>The exit code of <c>try.sh</c> when only the overlay is refused.</summary>
    public const int NoOverlay = 7;

    private const long SpaceNeeded = 3L << 30;

    /// <summary>Whether the operating system is Linux.</summary>
    public bool Linux { get; init; } = true;

    /// <summary>The required programs that are not installed.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether this process runs as root.</summary>
    public bool Privileged { get; init; } = true;

    /// <summary>The exit code of <c>try.sh</c> in new namespaces.</summary>
    public int Trial { get; init; }

    /// <summary>The cache's folder.</summary>
    public required string Cache { get; init; }

    /// <summary>The free bytes on the cache's file system.</summary>
    public long Free { get; init; } = long.MaxValue;

    /// <summary>Returns why a rehearsal cannot run, and what to do about it; null if it can.</summary>
    /// <param name="identity">The identity to run as.</param>
    public string? Obstacle(Identity identity) =>
        this switch
        {
            { Linux: false } => "it requires Linux: run it there or in a container",
            { Missing.Count: > 0 } =>
                $"{string.Join(", ", Missing)} is missing: apt-get install mmdebstrap util-linux iproute2 uidmap",
            { Privileged: false } when identity == Identity.Root =>
                "it requires root: run it with sudo, or use the engine rootless",
            { Free: < SpaceNeeded } =>
                $"{Cache} has {Free >> 20} MiB free, but {SpaceNeeded >> 20} are required: free some, or set XDG_CACHE_HOME",
            { Trial: NoOverlay } =>
                $"the kernel does not support an overlay over {Cache}: modprobe overlay, or set XDG_CACHE_HOME to a folder on ext4, xfs "
                    + "or btrfs; inside a container, to a mounted volume",
            { Trial: not 0 } when identity == Identity.Root =>
                "the kernel does not allow namespaces here: this container needs the capability SYS_ADMIN",
            { Trial: not 0 } =>
                "the kernel does not allow a user namespace with a range of users: apt-get install uidmap, an entry in "
                    + "/etc/subuid and /etc/subgid, and sysctl kernel.unprivileged_userns_clone=1 where it exists",
            _ => null,
        };
}

/// <summary>The identity that creates the namespaces.</summary>
/// <param name="Word">The argument for <c>hold.sh</c>.</param>
/// <param name="Enter">The additional arguments of <c>nsenter</c>.</param>
/// <param name="Own">The prefix of commands on this machine that access the sandbox's files.</param>
internal sealed record Identity(string Word, IReadOnlyList<string> Enter, IReadOnlyList<string> Own)
{
    /// <summary>Root on this machine.</summary>
    public static Identity Root { get; } = new("root", [], []);

    /// <summary>An ordinary user, who is root in a new user namespace.</summary>
    public static Identity User { get; } =
        new("user", ["--user", "--preserve-credentials"], ["unshare", "--user", "--map-root-user", "--map-auto"]);
}

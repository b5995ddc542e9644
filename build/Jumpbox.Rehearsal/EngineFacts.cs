namespace Jumpbox.Rehearsal;

/// <summary>What decides whether this machine can make namespaces over a root file system.</summary>
internal sealed record EngineFacts
{
    /// <summary>The exit code of <c>try.sh</c> where only the overlay is refused.</summary>
    public const int NoOverlay = 7;

    private const long SpaceNeeded = 3L << 30;

    /// <summary>Whether the operating system is Linux.</summary>
    public bool Linux { get; init; } = true;

    /// <summary>The programs that are needed and not installed.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether this process is root's.</summary>
    public bool Privileged { get; init; } = true;

    /// <summary>The exit code of <c>try.sh</c> in namespaces of its own.</summary>
    public int Trial { get; init; }

    /// <summary>The cache's folder.</summary>
    public required string Cache { get; init; }

    /// <summary>How many bytes are free where the cache is.</summary>
    public long Free { get; init; } = long.MaxValue;

    /// <summary>Why a rehearsal cannot be run, with what to do about it; null where it can.</summary>
    /// <param name="identity">As whom.</param>
    public string? Obstacle(Identity identity) =>
        this switch
        {
            { Linux: false } => "it needs Linux: run it there or in a container",
            { Missing.Count: > 0 } =>
                $"{string.Join(", ", Missing)} is missing: apt-get install mmdebstrap util-linux iproute2 uidmap",
            { Privileged: false } when identity == Identity.Root =>
                "it needs root: run it with sudo, or let the engine rootless do it",
            { Free: < SpaceNeeded } =>
                $"{Cache} has {Free >> 20} MiB of space, {SpaceNeeded >> 20} are needed: free some, or set XDG_CACHE_HOME",
            { Trial: NoOverlay } =>
                $"the kernel lays no overlay over {Cache}: modprobe overlay, or set XDG_CACHE_HOME to a folder on ext4, xfs "
                    + "or btrfs; inside a container that is a mounted volume",
            { Trial: not 0 } when identity == Identity.Root =>
                "the kernel makes no namespaces here: this container needs the capability SYS_ADMIN",
            { Trial: not 0 } =>
                "the kernel makes no user namespace with a range of users: apt-get install uidmap, an entry in "
                    + "/etc/subuid and /etc/subgid, and sysctl kernel.unprivileged_userns_clone=1 where it exists",
            _ => null,
        };
}

/// <summary>As whom the namespaces are made.</summary>
/// <param name="Word">The word that <c>hold.sh</c> takes.</param>
/// <param name="Enter">What <c>nsenter</c> needs beside the other namespaces.</param>
/// <param name="Own">What comes before a command of this machine that touches the sandbox's files.</param>
internal sealed record Identity(string Word, IReadOnlyList<string> Enter, IReadOnlyList<string> Own)
{
    /// <summary>As root of the machine.</summary>
    public static Identity Root { get; } = new("root", [], []);

    /// <summary>As an ordinary user, who is root in a user namespace of his own.</summary>
    public static Identity User { get; } =
        new("user", ["--user", "--preserve-credentials"], ["unshare", "--user", "--map-root-user", "--map-auto"]);
}

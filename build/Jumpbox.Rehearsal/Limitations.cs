namespace Jumpbox.Rehearsal;

/// <summary>What a rehearsal cannot show; it is reported instead of simulated.</summary>
internal static class Limitations
{
    /// <summary>What two rehearsals on one machine cannot show about two builds.</summary>
    public static IReadOnlyList<string> OfTwo { get; } =
    [
        "another day in UTC: the second root is built seconds or minutes later, and only the local date differs",
        "another processor, kernel, file system or order of folders: both are built on this machine",
        "another base: both begin with the same one",
        "extended attributes, hard links and access control lists: they are not compared",
        "/etc/hosts, /etc/resolv.conf and the trusted certificates, which the sandbox replaces",
    ];

    public static IReadOnlyList<string> Of(string engine, string system, RehearsalRequest request)
    {
        List<string> all =
        [
            "the image's kernel and boot: the steps ran on this machine's kernel",
            "systemd: no unit was started, masked or queried",
            "cloud-init: the step that waits for it found none",
            "the Azure agent and its deprovisioning",
            "the first boot of a VM from the image: validation ran in the customized root file system",
        ];
        if (!system.StartsWith("Ubuntu", StringComparison.Ordinal))
        {
            all.Add(
                $"Ubuntu {request.Suite}: its archive was not reachable, so the root file system is {system}; "
                    + "packages and their versions differ, and the archive's snapshot is not used"
            );
        }
        if (request.Mirror is not null)
        {
            all.Add(
                "the hosts themselves: their files came from a mirror folder, and their certificates from the sandbox's own authority"
            );
        }
        if (engine is "docker" or "podman")
        {
            all.Add("connection attempts to addresses without a name lookup: this engine does not detect them");
        }
        return all;
    }
}

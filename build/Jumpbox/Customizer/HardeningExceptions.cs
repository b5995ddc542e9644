using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>The benchmark's items that no step applies, each with its reason.</summary>
internal static class HardeningExceptions
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<HardeningItem> All { get; } =
    [
        No("1.1.1.6", 2, "no overlayfs", "containers need it"),
        No("1.1.1.7", 2, "no squashfs", "snaps need it, and Ubuntu's kernel has it built in"),
        No(
            "1.1.1.8",
            2,
            "no udf",
            "the Azure agent mounts its provisioning DVD with it; without it a VM fails to start"
        ),
        No(
            "1.1.2.1.4",
            1,
            "no programs in /tmp",
            "the image builder's validation uploads its scripts to /tmp and runs them there"
        ),
        No("1.1.2.3-7", 2, "partitions of their own", "a marketplace image has one root partition, and Azure grows it"),
        No("1.2", 1, "repositories and keys", "manual; the lock pins both"),
        No(
            "1.3.1.1",
            1,
            "AppArmor's utilities",
            "only for who writes profiles; customizer.packages installs apparmor-utils"
        ),
        No("1.3.1.2", 1, "AppArmor on the kernel's command line", "Ubuntu's kernel starts it by default"),
        No("1.3.1.4", 2, "all AppArmor profiles enforced", "breaks programs whose profiles complain only"),
        No("1.4.1", 1, "a password for the boot loader", "nobody can type it on Azure's serial console at a start"),
        No("1.7", 1, "GNOME", "the image has no desktop"),
        No("2.3", 1, "one time service", "Ubuntu's image on Azure has chrony with the host's clock"),
        No("3.3.11", 1, "no router advertisements", "IPv6 takes its default route from them in a virtual network"),
        No(
            "4",
            1,
            "a firewall on the machine",
            "network security groups do it, and flushing rules would break the agent's own"
        ),
        No("5.1.8", 2, "no SSH forwarding at all", "ends ssh -L, -J and VS Code, which a jump box is for"),
        No("5.2.4", 2, "no sudo without a password", "administrators with keys only have no password to type"),
        No(
            "5.2.7",
            1,
            "su for one group only",
            "its empty group would also end what administrators with sudo may do already"
        ),
        No(
            "5.3.3.2",
            1,
            "quality of passwords",
            "SSH takes no passwords; libpam-pwquality is not in Ubuntu's cloud image"
        ),
        No(
            "5.3.3.4.1",
            1,
            "PAM refuses empty passwords",
            "the line is pam-auth-update's; sshd refuses them, and the hygiene step finds accounts that have one"
        ),
        No("5.4.1.1", 1, "passwords expire", "PAM refuses key logins of an account whose password has expired"),
        No("5.4.1.5", 1, "inactive passwords are locked", "PAM refuses key logins of such an account"),
        No("5.4.1.6", 1, "changes of passwords", "users come with the VM"),
        No("6.1.2.1", 1, "logs go to another machine", "the VM's extension for Azure Monitor does it"),
        No("6.1.4.1", 1, "rights of logs", "the agents write theirs again with their own rights"),
        No("6.2.3.20", 2, "audit rules that cannot change", "the agents for Azure Monitor and Defender add theirs"),
        No(
            "6.2.2.3",
            2,
            "a full audit log stops the machine",
            "a jump box that has stopped helps nobody in an incident"
        ),
        No("6.3", 1, "AIDE", "an image is replaced, not patched; its database would be of the build machine"),
        No(
            "7.2",
            1,
            "users and their homes",
            "users come with the VM; the hygiene step and its check cover the image's own"
        ),
    ];

    private static HardeningItem No(string id, int level, string title, string why) =>
        new(id, level == 1 ? HardeningProfile.CisL1 : HardeningProfile.CisL2, title, "", [], why);
}

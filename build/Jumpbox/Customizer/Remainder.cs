namespace Jumpbox.Customizer;

/// <summary>
/// Something that looks like a left-over of the build machine and may be in the image. The hygiene step and its validation
/// report everything else.
/// </summary>
/// <param name="Pattern">
/// An absolute path, in which <c>*</c> is any text without a slash and <c>**</c> any text; <c>~</c> at its start is the home
/// of the account that the service creates for the build. Or an entry: <c>user:NAME</c>, <c>sudo:NAME</c>,
/// <c>package:NAME</c>.
/// </param>
/// <param name="When">When it may be there.</param>
/// <param name="Reason">The reason, as the end of a sentence.</param>
internal sealed record Remainder(string Pattern, RemainderTime When, string Reason)
{
    /// <summary>
    /// What every image has. Sources: Azure Image Builder, "Generalize: deprovisioning"; WALinuxAgent,
    /// <c>pa/deprovision/default.py</c>; userdel(8), which keeps the former files; AgentBaker, <c>post-deprovision</c>, for
    /// the agent that writes again.
    /// </summary>
    public static IReadOnlyList<Remainder> OfEveryImage { get; } =
    [
        new("/etc/jumpbox-release", RemainderTime.Always, "it names the image"),
        new("/usr/share/jumpbox/products", RemainderTime.Always, "it lists what your own steps created"),
        new(
            "/etc/machine-id",
            RemainderTime.Always,
            "the file must exist, and its content is checked: the first boot writes it"
        ),
        new("/var/lib/dbus/machine-id", RemainderTime.Always, "a link to /etc/machine-id; a file is reported"),
        new("/etc/ssh/sshd_config.d/00-jumpbox.conf", RemainderTime.Always, "the step harden-sshd creates it"),
        new(
            "/usr/share/bash-completion/completions/*",
            RemainderTime.Always,
            "the step install-tools creates completions here"
        ),
        new("/tmp/DeprovisioningScript.sh", RemainderTime.Always, "the service runs it last"),
        new(
            "~",
            RemainderTime.Always,
            "the account that runs the step: the service creates one for each machine and deletes it"
        ),
        new(
            "~/.ssh/authorized_keys",
            RemainderTime.Always,
            "the service signs in with it until it deletes the account"
        ),
        new(
            "/var/lib/waagent/**",
            RemainderTime.BeforeDeprovisioning,
            "the deprovisioning reads here which account is the service's"
        ),
        new("/var/log/azure/**", RemainderTime.BeforeDeprovisioning, "the deprovisioning deletes it"),
        new("/var/log/waagent.log", RemainderTime.BeforeDeprovisioning, "the deprovisioning deletes it"),
        new("/var/lib/waagent/**", RemainderTime.AfterDeprovisioning, "the agent writes until the machine stops"),
        new("/var/log/waagent.log", RemainderTime.AfterDeprovisioning, "the agent writes until the machine stops"),
        new(
            "sudo:packer",
            RemainderTime.AfterDeprovisioning,
            "cloud-init's rule for the service's account, which the deprovisioning deletes without it"
        ),
        .. ((string[])["passwd-", "shadow-", "group-", "gshadow-", "subuid-", "subgid-", ".pwd.lock"]).Select(
            file => new Remainder(
                $"/etc/{file}",
                RemainderTime.AfterDeprovisioning,
                "the deprovisioning writes it when it deletes the service's account"
            )
        ),
    ];

    /// <summary>The list for the scripts: pattern, time and reason, with tabs.</summary>
    public static string Text(IEnumerable<Remainder> remainders) =>
        ShellText.Assign(
            "LEFTOVERS_KEEP",
            string.Join('\n', remainders.Select(one => $"{one.Pattern}\t{Word(one.When)}\t{one.Reason}"))
        );

    /// <summary>What the settings keep.</summary>
    public static IEnumerable<Remainder> Of(IReadOnlyDictionary<string, string> kept) =>
        kept.Select(entry => new Remainder(entry.Key, RemainderTime.Always, entry.Value));

    /// <summary>A file that a step of the customizer creates.</summary>
    public static Remainder CreatedBy(string step, string path) =>
        new(path, RemainderTime.Always, $"the step {step} creates it");

    private static string Word(RemainderTime when) =>
        when switch
        {
            RemainderTime.BeforeDeprovisioning => "build",
            RemainderTime.AfterHygiene => "image",
            RemainderTime.AfterDeprovisioning => "started",
            _ => "always",
        };
}

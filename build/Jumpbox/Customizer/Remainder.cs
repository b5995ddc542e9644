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
/// <param name="Until">What removes it after the hygiene step; null if it stays in the image.</param>
/// <param name="Reason">The reason, as the end of a sentence.</param>
internal sealed record Remainder(string Pattern, string? Until, string Reason)
{
    private const string Deprovisioning = "the service's deprovisioning";

    /// <summary>
    /// What every image has. Source: Azure Image Builder, "Generalize: deprovisioning"; WALinuxAgent,
    /// <c>pa/deprovision/default.py</c>.
    /// </summary>
    public static IReadOnlyList<Remainder> OfEveryImage { get; } =
    [
        new("/etc/jumpbox-release", null, "it names the image"),
        new("/usr/share/jumpbox/products", null, "it lists what steps of the user created"),
        new("/etc/machine-id", null, "the file must exist, and its content is checked: the first boot writes it"),
        new("/var/lib/dbus/machine-id", null, "a link to /etc/machine-id; a file of its own is reported"),
        new("/etc/ssh/sshd_config.d/00-jumpbox.conf", null, "the step harden-sshd creates it"),
        new("/usr/share/bash-completion/completions/*", null, "the step install-tools creates completions here"),
        new("/tmp/DeprovisioningScript.sh", null, "the service runs it last"),
        new("~", null, "the account that runs the step: the service creates one for each machine and deletes it"),
        new("~/.ssh/authorized_keys", null, "the service signs in with it until it deletes the account"),
        new("/var/lib/waagent/**", Deprovisioning, "the deprovisioning reads here which account is the service's"),
        new("/var/log/azure/**", Deprovisioning, "the agent writes until the machine stops"),
        new("/var/log/waagent.log", Deprovisioning, "the agent writes until the machine stops"),
    ];

    /// <summary>The list for the scripts: pattern, <c>always</c> or <c>build</c>, and reason, with tabs.</summary>
    public static string Text(IEnumerable<Remainder> remainders) =>
        ShellText.Assign(
            "LEFTOVERS_KEEP",
            string.Join(
                '\n',
                remainders.Select(one => $"{one.Pattern}\t{(one.Until is null ? "always" : "build")}\t{one.Reason}")
            )
        );

    /// <summary>What the settings keep.</summary>
    public static IEnumerable<Remainder> Of(IReadOnlyDictionary<string, string> kept) =>
        kept.Select(entry => new Remainder(entry.Key, null, entry.Value));

    /// <summary>A file that a step of the customizer creates.</summary>
    public static Remainder CreatedBy(string step, string path) => new(path, null, $"the step {step} creates it");
}

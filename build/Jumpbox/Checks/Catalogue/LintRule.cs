using System.Text.RegularExpressions;
using Jumpbox.Customizer;

namespace Jumpbox.Checks.Catalogue;

/// <summary>A pattern in a shell step that is known to break builds or images.</summary>
/// <param name="Name">A short name, as evidence.</param>
/// <param name="Breaks">Whether the build or the image breaks; otherwise it may.</param>
/// <param name="Problem">What the step does, continuing the sentence that starts with its name.</param>
/// <param name="Remedy">What to do instead, as a sentence.</param>
/// <param name="Pattern">Finds the line.</param>
/// <param name="Unless">Matches lines that are fine after all; null for none.</param>
internal sealed partial record LintRule(
    string Name,
    bool Breaks,
    string Problem,
    string Remedy,
    Regex Pattern,
    Regex? Unless = null
)
{
    public static IReadOnlyList<LintRule> All { get; } =
    [
        new(
            "apt-prompts",
            true,
            "calls apt in a way that may prompt, with nobody to answer",
            "Call apt-get with -y and DEBIAN_FRONTEND=noninteractive.",
            AptWithoutYes(),
            Yes()
        ),
        new(
            "apt-lock",
            false,
            "calls apt without waiting for its lock, which first-boot programs may hold",
            "Add -o DPkg::Lock::Timeout=600 and wait for cloud-init first.",
            AptCall(),
            LockTimeout()
        ),
        new(
            "sshd-restart",
            true,
            "restarts sshd, which drops the builder's connection",
            "Leave the change to the first boot of the image; check it with sshd -t.",
            RestartsSshd()
        ),
        new(
            "firewall",
            true,
            "turns on a firewall, which may block the builder's connection",
            "Allow TCP 22 first, or leave it to the first boot.",
            Firewall()
        ),
        new(
            "wipes-tmp",
            true,
            "wipes /tmp, where the service keeps its deprovision script; the image would not boot as a new VM",
            "Remove only the files that your step created.",
            WipesTmp()
        ),
        new(
            "reboot",
            true,
            "reboots or powers off in a shell step",
            "Leave the restart to the first boot of the image.",
            Reboots()
        ),
        new("reads-input", true, "waits for input", "Take the value from the settings.", ReadsInput()),
        new(
            "unpinned-installer",
            false,
            "runs an installer straight from the network without verifying it",
            "Pin the tool in scripts/tools.json and run the target Update.",
            PipesToShell()
        ),
        new(
            "floating-version",
            false,
            "downloads whatever is newest, so the same commit builds a different image tomorrow",
            "Pin the version in scripts/tools.json and run the target Update.",
            Floating()
        ),
    ];

    /// <summary>Returns the rules that a step violates, each with its first line.</summary>
    public static IEnumerable<(LintRule Rule, string Line)> Broken(CustomizerStep step)
    {
        string[] lines = [.. Joined(step.Inline)];
        foreach (LintRule rule in All)
        {
            string? line = Array.Find(lines, rule.IsBrokenBy);
            if (line is not null)
            {
                yield return (rule, line.Length > 160 ? line[..160] + "…" : line);
            }
        }
    }

    private bool IsBrokenBy(string line) => Pattern.IsMatch(line) && Unless?.IsMatch(line) != true;

    // A command continued on the next line is one command; comments do not count.
    private static IEnumerable<string> Joined(IEnumerable<string> lines)
    {
        string command = "";
        foreach (string line in lines.SelectMany(text => text.Split('\n')).Select(text => text.Trim()))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }
            command = command.Length == 0 ? line : $"{command} {line}";
            if (command.EndsWith('\\'))
            {
                command = command[..^1].TrimEnd();
                continue;
            }
            yield return command;
            command = "";
        }
        if (command.Length > 0)
        {
            yield return command;
        }
    }

    [GeneratedRegex(
        @"(^|[\s;&|(])apt(-get)?\s(?:.*\s)?(install|upgrade|dist-upgrade|full-upgrade|remove|purge|autoremove)\b"
    )]
    private static partial Regex AptWithoutYes();

    [GeneratedRegex(@"\s(-y|-qy|-yq|-qq|--yes|--assume-yes)\b")]
    private static partial Regex Yes();

    [GeneratedRegex(@"(^|[\s;&|(])apt(-get)?\s(?:.*\s)?(install|upgrade|dist-upgrade|full-upgrade|update)\b")]
    private static partial Regex AptCall();

    [GeneratedRegex("DPkg::Lock::Timeout", RegexOptions.IgnoreCase)]
    private static partial Regex LockTimeout();

    [GeneratedRegex(
        @"(systemctl\s+(try-)?(restart|stop|reload-or-restart)\s+sshd?(\.service)?\b|service\s+sshd?\s+(restart|stop)\b)"
    )]
    private static partial Regex RestartsSshd();

    [GeneratedRegex(
        @"(\bufw\s+(--force\s+)?enable\b|systemctl\s+(start|enable\s+--now)\s+(ufw|firewalld|nftables)\b|iptables\s+-P\s+INPUT\s+DROP)"
    )]
    private static partial Regex Firewall();

    [GeneratedRegex(@"(rm\s+(-\S+\s+)*(--\s+)?[""']?/tmp(/\*|/?[""']?(\s|;|$))|find\s+/tmp\b.*-delete)")]
    private static partial Regex WipesTmp();

    [GeneratedRegex(
        @"(^|[;&|(]\s*|\b(sudo|then|do|else)\s+)(reboot|poweroff|shutdown|halt)(\s|;|$)|systemctl\s+(reboot|poweroff)"
    )]
    private static partial Regex Reboots();

    [GeneratedRegex(@"(^|[;&|]\s*)read\s+(-p|-s|-r\s+-p)\b|\bselect\s+\w+\s+in\b|/dev/tty\b")]
    private static partial Regex ReadsInput();

    [GeneratedRegex(
        @"\b(curl|wget)\b[^|;]*\|\s*(sudo\s+)?(-\w+\s+)*(ba|da)?sh\b|aka\.ms/InstallAzureCLIDeb|\baz\s+aks\s+install-cli\b|\bpip3?\s+install\s+(?!.*==)"
    )]
    private static partial Regex PipesToShell();

    [GeneratedRegex(
        @"/releases/latest\b|/latest/download\b|stable\.txt|helm-latest-version|\baz\s+extension\s+add\b(?!.*--version)"
    )]
    private static partial Regex Floating();
}

using static Jumpbox.Customizer.HardeningItem;

namespace Jumpbox.Customizer;

/// <summary>The items of journal and audit, chapter 6.</summary>
internal static class HardeningLogging
{
    /// <summary>In the order in which the steps apply them.</summary>
    public static IReadOnlyList<HardeningItem> Items { get; } =
    [
        L1(
            "6.1.2",
            "the journal outlives a restart",
            "text",
            "/etc/systemd/journald.conf.d/99-jumpbox.conf",
            "0644",
            "[Journal]\nStorage=persistent\nCompress=yes"
        ),
        L2("6.2.1.1", "auditd", "present", "auditd", "audispd-plugins"),
        L2(
            "6.2.3",
            "audit rules",
            "text",
            "/etc/audit/rules.d/50-jumpbox.rules",
            "0640",
            "-w /etc/sudoers -p wa -k scope\n-w /etc/sudoers.d -p wa -k scope\n-a always,exit -F arch=b64 -C euid!=uid -F auid!=unset -S execve -k user_emulation\n-w /var/log/sudo.log -p wa -k sudo_log_file\n-a always,exit -F arch=b64 -S adjtimex,settimeofday,clock_settime -k time-change\n-a always,exit -F arch=b64 -S sethostname,setdomainname -k system-locale\n-w /etc/issue -p wa -k system-locale\n-w /etc/hosts -p wa -k system-locale\n-w /etc/group -p wa -k identity\n-w /etc/passwd -p wa -k identity\n-w /etc/gshadow -p wa -k identity\n-w /etc/shadow -p wa -k identity\n-w /etc/security/opasswd -p wa -k identity\n-a always,exit -F arch=b64 -S chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat -F auid>=1000 -F auid!=unset -k perm_mod\n-a always,exit -F arch=b64 -S creat,open,openat,truncate,ftruncate -F exit=-EACCES -F auid>=1000 -F auid!=unset -k access\n-a always,exit -F arch=b64 -S mount -F auid>=1000 -F auid!=unset -k mounts\n-w /var/run/utmp -p wa -k session\n-w /var/log/wtmp -p wa -k session\n-w /var/log/btmp -p wa -k session\n-a always,exit -F arch=b64 -S unlink,unlinkat,rename,renameat -F auid>=1000 -F auid!=unset -k delete\n-w /etc/apparmor -p wa -k MAC-policy\n-w /etc/apparmor.d -p wa -k MAC-policy\n-a always,exit -F arch=b64 -S init_module,finit_module,delete_module -F auid>=1000 -F auid!=unset -k kernel_modules"
        ),
    ];
}

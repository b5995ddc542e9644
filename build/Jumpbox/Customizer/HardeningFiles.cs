using static Jumpbox.Customizer.HardeningItem;

namespace Jumpbox.Customizer;

/// <summary>The items of mounts, files and services.</summary>
internal static class HardeningFiles
{
    private const string Warning = "Authorized users only. All activity may be monitored and reported.";

    /// <summary>In the order in which the steps apply them.</summary>
    public static IReadOnlyList<HardeningItem> Items { get; } =
    [
        L1(
            "1.1.2.1.1",
            "/tmp in memory, without devices and setuid programs",
            "unit",
            "tmp.mount",
            "local-fs.target",
            "[Unit]\nDescription=/tmp in memory\nConflicts=umount.target\nBefore=local-fs.target umount.target\nAfter=swap.target\n\n [Mount]\nWhat=tmpfs\nWhere=/tmp\nType=tmpfs\nOptions=mode=1777,strictatime,nosuid,nodev,size=50%\n\n [Install]\nWantedBy=local-fs.target"
        ),
        L1("1.1.2.2", "/dev/shm without devices and programs", "mount", "/dev/shm", "nodev", "nosuid", "noexec"),
        L1(
            "1.4.2",
            "only root reads the boot loader's configuration",
            "mode",
            "0600",
            "root:root",
            "/boot/grub/grub.cfg"
        ),
        L1("1.5.4", "no prelink", "absent", "prelink"),
        L1("1.5.5", "no crash reports to Ubuntu", "absent", "apport"),
        L1("1.6.1", "a plain message of the day", "text", "/etc/motd", "0644", Warning),
        L1("1.6.2", "a plain warning on the console", "text", "/etc/issue", "0644", Warning),
        L1("1.6.3", "a plain warning in the network", "text", "/etc/issue.net", "0644", Warning),
        L1(
            "2.1",
            "no servers",
            "absent",
            "autofs",
            "avahi-daemon",
            "isc-dhcp-server",
            "bind9",
            "dnsmasq",
            "vsftpd",
            "slapd",
            "dovecot-imapd",
            "dovecot-pop3d",
            "nfs-kernel-server",
            "ypserv",
            "cups",
            "rpcbind",
            "samba",
            "snmpd",
            "tftpd-hpa",
            "squid",
            "apache2",
            "nginx",
            "xinetd"
        ),
        L1("2.1.13", "no rsync server", "masked", "rsync.service"),
        L1(
            "2.2",
            "no clear-text clients",
            "absent",
            "nis",
            "rsh-client",
            "talk",
            "telnet",
            "inetutils-telnet",
            "ldap-utils",
            "ftp",
            "tnftp"
        ),
        L1("2.4.1", "only root reads what cron runs", "mode", "0600", "root:root", "/etc/crontab"),
        L1(
            "2.4.1-folders",
            "and its folders",
            "mode",
            "0700",
            "root:root",
            "/etc/cron.hourly",
            "/etc/cron.daily",
            "/etc/cron.weekly",
            "/etc/cron.monthly",
            "/etc/cron.d"
        ),
        L1("2.4.1.8", "only root may use cron", "text", "/etc/cron.allow", "0640", "root"),
        L1("2.4.2.1", "only root may use at", "text", "/etc/at.allow", "0640", "root"),
        L1("2.4.1.8-deny", "no other list for either", "gone", "/etc/cron.deny", "/etc/at.deny"),
        L1("3.1.3", "no Bluetooth", "absent", "bluez"),
        L1(
            "5.1.1",
            "only root reads sshd's configuration",
            "mode",
            "0600",
            "root:root",
            "/etc/ssh/sshd_config",
            "/etc/ssh/sshd_config.d/00-jumpbox.conf"
        ),
        L1(
            "7.1",
            "rights of the account files",
            "mode",
            "0644",
            "root:root",
            "/etc/passwd",
            "/etc/group",
            "/etc/shells"
        ),
        L1("7.1-shadow", "and of the files with hashes", "mode", "0640", "root:shadow", "/etc/shadow", "/etc/gshadow"),
        L1("7.1.10", "and of old passwords", "mode", "0600", "root:root", "/etc/security/opasswd"),
    ];
}

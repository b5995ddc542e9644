using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>
/// The items of all profiles. Sources: CIS Ubuntu Linux 24.04 LTS Benchmark 1.0.0 as ComplianceAsCode/content encodes it;
/// Azure/AgentBaker, <c>vhdbuilder/packer/cis</c>, for what an image on Azure cannot have; WALinuxAgent for the agent.
/// </summary>
internal static class HardeningCatalogue
{
    private const string Warning = "Authorized users only. All activity may be monitored and reported.";

    /// <summary>All items, in the order in which the steps apply them.</summary>
    public static IReadOnlyList<HardeningItem> All { get; } =
    [.. Ssh, .. Kernel, .. FilesAndServices, .. Accounts, .. Logging, .. HardeningExceptions.All];

    private static HardeningItem[] Ssh =>
        [
            Sshd(
                HardeningProfile.Ssh,
                "ssh-passwords",
                "no passwords",
                new("PasswordAuthentication", "no"),
                new("KbdInteractiveAuthentication", "no")
            ),
            Sshd(HardeningProfile.Ssh, "ssh-x11", "no X11 forwarding", new SshdDemand("X11Forwarding", "no")),
            Sshd(HardeningProfile.Ssh, "5.1.20", "no root", new SshdDemand("PermitRootLogin", "no")),
            Sshd(HardeningProfile.Ssh, "5.1.19", "no empty passwords", new SshdDemand("PermitEmptyPasswords", "no")),
            Sshd(
                HardeningProfile.Ssh,
                "5.1.10",
                "no host-based authentication",
                new SshdDemand("HostbasedAuthentication", "no")
            ),
            // The first value counts, so the stricter profile's comes first.
            Sshd(HardeningProfile.CisL1, "5.1.16", "at most 4 tries", new SshdDemand("MaxAuthTries", "4", "most")),
            Sshd(HardeningProfile.Ssh, "ssh-tries", "at most 6 tries", new SshdDemand("MaxAuthTries", "6", "most")),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.4",
                "root is refused by name; Allow lists would shut out Entra's users",
                new SshdDemand("DenyUsers", "root")
            ),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.5",
                "a warning before the login",
                new SshdDemand("Banner", "/etc/issue.net")
            ),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.6",
                "strong ciphers",
                Among(
                    "Ciphers",
                    "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr"
                )
            ),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.7",
                "idle sessions end",
                new("ClientAliveInterval", "300", "between", "1-300"),
                new("ClientAliveCountMax", "3", "between", "1-3")
            ),
            Sshd(HardeningProfile.CisL2, "5.1.9", "no GSSAPI", new SshdDemand("GSSAPIAuthentication", "no")),
            Sshd(HardeningProfile.CisL1, "5.1.11", "rhosts are ignored", new SshdDemand("IgnoreRhosts", "yes")),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.12",
                "strong key exchange; Packer needs curve25519",
                Among(
                    "KexAlgorithms",
                    "sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,diffie-hellman-group-exchange-sha256"
                )
            ),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.13",
                "a minute to log in",
                new SshdDemand("LoginGraceTime", "60", "between", "1-60")
            ),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.14",
                "logins are logged with their keys",
                new SshdDemand("LogLevel", "VERBOSE", "among", "VERBOSE,INFO")
            ),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.15",
                "strong message codes",
                Among("MACs", "hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-512,hmac-sha2-256")
            ),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.17",
                "at most 10 sessions on a connection",
                new SshdDemand("MaxSessions", "10", "most")
            ),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.18",
                "few connections that have not logged in",
                new SshdDemand("MaxStartups", "10:30:60", "each-most")
            ),
            Sshd(
                HardeningProfile.CisL1,
                "5.1.21",
                "no environment from users",
                new SshdDemand("PermitUserEnvironment", "no")
            ),
            Sshd(HardeningProfile.CisL1, "5.1.22", "PAM, which Entra login needs too", new SshdDemand("UsePAM", "yes")),
        ];

    private static HardeningItem[] Kernel =>
        [
            L1("1.1.1.1", "no cramfs", "module", "cramfs"),
            L1("1.1.1.2", "no freevxfs", "module", "freevxfs"),
            L1("1.1.1.3", "no hfs", "module", "hfs"),
            L1("1.1.1.4", "no hfsplus", "module", "hfsplus"),
            L1("1.1.1.5", "no jffs2", "module", "jffs2"),
            L1("1.1.1.9", "no USB storage", "module", "usb-storage"),
            L2("3.2.1", "no DCCP", "module", "dccp"),
            L2("3.2.2", "no TIPC", "module", "tipc"),
            L2("3.2.3", "no RDS", "module", "rds"),
            L2("3.2.4", "no SCTP", "module", "sctp"),
            L1("1.5.1", "random address layout", "sysctl", "kernel.randomize_va_space=2"),
            L1("1.5.2", "only parents may trace; strace -p needs sudo", "sysctl", "kernel.yama.ptrace_scope=1"),
            L1("1.5.3", "no core dumps of privileged programs", "sysctl", "fs.suid_dumpable=0"),
            L1(
                "1.5.3-limit",
                "no core dumps of anyone",
                "line",
                "/etc/security/limits.d/99-jumpbox.conf",
                "* hard core 0"
            ),
            L1(
                "1.5.3-systemd",
                "systemd stores no core dumps",
                "text",
                "/etc/systemd/coredump.conf.d/99-jumpbox.conf",
                "0644",
                "[Coredump]\nStorage=none\nProcessSizeMax=0"
            ),
            L1(
                "3.3.1",
                "no forwarding",
                "sysctl",
                "net.ipv4.ip_forward=0",
                "net.ipv6.conf.all.forwarding=0",
                "net.ipv6.conf.default.forwarding=0"
            ),
            L1(
                "3.3.2",
                "no redirects are sent",
                "sysctl",
                "net.ipv4.conf.all.send_redirects=0",
                "net.ipv4.conf.default.send_redirects=0"
            ),
            L1("3.3.3", "bogus ICMP is ignored", "sysctl", "net.ipv4.icmp_ignore_bogus_error_responses=1"),
            L1("3.3.4", "broadcast pings are ignored", "sysctl", "net.ipv4.icmp_echo_ignore_broadcasts=1"),
            L1(
                "3.3.5",
                "no redirects are accepted",
                "sysctl",
                "net.ipv4.conf.all.accept_redirects=0",
                "net.ipv4.conf.default.accept_redirects=0",
                "net.ipv6.conf.all.accept_redirects=0",
                "net.ipv6.conf.default.accept_redirects=0"
            ),
            L1(
                "3.3.6",
                "nor from gateways",
                "sysctl",
                "net.ipv4.conf.all.secure_redirects=0",
                "net.ipv4.conf.default.secure_redirects=0"
            ),
            L1(
                "3.3.7",
                "answers take the way back",
                "sysctl",
                "net.ipv4.conf.all.rp_filter=1",
                "net.ipv4.conf.default.rp_filter=1"
            ),
            L1(
                "3.3.8",
                "no source routes",
                "sysctl",
                "net.ipv4.conf.all.accept_source_route=0",
                "net.ipv4.conf.default.accept_source_route=0",
                "net.ipv6.conf.all.accept_source_route=0",
                "net.ipv6.conf.default.accept_source_route=0"
            ),
            L1(
                "3.3.9",
                "impossible addresses are logged",
                "sysctl",
                "net.ipv4.conf.all.log_martians=1",
                "net.ipv4.conf.default.log_martians=1"
            ),
            L1("3.3.10", "SYN cookies", "sysctl", "net.ipv4.tcp_syncookies=1"),
        ];

    private static HardeningItem[] FilesAndServices =>
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
            L1(
                "7.1-shadow",
                "and of the files with hashes",
                "mode",
                "0640",
                "root:shadow",
                "/etc/shadow",
                "/etc/gshadow"
            ),
            L1("7.1.10", "and of old passwords", "mode", "0600", "root:root", "/etc/security/opasswd"),
        ];

    private static HardeningItem[] Accounts =>
        [
            L1("5.2.2", "sudo runs in a terminal of its own", "sudo", "Defaults use_pty"),
            L1("5.2.3", "sudo has a log", "sudo", "Defaults logfile=\"/var/log/sudo.log\""),
            L1("5.2.6", "sudo asks again after 15 minutes", "sudo", "Defaults timestamp_timeout=15"),
            L1(
                "5.3.2.2",
                "accounts are locked after wrong passwords",
                "pam",
                "jumpbox-faillock",
                "Name: Lock accounts after wrong passwords\nDefault: yes\nPriority: 0\nAuth-Type: Primary\nAuth:\n\t[default=die]\tpam_faillock.so authfail\n",
                @"pam_faillock\.so authfail"
            ),
            L1(
                "5.3.2.2-notify",
                "and asked before",
                "pam",
                "jumpbox-faillock-notify",
                "Name: Ask whether an account is locked\nDefault: yes\nPriority: 1024\nAuth-Type: Primary\nAuth:\n\trequisite\tpam_faillock.so preauth\nAccount-Type: Primary\nAccount:\n\trequired\tpam_faillock.so\n",
                @"pam_faillock\.so preauth",
                @"^account.*pam_faillock\.so"
            ),
            L1("5.3.3.1.1", "after five", "line", "/etc/security/faillock.conf", "deny = 5"),
            L1("5.3.3.1.2", "for a quarter of an hour", "line", "/etc/security/faillock.conf", "unlock_time = 900"),
            L1(
                "5.3.3.3",
                "24 old passwords are remembered",
                "pam",
                "jumpbox-pwhistory",
                "Name: Remember old passwords\nDefault: yes\nPriority: 1024\nPassword-Type: Primary\nPassword:\n\trequisite\tpam_pwhistory.so remember=24 enforce_for_root try_first_pass use_authtok\n",
                @"pam_pwhistory\.so.*remember=24"
            ),
            L1(
                "5.4.1.3",
                "a week's warning before a password expires",
                "pair",
                "/etc/login.defs",
                "PASS_WARN_AGE",
                "7"
            ),
            L1("5.4.1.4", "strong hashes", "pair", "/etc/login.defs", "ENCRYPT_METHOD", "YESCRYPT"),
            L1(
                "5.4.3.2",
                "idle shells end",
                "text",
                "/etc/profile.d/99-jumpbox-timeout.sh",
                "0644",
                "if [ -z \"${TMOUT:-}\" ]; then\n  readonly TMOUT=900\n  export TMOUT\nfi"
            ),
            L1("5.4.3.2-login", "in a login shell", "login", "900", "echo $TMOUT"),
            L1(
                "5.4.3.3",
                "what a user creates is not everybody's",
                "text",
                "/etc/profile.d/99-jumpbox-umask.sh",
                "0644",
                "umask 027"
            ),
            L1("5.4.3.3-login", "in a login shell", "login", "0027", "umask"),
            L1("5.4.3.3-pam", "and in every session", "pair", "/etc/login.defs", "UMASK", "027"),
        ];

    private static HardeningItem[] Logging =>
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

    private static HardeningItem L1(string id, string title, string kind, params string[] arguments) =>
        new(id, HardeningProfile.CisL1, title, kind, arguments);

    private static HardeningItem L2(string id, string title, string kind, params string[] arguments) =>
        new(id, HardeningProfile.CisL2, title, kind, arguments);

    private static HardeningItem Sshd(HardeningProfile profile, string id, string title, params SshdDemand[] demands) =>
        new(id, profile, title, "sshd", []) { Demands = demands };

    private static SshdDemand Among(string keyword, string list) => new(keyword, list, "among");
}

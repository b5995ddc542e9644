using static Jumpbox.Customizer.HardeningItem;

namespace Jumpbox.Customizer;

/// <summary>The items of kernel modules and parameters, chapters 1 and 3.</summary>
internal static class HardeningKernel
{
    /// <summary>In the order in which the steps apply them.</summary>
    public static IReadOnlyList<HardeningItem> Items { get; } =
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
        L1("1.5.3-limit", "no core dumps of anyone", "line", "/etc/security/limits.d/99-jumpbox.conf", "* hard core 0"),
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
}

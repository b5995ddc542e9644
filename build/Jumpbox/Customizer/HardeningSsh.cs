using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>The items of the SSH server, chapter 5.1.</summary>
internal static class HardeningSsh
{
    /// <summary>In the order in which the steps apply them.</summary>
    public static IReadOnlyList<HardeningItem> Items { get; } =
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
        Sshd(HardeningProfile.CisL1, "5.1.5", "a warning before the login", new SshdDemand("Banner", "/etc/issue.net")),
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

    private static HardeningItem Sshd(HardeningProfile profile, string id, string title, params SshdDemand[] demands) =>
        new(id, profile, title, "sshd", []) { Demands = demands };

    private static SshdDemand Among(string keyword, string list) => new(keyword, list, "among");
}

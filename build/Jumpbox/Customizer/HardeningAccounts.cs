using static Jumpbox.Customizer.HardeningItem;

namespace Jumpbox.Customizer;

/// <summary>The items of sudo, PAM and accounts, chapter 5.</summary>
internal static class HardeningAccounts
{
    /// <summary>In the order in which the steps apply them.</summary>
    public static IReadOnlyList<HardeningItem> Items { get; } =
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
        L1("5.4.1.3", "a week's warning before a password expires", "pair", "/etc/login.defs", "PASS_WARN_AGE", "7"),
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
}

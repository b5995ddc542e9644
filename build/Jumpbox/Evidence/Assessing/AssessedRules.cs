namespace Jumpbox.Evidence.Assessing;

/// <summary>
/// The rules of ComplianceAsCode's CIS profiles for Ubuntu that belong to items of the hardening table, and those whose failure
/// in a rehearsal is understood. Each reason was found by reading the rule's check in the data streams 0.1.76 (24.04) and 0.1.65
/// (22.04) beside the root file system that failed it.
/// </summary>
internal static class AssessedRules
{
    private const string NoSuchPackage =
        "the base of a rehearsal is smaller than the image's and lacks the package; whether the image has it is unknown here";

    public static IReadOnlyList<AssessedRule> All { get; } =
    [.. FileSystems, .. Services, .. Network, .. Ssh, .. Accounts, .. Logging];

    private static AssessedRule[] FileSystems =>
        [
            Module("cramfs", "1.1.1.1"),
            Module("freevxfs", "1.1.1.2"),
            Module("hfs", "1.1.1.3"),
            Module("hfsplus", "1.1.1.4"),
            Module("jffs2", "1.1.1.5"),
            Module("overlayfs", "1.1.1.6"),
            Module("squashfs", "1.1.1.7"),
            Module("udf", "1.1.1.8"),
            Module("usb-storage", "1.1.1.9"),
            Module("dccp", "3.2.1"),
            Module("tipc", "3.2.2"),
            Module("rds", "3.2.3"),
            Module("sctp", "3.2.4"),
            NotHere("partition_for_tmp", "1.1.2.1.1", "/tmp is mounted by systemd at the first boot"),
            Of("mount_option_tmp_noexec", "1.1.2.1.4"),
            NotHere("partition_for_dev_shm", "1.1.2.2", "/dev/shm is mounted by systemd at the first boot"),
            Of("mount_option_dev_shm_.*", "1.1.2.2"),
            Of("(partition_for|mount_option)_(home|var).*", "1.1.2.3-7"),
            NotHere("package_apparmor_installed", null, NoSuchPackage),
            Of("package_apparmor-utils_installed", "1.3.1.1"),
            Of("grub2_enable_apparmor", "1.3.1.2"),
            Of("all_apparmor_profiles_enforced", "1.3.1.4"),
            Of("grub2(_uefi)?_password", "1.4.1"),
            Of("file_(permissions|owner|groupowner)_grub2_cfg", "1.4.2"),
            Of("sysctl_kernel_randomize_va_space", "1.5.1"),
            Of("sysctl_kernel_yama_ptrace_scope", "1.5.2"),
            Of("sysctl_fs_suid_dumpable", "1.5.3"),
            Of("disable_users_coredumps", "1.5.3-limit"),
            Of("coredump_.*", "1.5.3-systemd"),
            Of("package_prelink_removed", "1.5.4"),
            Of("(service|package)_apport_.*", "1.5.5"),
            Of("(banner|file_[a-z]+)_etc_motd(_cis)?", "1.6.1"),
            Of("(banner|file_[a-z]+)_etc_issue(_cis)?", "1.6.2"),
            Of("(banner|file_[a-z]+)_etc_issue_net(_cis)?", "1.6.3"),
            Of("(dconf_)?gnome_.*|dconf_.*|package_gdm_removed", "1.7"),
            Of("aide_.*|package_aide_installed", "6.3"),
        ];

    private static AssessedRule[] Services =>
        [
            Of(".*(timesyncd|chrony|ntp).*", "2.3"),
            NotHere("(package_cron_installed|service_cron_enabled)", null, NoSuchPackage),
            Otherwise(
                "file_groupowner_cron_allow",
                "2.4.1.8",
                "the file is root's with 0640; the rule demands the group crontab, which comes with cron"
            ),
            Of("file_[a-z]+_cron_allow|file_cron_allow_exists", "2.4.1.8"),
            Of("file_cron_deny_not_exist", "2.4.1.8-deny"),
            Of("file_([a-z]+_)?at_allow(_exists)?", "2.4.2.1"),
            Of("file_[a-z]+_crontab", "2.4.1"),
            Of("file_[a-z]+_cron_.*", "2.4.1-folders"),
            Of("service_rsyncd_disabled", "2.1.13"),
            Of("(service|package)_bluetooth_.*|package_bluez_removed", "3.1.3"),
            Of("package_(telnet|inetutils-telnet|ftp|tnftp|rsh|talk|nis|openldap-clients)_removed", "2.2"),
        ];

    private static AssessedRule[] Network =>
        [
            Of("sysctl_net_ipv6_conf_[a-z]+_accept_ra", "3.3.11"),
            Of("sysctl_net_ipv4_ip_forward|sysctl_net_ipv6_conf_[a-z]+_forwarding", "3.3.1"),
            Of("sysctl_net_ipv4_conf_[a-z]+_send_redirects", "3.3.2"),
            Of("sysctl_net_ipv4_icmp_ignore_bogus_error_responses", "3.3.3"),
            Of("sysctl_net_ipv4_icmp_echo_ignore_broadcasts", "3.3.4"),
            Of("sysctl_net_ipv[46]_conf_[a-z]+_accept_redirects", "3.3.5"),
            Of("sysctl_net_ipv4_conf_[a-z]+_secure_redirects", "3.3.6"),
            Otherwise(
                "sysctl_net_ipv4_conf_[a-z]+_rp_filter",
                "3.3.7",
                "the step's file is read last and sets 1; the rule also fails for Ubuntu's own 10-network-security.conf, which sets 2 before it"
            ),
            Of("sysctl_net_ipv[46]_conf_[a-z]+_accept_source_route", "3.3.8"),
            Of("sysctl_net_ipv4_conf_[a-z]+_log_martians", "3.3.9"),
            Of("sysctl_net_ipv4_tcp_syncookies", "3.3.10"),
            Of(".*(firewall|iptables|ip6tables|nftables|ufw).*|set_(ipv6_)?loopback_traffic", "4"),
        ];

    private static AssessedRule[] Ssh =>
        [
            Of("file_[a-z]+_sshd_config", "5.1.1"),
            Of("sshd_limit_user_access", "5.1.4"),
            Of("sshd_enable_warning_banner_net", "5.1.5"),
            List("sshd_use_(strong|approved)_ciphers", "5.1.6"),
            Of("sshd_set_(idle_timeout|keepalive)", "5.1.7"),
            Of("sshd_disable_forwarding|sshd_disable_tcp_forwarding", "5.1.8"),
            Of("sshd_disable_gssapi_auth", "5.1.9"),
            Of("disable_host_auth", "5.1.10"),
            Of("sshd_disable_rhosts", "5.1.11"),
            List("sshd_use_strong_kex", "5.1.12"),
            Of("sshd_set_login_grace_time", "5.1.13"),
            Otherwise(
                "sshd_set_loglevel_(info|info_or_verbose|verbose)",
                "5.1.14",
                "the step sets VERBOSE, which the benchmark allows as well; the rule's check allows INFO alone"
            ),
            List("sshd_use_(strong|approved)_macs", "5.1.15"),
            Of("sshd_set_max_auth_tries", "5.1.16"),
            Of("sshd_set_max_sessions", "5.1.17"),
            Of("sshd_set_maxstartups", "5.1.18"),
            Of("sshd_disable_empty_passwords", "5.1.19"),
            Of("sshd_disable_root_login", "5.1.20"),
            Of("sshd_do_not_permit_user_env", "5.1.21"),
            Of("sshd_enable_pam", "5.1.22"),
            Of("sshd_disable_x11_forwarding", "ssh-x11"),
        ];

    private static AssessedRule[] Accounts =>
        [
            Of("sudo_add_use_pty", "5.2.2"),
            Of("sudo_custom_logfile", "5.2.3"),
            Of("sudo_remove_nopasswd", "5.2.4"),
            Of("sudo_require_reauthentication", "5.2.6"),
            Of("ensure_pam_wheel_group_empty|use_pam_wheel(_group)?_for_su", "5.2.7"),
            Otherwise(
                "accounts_passwords_pam_faillock_deny",
                "5.3.3.1.1",
                "the step locks after 5 wrong passwords; the rule demands 4"
            ),
            Of("accounts_passwords_pam_faillock_unlock_time", "5.3.3.1.2"),
            Of("accounts_passwords_pam_faillock_enabled", "5.3.2.2"),
            Of("accounts_password_pam_(pwhistory.*|unix_remember)", "5.3.3.3"),
            Of("accounts_password_pam_unix_.*", null),
            Of("accounts_password_pam_.*|package_(pam_pwquality|libpam-pwquality)_installed", "5.3.3.2"),
            Of("no_empty_passwords(_unix)?", "5.3.3.4.1"),
            Of("accounts_maximum_age_login_defs|accounts_password_set_max_life_existing", "5.4.1.1"),
            Of("accounts_password_warn_age_login_defs", "5.4.1.3"),
            Of("set_password_hashing_algorithm_.*", "5.4.1.4"),
            Of("account_disable_post_pw_expiration|accounts_set_post_pw_existing", "5.4.1.5"),
            Of("accounts_password_last_change_is_in_past", "5.4.1.6"),
            NotHere(
                "root_path_no_dot",
                null,
                "the rule reads the environment of running processes, and the root file system has none"
            ),
            Otherwise(
                "accounts_tmout",
                "5.4.3.2",
                "the step sets it read-only where it is not yet set, so that a second shell does not fail; the rule demands the plain lines"
            ),
            Otherwise(
                "accounts_umask_etc_bashrc",
                "5.4.3.3",
                "the step sets it for logins in /etc/profile.d and for sessions in login.defs; the rule demands it in /etc/bash.bashrc too"
            ),
            Of("accounts_umask_etc_profile", "5.4.3.3"),
            Of("accounts_umask_etc_login_defs", "5.4.3.3-pam"),
            Otherwise(
                "file_permissions_etc_g?shadow",
                "7.1-shadow",
                "the file is root:shadow with 0640, as the rule's own text demands; its check demands 0000"
            ),
            Of("file_[a-z]+_etc_(passwd|group|shells)", "7.1"),
            Of("file_[a-z]+_etc_security_opasswd(_old)?", "7.1.10"),
            Otherwise(
                "file_permissions_unauthorized_world_writable|file_permissions_ungroupowned|no_files_unowned_by_user",
                null,
                "the step hygiene and its check find such files themselves; the assessor did not look"
            ),
            Of(
                "accounts_user_(interactive|dot).*|file_permission_user_init_files|no_(netrc|forward|rsh_trust)_files",
                "7.2"
            ),
        ];

    private static AssessedRule[] Logging =>
        [
            Of(".*systemd-journal-(remote|upload).*|systemd_journal_upload_.*", "6.1.2.1"),
            NotHere("service_systemd-journald_enabled", null, NoSuchPackage),
            NotHere(".*rsyslog.*|logging_services_active", null, NoSuchPackage),
            Otherwise(
                "journald_(compress|storage)",
                "6.1.2",
                "the step sets it in journald.conf.d; the rule reads journald.conf alone"
            ),
            Otherwise(
                "journald_forward_to_syslog",
                "6.1.2",
                "the journal is kept by itself; nothing depends on a copy for a syslog service"
            ),
            Of("permissions_local_var_log.*|file_permissions_var_log.*", "6.1.4.1"),
            Of("package_audit(d)?_installed|package_audit-audispd-plugins_installed|service_auditd_enabled", "6.2.1.1"),
            Of("audit_rules_immutable", "6.2.3.20"),
            Of("auditd_data_disk_.*|auditd_data_retention_(admin_)?space_left_action", "6.2.2.3"),
            Of("audit_rules_.*", "6.2.3"),
        ];

    private static AssessedRule Of(string names, string? item) => new(names, item, AssessedExplanation.Unexplained, "");

    private static AssessedRule Module(string module, string item) => Of($"kernel_module_{module}_disabled", item);

    private static AssessedRule Otherwise(string names, string? item, string why) =>
        new(names, item, AssessedExplanation.AppliedOtherwise, why);

    private static AssessedRule List(string names, string item) =>
        Otherwise(
            names,
            item,
            "the step sets it in sshd_config.d, which sshd reads first; the rule reads sshd_config alone"
        );

    private static AssessedRule NotHere(string names, string? item, string why) =>
        new(names, item, AssessedExplanation.NotInARehearsal, why);
}

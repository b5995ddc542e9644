using System.Text.RegularExpressions;

namespace Jumpbox.Evidence.Log;

/// <summary>
/// Known failures of image builds, by the lines in their logs, with cause and cure. Sources: Microsoft's
/// troubleshooting page for Azure Image Builder and the public issues that report each symptom.
/// </summary>
internal static class FailureCatalogue
{
    /// <summary>All rows. An earlier row is more specific than a later one that matches the same line.</summary>
    public static IReadOnlyList<KnownFailure> All { get; } =
    [
        Row(
            "checksum-mismatch",
            @"SHA-?256 .*(?:does not match|mismatch|is not|instead of)|has SHA-256 |checksum .*(?:did NOT match|mismatch)",
            "A downloaded file does not match the lock.",
            "Run the target Check. If the publisher replaced the file, find out why before running Update; if only a mirror serves a different file, refill it with Mirror."
        ),
        Row(
            "package-index-differs",
            "the signed package index says",
            "The apt repository no longer offers the pinned package.",
            "Run the target Check, then Update for the tool; an older version may have been withdrawn."
        ),
        Row(
            "signing-key",
            @"NO_PUBKEY|EXPKEYSIG|openpgp: key expired|does not have a Release file|The following signatures were invalid",
            "A repository is signed by a key that the machine does not trust, or does not support this Ubuntu suite.",
            "Compare the key's fingerprint in scripts/tools.json with the publisher's page and check that the repository has this suite."
        ),
        Row(
            "apt-locked",
            @"Could not get lock /var/lib/(?:dpkg|apt)|Unable to acquire the dpkg frontend lock",
            "Another program is installing packages: apt's timers or unattended-upgrades at first boot.",
            "Keep wait-for-cloud-init the first step; a custom base image may start other package managers at boot."
        ),
        Row(
            "two-package-sources",
            "Conflicting values set for option Signed-By",
            "Two source lists have the same repository with different keys.",
            "Start from a base image without a list for that repository, or remove it before download-tools."
        ),
        Row(
            "no-name-resolution",
            @"Could not resolve host|Temporary failure (?:in name resolution|resolving)|Name or service not known",
            "The build machine cannot resolve names.",
            "Check the virtual network's DNS servers: they must resolve the hosts of the egress list."
        ),
        Row(
            "no-way-out",
            @"Connection timed out|Failed to connect to|Network is unreachable|No route to host|curl: \((?:7|28|35|56)\)",
            "The build machine cannot reach a host. Virtual networks created after March 2026 have no default outbound access, and firewalls allow hosts by name.",
            "Run Prereqs: it checks NAT gateway, routes and rules, and lists the hosts that a firewall must allow."
        ),
        Row(
            "not-found",
            @"curl: \(22\)|HTTP(?:/[\d.]+)? (?:403|404|410)|404 +Not Found|error: 40[34]",
            "A pinned URL no longer serves the file.",
            "Run the target Check: it requests every pinned URL. If a mirror lacks the file, refill it with Mirror."
        ),
        Row(
            "disk-full",
            "No space left on device|the disk is full: ",
            "The build machine's disk is full.",
            "Set buildVm.osDiskSizeGB, or select fewer tools."
        ),
        Row(
            "ssh-not-reached",
            @"Timeout waiting for SSH|Waiting for SSH, up to timeout|ssh: handshake failed|dial tcp .*:22",
            "The build container cannot reach the build machine by SSH.",
            "Allow port 22 from the container-instance subnet to the build subnet; Prereqs shows the rule that blocks it."
        ),
        Row(
            "connection-cut",
            "exited without exit status|context canceled",
            "A step cut its own connection: it restarted sshd or the network, or the machine.",
            "Let steps change configuration only; VMs created from the image apply it at their first boot."
        ),
        Row(
            "time-out",
            "context deadline exceeded|Timeout waiting for microservice",
            "The build took longer than its timeout, or a step is waiting for input.",
            "Raise buildVm.timeoutMinutes (at most 960) if the steps were still working; otherwise change the last step so that it does not prompt."
        ),
        Row(
            "deprovision-missing",
            @"DeprovisioningScript\.sh.*(?:not found|No such file)|waagent: not found",
            "The script with which Azure generalizes the machine was deleted, or the base image has no Azure agent.",
            "No step may empty /tmp; a custom base image must have walinuxagent."
        ),
        Row(
            "quota",
            "QuotaExceeded|quota exceeded|SkuNotAvailable",
            "The subscription has no quota left for the build machine or its container.",
            "Run Prereqs: it shows the usage. Choose another buildVm.size or request more quota."
        ),
        Row(
            "policy",
            "RequestDisallowedByPolicy",
            "A policy denies something that Azure creates for the build.",
            "Set buildVm.managedResourceTags, or use a custom staging group with an exemption."
        ),
        Row(
            "not-authorized",
            "AuthorizationFailed|Not authorized to access the resource",
            "The builder's identity lacks a permission, often on the image's group, which Azure checks only at the end.",
            "Run Roles and Identity again; Prereqs shows which action is missing at which scope."
        ),
        Row(
            "container-registration",
            "Azure Container Instances provider not registered",
            "The provider Microsoft.ContainerInstance is not registered.",
            "Run: az provider register --namespace Microsoft.ContainerInstance --wait"
        ),
        Row(
            "wrong-architecture",
            "Exec format error|cannot execute binary file",
            "A program is for a different processor architecture.",
            "Set image.architecture to match the base image and the VM size."
        ),
        Row(
            "another-version",
            @"the lock says .* the tool says",
            "A program reports a different version than the lock.",
            "Something else installed a program of the same name on the PATH; start from a base image without it, or run Update."
        ),
        Row(
            "sshd-settings",
            "settings of sshd are not in force|for user .* sshd has",
            "Another sshd configuration file overrides the pipeline's.",
            "Remove it from the base image: in sshd_config.d the first value wins."
        ),
    ];

    /// <summary>The rows that lines match, the row of the last matching line first.</summary>
    /// <param name="lines">The lines before the failure, oldest first.</param>
    public static IReadOnlyList<KnownFailure> Match(IEnumerable<string> lines) =>
        [.. lines.Reverse().SelectMany(line => All.Where(row => row.Pattern.IsMatch(line))).Distinct()];

    private static KnownFailure Row(string id, string pattern, string cause, string cure) =>
        new(id, new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase), cause, cure);
}

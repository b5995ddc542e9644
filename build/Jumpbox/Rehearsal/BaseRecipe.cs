using System.Security.Cryptography;
using System.Text;

namespace Jumpbox.Rehearsal;

/// <summary>How a base root file system is made. Equal recipes share one base in the cache.</summary>
/// <param name="Suite">The code name.</param>
/// <param name="Sources">The lines of <c>sources.list</c>.</param>
/// <param name="Keyring">The keyring that the archive is signed with; null for the one that mmdebstrap knows.</param>
internal sealed record BaseRecipe(string Suite, IReadOnlyList<string> Sources, string? Keyring)
{
    /// <summary>What a cloud image has of what the steps and the sign-in need.</summary>
    public static IReadOnlyList<string> Packages { get; } =
    [
        "bash-completion",
        "ca-certificates",
        "curl",
        "gpg",
        "mount",
        "openssh-client",
        "openssh-server",
        "perl-base",
        "procps",
        "sudo",
        "unzip",
    ];

    /// <summary>
    /// What makes a cloud image of it: Packer's user, and cloud-init's own setting for sshd, which a step has to win
    /// against. Source of the latter: Ubuntu's cloud images, <c>/etc/ssh/sshd_config.d/50-cloud-init.conf</c>.
    /// </summary>
    public static string Preparation { get; } =
        """
            set -e
            chroot "$1" useradd --create-home --shell /bin/bash packer
            printf 'packer ALL=(ALL) NOPASSWD:ALL\n' >"$1/etc/sudoers.d/90-packer"
            chmod 0440 "$1/etc/sudoers.d/90-packer"
            printf 'PasswordAuthentication yes\n' >"$1/etc/ssh/sshd_config.d/50-cloud-init.conf"
            [ -s "$1/etc/machine-id" ] || tr -d - <"/proc/sys/kernel/random/uuid" >"$1/etc/machine-id"
            """;

    /// <summary>The name in the cache: 16 hexadecimal digits over everything that decides the content.</summary>
    /// <param name="identity">Who makes it: files belong to different users.</param>
    public string Key(Identity identity)
    {
        string content = string.Join('\n', ["1", identity.Word, Suite, .. Sources, .. Packages, Preparation]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];
    }
}

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

    /// <summary>The script that makes a cloud image of it.</summary>
    public static string Preparation { get; } = RehearsalScripts.Read("prepare.sh");

    /// <summary>The name in the cache: 16 hexadecimal digits over everything that decides the content.</summary>
    /// <param name="identity">Who makes it: files belong to different users.</param>
    public string Key(Identity identity)
    {
        string content = string.Join('\n', ["2", identity.Word, Suite, .. Sources, .. Packages, Preparation]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Jumpbox.Rehearsal;

/// <summary>How to create a base root file system. Equal recipes share one base in the cache.</summary>
/// <param name="Suite">The code name.</param>
/// <param name="Sources">The lines of <c>sources.list</c>.</param>
/// <param name="Keyring">The keyring that the archive is signed with; null for mmdebstrap's default.</param>
internal sealed record BaseRecipe(string Suite, IReadOnlyList<string> Sources, string? Keyring)
{
    /// <summary>The packages of a cloud image that the steps and the sign-in require.</summary>
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

    /// <summary>The script that turns it into a cloud image.</summary>
    public static string Preparation { get; } = RehearsalScripts.Read("prepare.sh");

    /// <summary>
    /// Returns the name in the cache: 16 hexadecimal digits of a hash over everything that determines the content.
    /// </summary>
    /// <param name="identity">The identity that creates it: files belong to different users.</param>
    public string Key(Identity identity)
    {
        string content = string.Join('\n', ["2", identity.Word, Suite, .. Sources, .. Packages, Preparation]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];
    }
}

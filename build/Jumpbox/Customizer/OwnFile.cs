using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Jumpbox.Customizer;

/// <summary>A file of the user's that the image gets.</summary>
/// <param name="Source">Its path below <c>files</c>, with slashes.</param>
/// <param name="Target">Where it goes, an absolute path.</param>
/// <param name="Owner">The owner's name.</param>
/// <param name="Group">The group's name.</param>
/// <param name="Mode">Four octal digits, for example <c>0644</c>.</param>
/// <param name="Trust">Whether it is a certificate authority that the machine trusts.</param>
/// <param name="Content">Its bytes.</param>
public sealed partial record OwnFile(
    string Source,
    string Target,
    string Owner,
    string Group,
    string Mode,
    bool Trust,
    ReadOnlyMemory<byte> Content
)
{
    /// <summary>Where Ubuntu looks for additional authorities. Source: update-ca-certificates(8).</summary>
    internal const string TrustFolder = "/usr/local/share/ca-certificates/";

    // The image's own: what would be lost or replaced there is not the user's.
    private static readonly string[] Refused =
    [
        "/proc/",
        "/sys/",
        "/dev/",
        "/run/",
        "/tmp/",
        "/var/tmp/",
        "/var/log/",
        "/var/cache/",
        "/home/",
        "/root/",
        "/var/lib/waagent/",
        "/var/lib/cloud/",
    ];

    /// <summary>The SHA-256 of the bytes, as hexadecimal digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    /// <summary>What is wrong with it, each as a phrase.</summary>
    internal IEnumerable<string> Problems()
    {
        if (!AbsolutePath().IsMatch(Target) || Target.Split('/').Any(part => part is "." or ".."))
        {
            yield return $"the target '{Target}' is not an absolute path of plain characters";
        }
        else if (Array.Find(Refused, place => Target.StartsWith(place, StringComparison.Ordinal)) is string place)
        {
            yield return $"the target {Target} is below {place}, which does not stay in an image";
        }
        if (!Octal().IsMatch(Mode))
        {
            yield return $"the mode '{Mode}' is not four octal digits such as 0644";
        }
        else if ((Convert.ToInt32(Mode, 8) & 0x802) is not 0 and int bits)
        {
            yield return (bits & 2) != 0
                ? $"the mode {Mode} lets everybody write"
                : $"the mode {Mode} runs the file as its owner";
        }
        if (!AccountName().IsMatch(Owner) || !AccountName().IsMatch(Group))
        {
            yield return $"owner '{Owner}' and group '{Group}' must be names of accounts";
        }
        string text = Encoding.Latin1.GetString(Content.Span);
        if (Trust)
        {
            if (
                !Target.StartsWith(TrustFolder, StringComparison.Ordinal)
                || !Target.EndsWith(".crt", StringComparison.Ordinal)
            )
            {
                yield return $"a trusted certificate must be {TrustFolder}NAME.crt, not '{Target}'";
            }
            if (!text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            {
                yield return "a trusted certificate must be in PEM form";
            }
        }
        if (SecretText.Find(text) is var (line, secret) && line > 0)
        {
            yield return $"line {line}: {secret}; an image is read by everyone who starts it";
        }
    }

    [GeneratedRegex(@"\A/[A-Za-z0-9._@+-]+(/[A-Za-z0-9._@+-]+)*\z")]
    private static partial Regex AbsolutePath();

    [GeneratedRegex(@"\A[0-7]{4}\z")]
    private static partial Regex Octal();

    [GeneratedRegex(@"\A[a-z_][a-z0-9_-]{0,31}\z")]
    private static partial Regex AccountName();
}

using System.Text.RegularExpressions;
using Jumpbox.Azure.Arm;
using Jumpbox.Signing.Signers;

namespace Jumpbox.Azure.Clients;

/// <summary>The address of one version of a key. Without the version, the newest key of that name would sign.</summary>
/// <param name="Vault">The vault.</param>
/// <param name="Path">The key and its version.</param>
internal sealed partial record KeyVaultKeyId(Uri Vault, string Path)
{
    /// <param name="text">The address.</param>
    /// <param name="cloud">The cloud, which says where tokens for Key Vault may be sent.</param>
    /// <exception cref="SignerException">It is not such an address.</exception>
    public static KeyVaultKeyId Parse(string text, AzureCloud cloud)
    {
        string example = $"https://my-vault.{cloud.KeyVaultSuffix}/keys/my-key/0123456789abcdef0123456789abcdef";
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            || address.Scheme != Uri.UriSchemeHttps
            || address.UserInfo.Length > 0
            || address.Query.Length > 0
            || address.Fragment.Length > 0
            || !Version().IsMatch(address.AbsolutePath)
        )
        {
            throw new SignerException(
                $"'{text}' is not the address of a version of a key in Key Vault. Copy it from the portal: {example}."
            );
        }
        // A cloud of its own, such as LocalAzure, may serve its vault itself.
        bool isTrusted =
            address.Host.EndsWith($".{cloud.KeyVaultSuffix}", StringComparison.OrdinalIgnoreCase)
            || address.Authority == cloud.ResourceManager.Authority;
        return isTrusted
            ? new KeyVaultKeyId(new Uri(address.GetLeftPart(UriPartial.Authority)), address.AbsolutePath)
            : throw new SignerException(
                $"The host of '{text}' does not end in the cloud's .{cloud.KeyVaultSuffix}. No token is sent there."
            );
    }

    /// <summary>Whether Key Vault names this key, whose host and name do not depend on case.</summary>
    public bool Is(string? keyId) => string.Equals(keyId, ToString(), StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"{Vault.GetLeftPart(UriPartial.Authority)}{Path}";

    [GeneratedRegex("^/keys/[0-9A-Za-z-]{1,127}/[0-9a-fA-F]{32}\\z")]
    private static partial Regex Version();
}

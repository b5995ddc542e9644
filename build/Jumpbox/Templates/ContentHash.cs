using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Jumpbox.Templates;

/// <summary>
/// The hash of everything that reaches Azure. It is part of the image template's name, so that the same content finds the
/// same template, and different content never changes one in place.
/// </summary>
public static partial class ContentHash
{
    /// <summary>The placeholder for the hash inside the content itself.</summary>
    public static string Unknown { get; } = new('0', 64);

    /// <summary>Computes the hash.</summary>
    /// <param name="template">
    /// The evaluated image template, with <see cref="Unknown"/> for the hash and a fixed text for the commit: neither
    /// is content. The steps of the customizer are in it.
    /// </param>
    /// <returns>A SHA-256 as 64 hex digits.</returns>
    public static string Of(Prediction template)
    {
        ArgumentNullException.ThrowIfNull(template);
        string text = Id().Replace(template.ToCanonicalText(), id => id.Value.ToLowerInvariant());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    // Azure compares ids without case, so another case of one is not another content.
    [GeneratedRegex(@"(?<!\\)""/subscriptions/[^""\\]*""", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}

using System.Text.RegularExpressions;

namespace Jumpbox.Boundaries;

/// <summary>Removes secrets from text before it is shown or stored: tokens, keys, signatures in URLs.</summary>
public static partial class Redaction
{
    /// <summary>The replacement for a secret.</summary>
    public const string Mark = "***";

    /// <summary>Removes bearer tokens, account keys and URL signatures from a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text; the same instance when it contains no secret.</returns>
    public static string Scrub(string text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }
        string scrubbed = SignedQuery().Replace(text, match => match.Groups["name"].Value + Mark);
        scrubbed = Bearer().Replace(scrubbed, match => match.Groups["name"].Value + Mark);
        scrubbed = JsonWebToken().Replace(scrubbed, Mark);
        return AccountKey().Replace(scrubbed, match => match.Groups["name"].Value + Mark);
    }

    /// <summary>
    /// The parts of a URL that grant access: <c>sig</c> of a shared access signature, <c>t</c>, <c>c</c>, <c>s</c> and
    /// <c>h</c> of a signed poll address
    /// (https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations).
    /// </summary>
    [GeneratedRegex(
        @"(?<name>[?&](?:sig|skoid|sktid|se|t|c|s|h|code|access_token)=)[^&\s""'<>\\]+",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SignedQuery();

    [GeneratedRegex(@"(?<name>Bearer\s+)[A-Za-z0-9._~+/=-]{8,}", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?")]
    private static partial Regex JsonWebToken();

    [GeneratedRegex(
        @"(?<name>(?:(?:AccountKey|SharedAccessSignature|client_secret)[""']?\s*[=:]|SharedKey [a-z0-9]+:)\s*[""']?)(?!<)[^;\s""']+",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex AccountKey();
}

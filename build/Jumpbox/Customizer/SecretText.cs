using System.Text.RegularExpressions;

namespace Jumpbox.Customizer;

/// <summary>Finds credentials in text by their forms, as the hygiene step does in the image.</summary>
internal static partial class SecretText
{
    private static readonly (Regex Pattern, string Name)[] Forms =
    [
        (PrivateKey(), "a private key"),
        (Token(), "a token"),
        (CloudKey(), "a key of a cloud"),
        (WebToken(), "a JSON web token"),
        (UrlPassword(), "a password in a URL"),
        (Header(), "an HTTP credential"),
        (Assigned(), "a value for a password or token"),
    ];

    /// <summary>The first credential: its line, from 1, and its form; (0, "") if there is none.</summary>
    public static (int Line, string Name) Find(string text)
    {
        (int Line, string Name) first = (0, "");
        foreach ((Regex pattern, string name) in Forms)
        {
            if (pattern.Match(text) is { Success: true } match)
            {
                int line = 1 + text.AsSpan(0, match.Index).Count('\n');
                if (first.Line == 0 || line < first.Line)
                {
                    first = (line, name);
                }
            }
        }
        return first;
    }

    [GeneratedRegex(
        "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|^PuTTY-User-Key-File-|AGE-SECRET-KEY-1[0-9A-Z]{20}",
        RegexOptions.Multiline
    )]
    private static partial Regex PrivateKey();

    [GeneratedRegex(
        @"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|npm_[A-Za-z0-9]{30,}|hvs\.[\w-]{20,}|dop_v1_[0-9a-f]{40,}|pypi-[\w-]{40,}|sk-[A-Za-z0-9_-]{32,}|AIza[\w-]{35}|dckr_pat_[\w-]{20,})"
    )]
    private static partial Regex Token();

    [GeneratedRegex(
        @"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=[^\s;""'<>$]{16}|[?&]sig=[A-Za-z0-9%+/]{30}"
    )]
    private static partial Regex CloudKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")]
    private static partial Regex WebToken();

    [GeneratedRegex(
        @"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@""'<>\[\]{}$]+:[^\s/:@""'<>\[\]{}$*]+@[\w.\[-]",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex UrlPassword();

    [GeneratedRegex(@"\bAuthorization:\s*(?:Basic|Bearer)\s+[A-Za-z0-9+/=._-]{8,}", RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    // A value that is read when the script runs is none.
    [GeneratedRegex(
        @"^\s*(?:export\s+|readonly\s+)?[A-Za-z_]*(?:token|secret|passw(?:or)?d|passphrase|api_?key|access_?key|account_?key)\s*[=:]\s*[""']?(?![""']?(?:\s|$))[^\s""'#$`({<%][^\s""']{3,}",
        RegexOptions.Multiline | RegexOptions.IgnoreCase
    )]
    private static partial Regex Assigned();
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LocalAzure.Providers.Storage;

/// <summary>
/// Signatures with an account key, as in "Authorize with Shared Key" of the storage REST reference for versions since
/// 2015-02-21.
/// </summary>
internal static class SharedKey
{
    private static readonly string[] Signed =
    [
        "Content-Encoding",
        "Content-Language",
        "Content-Length",
        "Content-MD5",
        "Content-Type",
        "Date",
        "If-Modified-Since",
        "If-Match",
        "If-None-Match",
        "If-Unmodified-Since",
        "Range",
    ];

    public static bool Fits(HttpRequest request, string account, string key, string authorization)
    {
        string[] given = authorization["SharedKey ".Length..].Split(':', 2);
        if (given.Length != 2 || given[0] != account)
        {
            return false;
        }
        string text = TextToSign(request, account);
        string wanted = Convert.ToBase64String(
            HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(text))
        );
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(wanted),
            Encoding.ASCII.GetBytes(given[1])
        );
    }

    private static string TextToSign(HttpRequest request, string account)
    {
        StringBuilder text = new StringBuilder(request.Method).Append('\n');
        foreach (string name in Signed)
        {
            string value = request.Headers[name].ToString();
            text.Append(name == "Content-Length" && value == "0" ? "" : value).Append('\n');
        }
        IOrderedEnumerable<(string Name, string Value)> own = request
            .Headers.Where(h => h.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(h => (Name: h.Key.ToLowerInvariant(), Value: h.Value.ToString().Trim()))
            .OrderBy(h => h.Name, StringComparer.Ordinal);
        foreach ((string? name, string? value) in own)
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }
        text.Append('/').Append(account).Append(request.Path.ToUriComponent());
        IOrderedEnumerable<KeyValuePair<string, StringValues>> options = request.Query.OrderBy(
            q => q.Key.ToLowerInvariant(),
            StringComparer.Ordinal
        );
        foreach ((string? name, StringValues values) in options)
        {
            text.Append('\n')
                .Append(name.ToLowerInvariant())
                .Append(':')
                .AppendJoin(',', values.Order(StringComparer.Ordinal));
        }
        return text.ToString();
    }
}

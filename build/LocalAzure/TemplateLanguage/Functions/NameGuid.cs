using System.Security.Cryptography;
using System.Text;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>
/// The guid() function: a name-based UUID of version 5 (RFC 4122) over the arguments joined by hyphens, in ARM's namespace.
/// Compared with the Bicep CLI's evaluation.
/// </summary>
internal static class NameGuid
{
    private static readonly byte[] Space = new Guid("11fb06fb-712d-4ddd-98c7-e71bbd588830").ToByteArray(
        bigEndian: true
    );

    // RFC 4122 requires SHA-1 for version 5; it is not used for security.
#pragma warning disable CA5350
    public static Guid Create(IEnumerable<string> parts)
    {
        byte[] hash = SHA1.HashData([.. Space, .. Encoding.UTF8.GetBytes(string.Join('-', parts))]);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
#pragma warning restore CA5350
}

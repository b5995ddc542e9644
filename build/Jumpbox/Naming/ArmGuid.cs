using System.Security.Cryptography;
using System.Text;

namespace Jumpbox.Naming;

/// <summary>
/// The result of the template function <c>guid()</c>: a version 5 UUID over its arguments joined by hyphens
/// (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#guid). It shows whether the
/// pipeline's template named a role assignment.
/// </summary>
public static class ArmGuid
{
    private static readonly byte[] Space = new Guid("11fb06fb-712d-4ddd-98c7-e71bbd588830").ToByteArray(
        bigEndian: true
    );

    /// <summary>Computes the GUID.</summary>
    /// <param name="parts">The arguments of the function.</param>
    public static Guid Of(params string[] parts)
    {
#pragma warning disable CA5350 // RFC 4122 prescribes SHA-1 for version 5; nothing is protected by it.
        byte[] hash = SHA1.HashData([.. Space, .. Encoding.UTF8.GetBytes(string.Join('-', parts))]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}

using System.Security.Cryptography;
using System.Text;
using Jumpbox.Settings;

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

    // The spelling in our templates.
    private static readonly string[] Types =
    [
        "Microsoft.Network/virtualNetworks",
        "Microsoft.ManagedIdentity/userAssignedIdentities",
    ];

    /// <summary>The name that our templates give a role assignment, in whatever case its parts are written.</summary>
    /// <param name="scope">The id of the group or resource.</param>
    /// <param name="identity">The id of the identity.</param>
    /// <param name="role">The role's GUID.</param>
    public static Guid OfAssignment(string scope, string identity, string role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return Of(Plain(scope), Plain(identity), role.ToLowerInvariant());
    }

    /// <summary>The GUID of some texts.</summary>
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

    // Azure compares ids without case: names are in lower case here, everything else as Azure spells it.
    private static string Plain(string text)
    {
        if (!ResourceId.TryParse(text, out ResourceId? id))
        {
            return text;
        }
        string group =
            $"/subscriptions/{id.SubscriptionId.ToLowerInvariant()}/resourceGroups/{id.ResourceGroup.ToLowerInvariant()}";
        if (id.Names.Count == 0)
        {
            return group;
        }
        string[] type = (Types.FirstOrDefault(id.IsOfType) ?? id.Type).Split('/');
        IEnumerable<string> tail = type.Skip(1).Zip(id.Names, (kind, name) => $"/{kind}/{name.ToLowerInvariant()}");
        return $"{group}/providers/{type[0]}{string.Concat(tail)}";
    }
}

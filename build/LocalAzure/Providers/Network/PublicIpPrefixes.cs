using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>
/// Public IP prefixes, from 198.51.100.0/24 and 2001:db8::/32, which RFC 5737 and RFC 3849 reserve for documentation. Sizes: Azure Virtual
/// Network, "Public IP address prefix"; the codes are not documented.
/// </summary>
internal sealed class PublicIpPrefixes(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/publicIPPrefixes";

    public override JsonObject Render(StoredResource resource)
    {
        JsonObject body = resource.Body.Copy();
        JsonArray addresses = ReferencesTo(resource.Id, PublicIpAddresses.TypeName, "publicIPPrefix");
        if (addresses.Count > 0)
        {
            body.Ensure("properties")["publicIPAddresses"] = addresses;
        }
        return body;
    }

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (request.Caller.IsSystem)
        {
            return;
        }
        bool isVersion6 = ArmPath.Same(body.At("properties", "publicIPAddressVersion").Text(), "IPv6");
        (int least, int most) = isVersion6 ? (124, 127) : (24, 31);
        if (body.At("properties", "prefixLength").Number() is not { } length || length < least || length > most)
        {
            throw new ArmException(
                400,
                "InvalidPublicIPPrefixLength",
                $"The public IP prefix {request.Path.Id} needs properties.prefixLength between {least} and {most}.",
                "properties.prefixLength"
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        document["sku"] ??= new JsonObject { ["name"] = "Standard", ["tier"] = "Regional" };
        properties["publicIPAddressVersion"] ??= "IPv4";
        properties["ipTags"] ??= new JsonArray();
        properties["resourceGuid"] = GuidOf(existing);
        int number = Context.Store.OfType(Name).Count;
        int length = properties["prefixLength"].Number() ?? 31;
        properties["ipPrefix"] =
            existing?.Body.At("properties", "ipPrefix")?.DeepClone()
            ?? (
                properties["publicIPAddressVersion"].Text() == "IPv6"
                    ? $"2001:db8:{number:x}::/{length}"
                    : $"198.51.100.{(number * 16) % 256 & (-1 << (32 - length))}/{length}"
            );
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        CheckUnused(
            existing,
            "PublicIPPrefixInUse",
            "Public IP prefix",
            Users(existing.Id, PublicIpAddresses.TypeName, "Microsoft.Network/natGateways")
        );
}

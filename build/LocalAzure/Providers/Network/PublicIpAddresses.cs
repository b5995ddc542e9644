using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Public IP addresses, from 203.0.113.0/24, which RFC 5737 reserves for documentation.</summary>
internal sealed class PublicIpAddresses(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, "Microsoft.Network/publicIPAddresses")
{
    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        document["sku"] ??= new JsonObject { ["name"] = "Standard", ["tier"] = "Regional" };
        properties["publicIPAddressVersion"] ??= "IPv4";
        properties["publicIPAllocationMethod"] ??= "Static";
        properties["idleTimeoutInMinutes"] ??= 4;
        properties["ipAddress"] =
            existing?.Body.At("properties", "ipAddress")?.DeepClone()
            ?? $"203.0.113.{Context.Store.OfType(Name).Count % 254 + 1}";
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        IEnumerable<JsonNode> users = Context
            .Store.OfType("Microsoft.Network/natGateways")
            .Where(n =>
                n.Body.At("properties", "publicIpAddresses")
                    .Items()
                    .Any(a => ArmPath.Same(a.At("id").Text(), existing.Id))
            )
            .Select(n => (JsonNode)new JsonObject { ["id"] = n.Id });
        CheckUnused(existing, "PublicIPAddressCannotBeDeleted", "Public IP address", new JsonArray([.. users]));
    }
}

using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Azure Firewalls; each IP configuration gets an address of its subnet.</summary>
internal sealed class AzureFirewalls(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/azureFirewalls";

    /// <summary>The configurations of firewalls that have an address in a subnet.</summary>
    public static IEnumerable<string> In(ResourceStore store, string subnet) =>
        store
            .OfType(TypeName)
            .SelectMany(firewall => firewall.Body.At("properties", "ipConfigurations").Items())
            .Where(c => ArmPath.Same(c.At("properties", "subnet", "id").Text(), subnet))
            .Select(c => c.At("id").Text() ?? "");

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
        CheckReference(request, body.At("properties", "firewallPolicy"), null);
        foreach (JsonNode configuration in body.At("properties", "ipConfigurations").Items())
        {
            CheckReference(
                request,
                configuration.At("properties", "subnet"),
                "Microsoft.Network/virtualNetworks/subnets/join/action"
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        foreach (JsonObject configuration in document.At("properties", "ipConfigurations").Items().OfType<JsonObject>())
        {
            JsonObject properties = configuration.Ensure("properties");
            configuration["id"] =
                $"{document["id"].Text()}/azureFirewallIpConfigurations/{configuration["name"].Text()}";
            properties["provisioningState"] = "Succeeded";
            if (properties.At("subnet", "id").Text() is { } subnet && Context.Store.Find(subnet) is { } found)
            {
                properties["privateIPAddress"] ??= AddressPlan.AddressOf(found, 0);
            }
        }
        document.Ensure("properties")["threatIntelMode"] ??= "Alert";
    }
}

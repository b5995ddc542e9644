using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Network security groups: custom rules, the six default rules, and the subnets that use them.</summary>
internal sealed class NetworkSecurityGroups(ResourceContext context, PermissionCheck permissions, SecurityRules rules)
    : NetworkType(context, permissions, "Microsoft.Network/networkSecurityGroups")
{
    private readonly InlineChildren _own = new(context.Store, "securityRules", rules);

    // learn.microsoft.com, virtual-network/network-security-groups-overview, "Default security rules".
    private static readonly (
        string Name,
        string Direction,
        int Priority,
        string From,
        string To,
        string Access
    )[] Defaults =
    [
        ("AllowVnetInBound", "Inbound", 65000, "VirtualNetwork", "VirtualNetwork", "Allow"),
        ("AllowAzureLoadBalancerInBound", "Inbound", 65001, "AzureLoadBalancer", "*", "Allow"),
        ("DenyAllInBound", "Inbound", 65500, "*", "*", "Deny"),
        ("AllowVnetOutBound", "Outbound", 65000, "VirtualNetwork", "VirtualNetwork", "Allow"),
        ("AllowInternetOutBound", "Outbound", 65001, "*", "Internet", "Allow"),
        ("DenyAllOutBound", "Outbound", 65500, "*", "*", "Deny"),
    ];

    public override JsonObject Render(StoredResource resource)
    {
        JsonObject body = resource.Body.Copy();
        _own.AddTo(body, resource);
        JsonObject properties = body.Ensure("properties");
        properties["defaultSecurityRules"] = new JsonArray([
            .. Defaults.Select(d => (JsonNode)Default(resource.Id, d)),
        ]);
        JsonArray subnets = ReferencesTo(resource.Id, Subnets.TypeName, "networkSecurityGroup");
        if (subnets.Count > 0)
        {
            properties["subnets"] = subnets;
        }
        return body;
    }

    public override void CheckForm(ArmRequest request, JsonObject body) => _own.CheckForm(request, body);

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        _own.RemoveFrom(document);
        JsonObject properties = document.Ensure("properties");
        properties.Remove("defaultSecurityRules");
        properties.Remove("subnets");
        properties["resourceGuid"] = GuidOf(existing);
    }

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        _own.Store(request, body, stored);
        Foresight.Apart(() => rules.CheckPriorities(stored.Id));
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        CheckUnused(
            existing,
            "InUseNetworkSecurityGroupCannotBeDeleted",
            "Network security group",
            Users(existing.Id, Subnets.TypeName, NetworkInterfaces.TypeName)
        );

    private static JsonObject Default(
        string id,
        (string Name, string Direction, int Priority, string From, string To, string Access) rule
    ) =>
        new()
        {
            ["id"] = $"{id}/defaultSecurityRules/{rule.Name}",
            ["name"] = rule.Name,
            ["type"] = "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
            ["properties"] = new JsonObject
            {
                ["provisioningState"] = "Succeeded",
                ["protocol"] = "*",
                ["sourcePortRange"] = "*",
                ["destinationPortRange"] = "*",
                ["sourceAddressPrefix"] = rule.From,
                ["destinationAddressPrefix"] = rule.To,
                ["access"] = rule.Access,
                ["priority"] = rule.Priority,
                ["direction"] = rule.Direction,
            },
        };
}

using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>IP groups: addresses that firewall rules refer to, by lists of ids.</summary>
internal sealed class IpGroups(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, "Microsoft.Network/ipGroups")
{
    private static readonly string[] Lists = ["sourceIpGroups", "destinationIpGroups"];

    /// <summary>The ids of the groups in the rules of a rule collection group or a firewall.</summary>
    public static IEnumerable<string> In(JsonNode? node) =>
        node switch
        {
            JsonObject json => json.SelectMany(member =>
                Lists.Contains(member.Key, StringComparer.OrdinalIgnoreCase)
                    ? member.Value.Items().Select(id => id.Text()).OfType<string>()
                    : In(member.Value)
            ),
            JsonArray list => list.SelectMany(In),
            _ => [],
        };

    // Azure/azure-rest-api-specs#25739, Azure/azure-cli-extensions#1670
    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        if (Uses(RuleCollectionGroups.TypeName, existing.Id))
        {
            throw InUse("IpGroupsHasFirewallPolicyReferences", existing, "firewall policies");
        }
        if (Uses(AzureFirewalls.TypeName, existing.Id))
        {
            throw InUse("IpGroupsHasResourceReferences", existing, "other Azure Resources");
        }
    }

    private bool Uses(string type, string group) =>
        Context.Store.OfType(type).Exists(one => In(one.Body["properties"]).Any(id => ArmPath.Same(id, group)));

    private static ArmException InUse(string code, StoredResource group, string users) =>
        new(400, code, $"IpGroups '{group.Id}' cannot be deleted since there are {users} using this resource.");
}

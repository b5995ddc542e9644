using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Firewall policies with their base policy, rule collection groups, child policies and firewalls.</summary>
internal sealed class FirewallPolicies(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/firewallPolicies";

    public override JsonObject Render(StoredResource resource)
    {
        JsonObject body = resource.Body.Copy();
        JsonObject properties = body.Ensure("properties");
        properties["ruleCollectionGroups"] = new JsonArray([
            .. Context
                .Store.Under($"{resource.Id}/ruleCollectionGroups/")
                .Select(g => (JsonNode)new JsonObject { ["id"] = g.Id }),
        ]);
        properties["firewalls"] = ReferencesTo(resource.Id, "Microsoft.Network/azureFirewalls", "firewallPolicy");
        properties["childPolicies"] = ReferencesTo(resource.Id, TypeName, "basePolicy");
        return body;
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        CheckUnused(
            existing,
            "FirewallPolicyInUse",
            "Firewall policy",
            ReferencesTo(existing.Id, "Microsoft.Network/azureFirewalls", "firewallPolicy")
        );
        CheckUnused(
            existing,
            "FirewallPolicyInUse",
            "Firewall policy",
            ReferencesTo(existing.Id, TypeName, "basePolicy")
        );
    }
}

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

    private static readonly string[] Tiers = ["Basic", "Standard", "Premium"];

    // Azure Firewall Manager, "Azure Firewall Manager policy overview": what only Premium has.
    private static readonly string[] OfPremium = ["intrusionDetection", "transportSecurity"];

    /// <summary>The place of a tier among all; that of Standard if none is given.</summary>
    public static int Rank(string? tier) => Array.FindIndex(Tiers, one => ArmPath.Same(one, tier ?? "Standard"));

    // Azure/missionlz#736.
    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        string tier = body.At("properties", "sku", "tier").Text() ?? "Standard";
        if (
            !request.Caller.IsSystem
            && !ArmPath.Same(tier, "Premium")
            && OfPremium.FirstOrDefault(member => body.At("properties", member) is not null) is { } higher
        )
        {
            throw new ArmException(
                400,
                "FirewallPolicyHigherTierOnlyProperties",
                $"Firewall Policy {request.Path.Id} contains higher tier only properties - {higher}.",
                $"properties.{higher}"
            );
        }
    }

    // MicrosoftDocs/azure-docs#88954.
    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
        string before = existing?.Body.At("properties", "sku", "tier").Text() ?? "Standard";
        string after = body.At("properties", "sku", "tier").Text() ?? "Standard";
        if (existing is not null && !ArmPath.Same(before, after))
        {
            throw new ArmException(
                400,
                "FirewallPolicySkuChangeDisallowed",
                $"Firewall Policy {request.Path.Id} cannot change sku from SKU Tier={before} to SKU Tier={after}"
            );
        }
    }

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

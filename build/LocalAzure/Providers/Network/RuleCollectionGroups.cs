using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Rule collection groups of a firewall policy.</summary>
internal sealed class RuleCollectionGroups(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/firewallPolicies/ruleCollectionGroups";

    protected override bool IsTracked => false;

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        // learn.microsoft.com, firewall/policy-rule-sets: 100 is the highest priority, 65000 the lowest.
        if (body.At("properties", "priority").Number() is not (>= 100 and <= 65000))
        {
            throw new ArmException(
                400,
                "FirewallPolicyRuleCollectionGroupInvalidPriority",
                $"The rule collection group {request.Path.Id} needs properties.priority between 100 and 65000.",
                "properties.priority"
            );
        }
    }
}

using LocalAzure.Access;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>DNS forwarding rulesets with their links and rules, as documents: LocalAzure asks no other server.</summary>
internal sealed class NameForwardings(ResourceContext context, PermissionCheck permissions, string part)
    : NetworkType(context, permissions, $"Microsoft.Network/dnsForwardingRulesets{part}")
{
    protected override bool IsTracked => part.Length == 0;
}

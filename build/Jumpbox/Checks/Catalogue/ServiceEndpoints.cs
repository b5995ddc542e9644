using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>
/// No service endpoint policy blocks the build's storage account, whose name is generated later: only its subscription or its group can
/// be listed. Source: Azure Virtual Network, "service endpoint policies".
/// </summary>
internal sealed class ServiceEndpoints : ICheck
{
    public string Id => "service-endpoints";

    public string Title => "No service endpoint policy blocks the staging storage";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs => [FactName.Network, FactName.EndpointPolicies];

    public IEnumerable<Finding> Evaluate(Facts facts) => facts.Subnets.Select(subnet => Judge(facts, subnet));

    private static Finding Judge(Facts facts, Subnet subnet)
    {
        string name = subnet.Id.Name;
        (string, string)[] evidence =
        [
            ("serviceEndpoints", Listed(subnet.ServiceEndpoints)),
            ("policies", Listed(subnet.ServiceEndpointPolicies)),
        ];
        if (subnet.ServiceEndpointPolicies.Count == 0)
        {
            return Finding.Pass($"{name} has no service endpoint policy.", evidence[0]);
        }
        string subscription = $"/subscriptions/{facts.Settings.SubscriptionId}";
        string? group = facts.Settings.BuildVm.StagingResourceGroup?.ToString();
        Reading<EndpointPolicy>[] policies =
        [
            .. subnet.ServiceEndpointPolicies.Select(id =>
                ResourceId.TryParse(id, out ResourceId? one)
                && facts.EndpointPolicies.TryGetValue(one, out Reading<EndpointPolicy>? policy)
                    ? policy
                    : Readings.Absent<EndpointPolicy>(id)
            ),
        ];
        // What any of them lists is allowed.
        string[] allowed =
        [
            .. policies
                .Where(policy => policy.State == ReadingState.Present)
                .SelectMany(policy => policy.Value.Allowed)
                .Select(one => one.TrimEnd('/')),
        ];
        string? match = Array.Find(allowed, one => Is(one, subscription) || Is(one, group));
        return match is not null && subnet.TakesContainers
                ? Finding.Unknown(
                    $"{name} has a service endpoint policy, which allows all accounts of {match}; whether Azure Container Instances work with "
                        + "such a policy is not documented.",
                    Without(subnet)
                )
            : match is not null
                ? Finding.Pass($"{name} has a service endpoint policy, which allows all accounts of {match}.", evidence)
            : Array.Find(policies, policy => policy.State != ReadingState.Present) is { } unread
                ? Finding.Unknown(
                    $"{name} has a service endpoint policy that could not be read: {unread.Reason ?? $"{unread.Source} does not exist."}",
                    Allow(policies, group ?? subscription)
                )
            : allowed.Length == 0
                ? Finding.Unknown(
                    $"{name} has a service endpoint policy that lists no storage; what that allows is not documented.",
                    Allow(policies, group ?? subscription)
                )
            : Finding.Fail(
                $"{name} has a service endpoint policy, which allows only the storage accounts that it lists; Image Builder's account is "
                    + "created with each template, and neither its subscription nor its group is listed.",
                Allow(policies, group ?? subscription),
                evidence
            );
    }

    private static Cure Allow(Reading<EndpointPolicy>[] policies, string scope)
    {
        ResourceId? policy = ResourceId.TryParse(policies[0].Source, out ResourceId? id) ? id : null;
        return Cure.Command(
            $"az network service-endpoint policy-definition create {policy?.AzGroup} --policy-name {policy?.Name} -n image-builder "
                + $"--service Microsoft.Storage --service-resources {scope}"
        );
    }

    private static Cure Without(Subnet subnet) =>
        Cure.Command($"az network vnet subnet update --ids {subnet.Id} --service-endpoint-policy \"\"");

    private static string Listed(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);

    private static bool Is(string left, string? right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>No service endpoint policy blocks the build's storage account, whose name is generated later.</summary>
internal sealed class ServiceEndpoints : ICheck
{
    public string Id => "service-endpoints";

    public string Title => "No service endpoint policy blocks the staging storage";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs => [FactName.Network];

    public IEnumerable<Finding> Evaluate(Facts facts) => facts.Subnets.Select(Judge);

    private static Finding Judge(Subnet subnet)
    {
        string endpoints = subnet.ServiceEndpoints.Count == 0 ? "none" : string.Join(", ", subnet.ServiceEndpoints);
        return subnet.ServiceEndpointPolicies.Count == 0
            ? Finding.Pass($"{subnet.Id.Name} has no service endpoint policy.", ("serviceEndpoints", endpoints))
            : Finding.Fail(
                $"{subnet.Id.Name} has a service endpoint policy, which allows only the storage accounts that it lists; "
                    + "Image Builder's account is created with each template and cannot be listed.",
                Cure.Command($"az network vnet subnet update --ids {subnet.Id} --service-endpoint-policy \"\""),
                ("serviceEndpoints", endpoints),
                ("policies", string.Join(", ", subnet.ServiceEndpointPolicies))
            );
    }
}

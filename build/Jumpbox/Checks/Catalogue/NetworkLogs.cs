using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>
/// Advice: whether logs would show after a failed build what was blocked. No build fails without them. Source: Azure Network
/// Watcher, "virtual network flow logs"; Azure Firewall, "monitor".
/// </summary>
internal sealed class NetworkLogs : ICheck
{
    // Structured logs, the older ones, and the groups that contain both.
    private static readonly string[] OfRules =
    [
        "AZFWApplicationRule",
        "AZFWNetworkRule",
        "AzureFirewallApplicationRule",
        "AzureFirewallNetworkRule",
        "allLogs",
    ];

    public string Id => "network-logs";

    public string Title => "Logs would show what was blocked";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs =>
        [FactName.Network, FactName.SecurityGroups, FactName.RouteTables, FactName.Firewall];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        yield return Flows(facts);
        HashSet<string> hops =
        [
            .. facts
                .Subnets.Select(facts.RouteTableOf)
                .OfType<RouteTable>()
                .SelectMany(table => table.Routes)
                .Select(route => route.NextHopAddress)
                .OfType<string>(),
        ];
        bool IsHop(Firewall firewall) =>
            firewall.Addresses.Any(hops.Contains) || facts.Hubs.Any(hub => firewall.Id.Equals(hub.InternetNextHop));
        foreach (Firewall firewall in facts.World().Firewalls.Where(IsHop))
        {
            yield return Logs(firewall);
        }
    }

    private static Finding Flows(Facts facts)
    {
        VirtualNetwork network = facts.Network.Value;
        // A log of a security group sees the subnets of that group alone.
        (Subnet Subnet, IReadOnlyList<string> Logs)[] groups =
        [
            .. facts.Subnets.Select(subnet => (subnet, facts.SecurityGroupOf(subnet)?.FlowLogs ?? [])),
        ];
        string[] blind =
            network.FlowLogs.Count > 0
                ? []
                : [.. groups.Where(one => one.Logs.Count == 0).Select(one => one.Subnet.Id.Name)];
        return blind.Length == 0
            ? Finding.Pass(
                $"Flow logs of {network.Id.Name} or its security groups exist.",
                ("flowLogs", string.Join(", ", network.FlowLogs.Concat(groups.SelectMany(one => one.Logs)).Distinct()))
            )
            : Advice(
                $"Advice: neither {network.Id.Name} nor a security group of {string.Join(", ", blind)} has a flow log, so a blocked "
                    + "connection there leaves no trace.",
                $"az network watcher flow-log create --subscription {network.Id.SubscriptionId} -n jumpbox -l {network.Location} --vnet {network.Id} --storage-account "
                    + "<storage account>"
            );
    }

    private static Finding Logs(Firewall firewall) =>
        firewall.Logs switch
        {
            null => Finding.Skipped($"Whether the firewall {firewall.Id.Name} logs what it blocks could not be read."),
            { } logs when logs.Any(log => OfRules.Contains(log, StringComparer.OrdinalIgnoreCase)) => Finding.Pass(
                $"The firewall {firewall.Id.Name} logs what it blocks.",
                ("logs", string.Join(", ", logs)),
                ("query", BlockedTraffic.FileName)
            ),
            _ => Advice(
                $"Advice: the firewall {firewall.Id.Name} does not log what it blocks.",
                $"az monitor diagnostic-settings create -n jumpbox --resource {firewall.Id} --workspace <Log Analytics workspace> "
                    + "--logs '[{\"categoryGroup\":\"allLogs\",\"enabled\":true}]'"
            ),
        };

    private static Finding Advice(string message, string command) =>
        Finding.Skipped(message) with
        {
            Cure = Cure.Command(command),
        };
}

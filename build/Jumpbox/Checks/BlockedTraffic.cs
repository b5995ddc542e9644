using Jumpbox.Network;

namespace Jumpbox.Checks;

/// <summary>
/// The query that shows after a failed build what was blocked, in Kusto Query Language for Log Analytics: flow logs of the virtual
/// network with Traffic Analytics, and the firewall's logs, in either form. Sources: Azure Network Watcher, "traffic analytics
/// schema"; Azure Monitor, tables NTANetAnalytics, AZFWNetworkRule, AZFWApplicationRule and AzureDiagnostics.
/// </summary>
public static class BlockedTraffic
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "blocked.kql";

    /// <summary>Writes the query for the build's subnets; null if the network could not be read.</summary>
    /// <param name="facts">The facts.</param>
    public static string? Query(Facts facts)
    {
        if (facts.Network.State != ReadingState.Present)
        {
            return null;
        }
        Subnet[] subnets =
        [
            .. new[] { facts.Settings.Network.BuildSubnetId, facts.Settings.Network.ContainerInstanceSubnetId }
                .Select(id => id is null ? null : facts.Network.Value.Find(id))
                .OfType<Subnet>(),
        ];
        // Prefixes are digits, dots and slashes; what is no IPv4 prefix cannot be compared.
        string[] prefixes =
        [
            .. subnets
                .SelectMany(subnet => subnet.Prefixes)
                .Where(prefix => Addresses.TryParse(prefix, out IntervalSet set) && !set.IsEmpty),
        ];
        return prefixes.Length == 0
            ? null
            : Text(prefixes, string.Join(", ", subnets.Select(subnet => subnet.Id.Name)));
    }

    private static string Text(string[] prefixes, string names) =>
        $$"""
            // What was denied to the machines of {{names}}. Run it in the Log Analytics workspace of the flow logs or of the firewall:
            // az monitor log-analytics query --workspace <workspace id> --analytics-query @{{FileName}}
            // It finds nothing where nothing is logged: see the check network-logs. Logs arrive after up to an hour.
            let subnets = dynamic(["{{string.Join("\", \"", prefixes)}}"]);
            let since = ago(1d);
            union isfuzzy=true
                (NTANetAnalytics
                    | where TimeGenerated > since and FlowStatus == "Denied"
                    | extend Source = SrcIp, Destination = DestIp, Port = tostring(DestPort), By = strcat(AclGroup, " ", AclRule)),
                (AZFWNetworkRule
                    | where TimeGenerated > since and Action == "Deny"
                    | extend Source = SourceIp, Destination = DestinationIp, Port = tostring(DestinationPort), By = Rule),
                (AZFWApplicationRule
                    | where TimeGenerated > since and Action == "Deny"
                    | extend Source = SourceIp, Destination = Fqdn, Port = tostring(DestinationPort), By = Rule),
                (AzureDiagnostics
                    | where TimeGenerated > since and Category startswith "AzureFirewall" and msg_s has "Deny"
                    | extend Source = extract(@"from (\d+\.\d+\.\d+\.\d+)", 1, msg_s), Destination = msg_s)
            | where ipv4_is_in_any_range(Source, subnets) or ipv4_is_in_any_range(Destination, subnets)
            | project TimeGenerated, Type, Source, Destination, Port, By
            | order by TimeGenerated desc

            """;
}

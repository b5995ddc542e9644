using Jumpbox.Network;
using Jumpbox.Reachability;

namespace Jumpbox.Checks.Catalogue;

/// <summary>
/// The build's machines get answers to DNS queries. Container groups ask Azure's servers whatever the network's servers are.
/// Source: Azure Container Instances, "virtual network concepts".
/// </summary>
internal sealed class NameResolution : ICheck
{
    public string Id => "name-resolution";

    public string Title => "The build's machines resolve names";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs =>
        [FactName.Network, FactName.SecurityGroups, FactName.RouteTables, FactName.Peers, FactName.Firewall];

    public IEnumerable<Finding> Evaluate(Facts facts) =>
        new Names(facts.World(), facts.Paths()).Of(facts.BuildSubnet).Select(hop => Judge(facts, hop));

    private static Finding Judge(Facts facts, Hop hop)
    {
        (string, string)[] evidence =
        [
            ("dnsServers", string.Join(", ", facts.Network.Value.DnsServers)),
            ("resource", $"{hop.Resource}"),
        ];
        string message = $"{HopFindings.Capital(hop.Says)}.";
        // By the documentation a custom server is an ordinary destination; networks that block port 53 were seen to work.
        return hop is { Kind: HopKind.SecurityRules, Reach: Reach.No }
            ? Finding.Warn(
                $"DNS (port 53) from {facts.BuildSubnet.Id.Name}: {hop.Says}; only Azure's own DNS servers need no rule.",
                Cure.Bicep(
                    $$"""
                    {
                      name: 'allow-dns-outbound'
                      properties: {
                        priority: 100
                        direction: 'Outbound'
                        access: 'Allow'
                        protocol: '*'
                        sourceAddressPrefix: 'VirtualNetwork'
                        sourcePortRange: '*'
                        destinationAddressPrefixes: ['{{string.Join("', '", facts.Network.Value.DnsServers)}}']
                        destinationPortRange: '53'
                      }
                    }
                    """
                ),
                evidence
            )
            : HopFindings.Of(hop.Reach, message, hop, evidence);
    }
}

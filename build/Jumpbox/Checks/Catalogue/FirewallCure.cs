using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The Bicep that adds missing hosts to a firewall policy's rule collection.</summary>
internal static class FirewallCure
{
    private const int Smb = 445;

    public static string Write(Subnet subnet, IReadOnlyList<EgressHost> hosts) =>
        string.Join(
            "\n",
            hosts
                .GroupBy(host => host.Port)
                .OrderBy(group => group.Key)
                .Select(group => group.Key == Smb ? Share(subnet) : Web(subnet, group.Key, [.. group]))
        );

    /// <summary>The rule for SSH between two subnets of one network.</summary>
    public static string Ssh(Subnet from, Subnet to) =>
        $$"""
            {
              ruleType: 'NetworkRule'
              name: 'jumpbox-{{from.Id.Name}}-22'
              sourceAddresses: [{{Quoted(from.Prefixes)}}]
              ipProtocols: ['TCP']
              destinationAddresses: [{{Quoted(to.Prefixes)}}]
              destinationPorts: ['22']
            }
            """;

    private static string Web(Subnet subnet, int port, EgressHost[] hosts) =>
        $$"""
            {
              ruleType: 'ApplicationRule'
              name: 'jumpbox-{{subnet.Id.Name}}-{{port}}'
              sourceAddresses: [{{Quoted(subnet.Prefixes)}}]
              protocols: [{ protocolType: '{{(port == 80 ? "Http" : "Https")}}', port: {{port}} }]
              targetFqdns: [{{Quoted(hosts.Select(host => host.Host))}}]
            }
            """;

    // Network rules have no wildcards for host names: the region's storage tag covers the share's account.
    private static string Share(Subnet subnet) =>
        $$"""
            {
              ruleType: 'NetworkRule'
              name: 'jumpbox-{{subnet.Id.Name}}-{{Smb}}'
              sourceAddresses: [{{Quoted(subnet.Prefixes)}}]
              ipProtocols: ['TCP']
              destinationAddresses: ['Storage']
              destinationPorts: ['{{Smb}}']
            }
            """;

    private static string Quoted(IEnumerable<string> values) =>
        string.Join(", ", values.Distinct(StringComparer.OrdinalIgnoreCase).Select(value => $"'{value}'"));
}

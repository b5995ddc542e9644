using System.Globalization;
using System.Text;
using Jumpbox.Network;

namespace Jumpbox.Egress;

/// <summary>
/// The egress list for an Azure Firewall policy. Application rules cover HTTP and HTTPS only, so a file share (SMB)
/// becomes a network rule. Source: Azure documentation, "Azure Firewall rule processing logic".
/// </summary>
internal static class EgressBicep
{
    private const int Smb = 445;

    public static string Write(IReadOnlyList<EgressHost> hosts)
    {
        bool containers = hosts.Any(host => host.From == EgressOrigin.ContainerInstance);
        EgressHost[] web = [.. hosts.Where(host => host.Port != Smb)];
        EgressHost[] shares = [.. hosts.Where(host => host.Port == Smb)];
        StringBuilder text = new(Head);
        if (containers)
        {
            _ = text.Append("@description('The address prefixes of the container-instance subnet.')\n")
                .Append("param containerSubnetPrefixes string[]\n\n");
        }
        if (shares.Length > 0)
        {
            _ = text.Append("@description('The region of the build, for the service tag of its storage accounts.')\n")
                .Append("param location string = resourceGroup().location\n\n");
        }
        _ = text.Append(Group).Append(Collection("FirewallPolicyFilterRuleCollection", "jumpbox-web", "priority"));
        foreach ((string name, EgressHost[] rule) in Rules(web))
        {
            _ = text.Append(ApplicationRule(name, rule));
        }
        _ = text.Append("        ]\n      }\n");
        if (shares.Length > 0)
        {
            _ = text.Append(Collection("FirewallPolicyFilterRuleCollection", "jumpbox-shares", "priority + 1"))
                .Append(SharesRule(shares[0]))
                .Append("        ]\n      }\n");
        }
        return text.Append("    ]\n  }\n}\n").ToString();
    }

    private static IEnumerable<(string Name, EgressHost[] Hosts)> Rules(EgressHost[] hosts) =>
        hosts
            .GroupBy(host => (host.From, host.Port))
            .Select(group =>
                (
                    string.Create(CultureInfo.InvariantCulture, $"{Name(group.Key.From)}-{group.Key.Port}"),
                    group.ToArray()
                )
            );

    private static string ApplicationRule(string name, EgressHost[] hosts)
    {
        int port = hosts[0].Port;
        StringBuilder rule = new();
        _ = rule.Append(
            CultureInfo.InvariantCulture,
            $$"""
                      {
                        ruleType: 'ApplicationRule'
                        name: '{{name}}'
                        sourceAddresses: {{Prefixes(hosts[0].From)}}
                        protocols: [{ protocolType: '{{(port == 80 ? "Http" : "Https")}}', port: {{port}} }]
                        targetFqdns: [

            """
        );
        foreach (EgressHost host in hosts)
        {
            _ = rule.Append(CultureInfo.InvariantCulture, $"              '{host.Host}' // {host.Reason}\n");
        }
        return rule.Append("            ]\n          }\n").ToString();
    }

    // The service generates a share's name, and network rules have no wildcards: the region's storage tag covers it.
    private static string SharesRule(EgressHost share) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
                      {
                        ruleType: 'NetworkRule'
                        name: '{{Name(share.From)}}-{{share.Port}}'
                        sourceAddresses: {{Prefixes(share.From)}}
                        ipProtocols: ['TCP']
                        destinationAddresses: ['Storage.${location}'] // {{share.Host}}: {{share.Reason}}
                        destinationPorts: ['{{share.Port}}']
                      }

            """
        );

    private static string Collection(string type, string name, string priority) =>
        $$"""
                  {
                    ruleCollectionType: '{{type}}'
                    name: '{{name}}'
                    priority: {{priority}}
                    action: { type: 'Allow' }
                    rules: [

            """;

    private static string Prefixes(EgressOrigin origin) =>
        origin == EgressOrigin.ContainerInstance ? "containerSubnetPrefixes" : "buildSubnetPrefixes";

    private static string Name(EgressOrigin origin) =>
        origin switch
        {
            EgressOrigin.ContainerInstance => "containers",
            EgressOrigin.ProxyVm => "proxy-vm",
            _ => "build-vm",
        };

    private const string Head = """
        // Generated from scripts/tools.lock.json and jumpbox.json by --target=Plan: exactly what an image build must reach.
        // The hosts are those of the cloud in the settings, not of the cloud that this file is deployed to.
        #disable-diagnostics no-hardcoded-env-urls

        @description('The firewall policy that gets the rules; it must exist in this resource group.')
        param firewallPolicyName string

        @description('The priority of the rules: of their group, and inside it of the first collection.')
        @minValue(100)
        @maxValue(64999)
        param priority int = 1000

        @description('The address prefixes of the build subnet.')
        param buildSubnetPrefixes string[]


        """;

    private const string Group = """
        resource policy 'Microsoft.Network/firewallPolicies@2024-05-01' existing = {
          name: firewallPolicyName
        }

        resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = {
          parent: policy
          name: 'jumpbox-image-build'
          properties: {
            priority: priority
            ruleCollections: [

        """;
}

// what: a firewall policy with a rule collection group and IP groups
// azure: ok
// out: names=["web","dns"]
param location string = resourceGroup().location

resource ips 'Microsoft.Network/ipGroups@2023-11-01' = { name: 'ipg', location: location, properties: { ipAddresses: ['10.0.0.0/8', '172.16.0.0/12'] } }
resource policy 'Microsoft.Network/firewallPolicies@2023-11-01' = { name: 'fwp-rules', location: location, properties: { threatIntelMode: 'Alert' } }
resource rules 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01' = { parent: policy, name: 'default', properties: { priority: 200, ruleCollections: [{ ruleCollectionType: 'FirewallPolicyFilterRuleCollection', name: 'out', priority: 100, action: { type: 'Allow' }, rules: [{ ruleType: 'ApplicationRule', name: 'web', sourceIpGroups: [ips.id], protocols: [{ protocolType: 'Https', port: 443 }], targetFqdns: ['packages.microsoft.com'] }, { ruleType: 'NetworkRule', name: 'dns', ipProtocols: ['UDP'], sourceAddresses: ['*'], destinationAddresses: ['168.63.129.16'], destinationPorts: ['53'] }] }] } }
output names array = map(rules.properties.ruleCollections[0].rules, r => r.name)

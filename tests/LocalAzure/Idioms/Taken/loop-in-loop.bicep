// what: security groups in a loop, each with rules from an inner loop
// azure: ok
// out: ports=[["80","443"],["22"]]
// out: ids=["p80","p22"]
param location string = resourceGroup().location

param rows array = [{ name: 'a', ports: [80, 443] }, { name: 'b', ports: [22] }]
resource groups 'Microsoft.Network/networkSecurityGroups@2023-11-01' = [for r in rows: { name: 'nsg-${r.name}', location: location, properties: { securityRules: [for (p, i) in r.ports: { name: 'p${p}', properties: { priority: 100 + i, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: string(p) } }] } }]
output ports array = [for i in range(0, 2): map(groups[i].properties.securityRules, r => r.properties.destinationPortRange)]
output ids array = [for i in range(0, 2): last(split(groups[i].properties.securityRules[0].id, '/'))]

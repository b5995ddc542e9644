// what: security rules between application security groups, and an interface in one
// azure: ok
// out: sources=["asg-admin"]
// out: group="asg-jump"
// out: priority=200
param location string = resourceGroup().location
resource admin 'Microsoft.Network/applicationSecurityGroups@2024-05-01' = { name: 'asg-admin', location: location, tags: { tier: 'admin' } }
resource jump 'Microsoft.Network/applicationSecurityGroups@2024-05-01' = { name: 'asg-jump', location: location, properties: {} }
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg-groups', location: location, properties: { securityRules: [{ name: 'ssh', properties: { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceApplicationSecurityGroups: [{ id: admin.id }], sourcePortRange: '*', destinationApplicationSecurityGroups: [{ id: jump.id }], destinationPortRanges: ['22', '3389'] } }] } }
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-groups', location: location, properties: { addressSpace: { addressPrefixes: ['10.9.0.0/16'] }, subnets: [{ name: 's', properties: { addressPrefix: '10.9.0.0/24', networkSecurityGroup: { id: nsg.id } } }] } }
resource card 'Microsoft.Network/networkInterfaces@2024-05-01' = { name: 'nic-groups', location: location, properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: net.properties.subnets[0].id }, privateIPAllocationMethod: 'Dynamic', applicationSecurityGroups: [{ id: jump.id }] } }] } }
output sources array = map(nsg.properties.securityRules[0].properties.sourceApplicationSecurityGroups, g => last(split(g.id, '/')))
output group string = last(split(card.properties.ipConfigurations[0].properties.applicationSecurityGroups[0].id, '/'))
output priority int = nsg.properties.securityRules[0].properties.priority

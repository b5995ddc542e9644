// what: two rules with one priority and direction
// azure: refuses SecurityRuleConflict
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-x', location: location, properties: { securityRules: [for n in ['a', 'b']: { name: n, properties: { priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' } }] } }
output id string = nsg.id

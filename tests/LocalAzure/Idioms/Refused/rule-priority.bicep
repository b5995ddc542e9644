// what: a rule with a priority below 100
// azure: refuses SecurityRuleInvalidPriority
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-x', location: location, properties: { securityRules: [{ name: 'r', properties: any({ priority: 99, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' }) }] } }
output id string = nsg.id

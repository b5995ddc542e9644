// what: a rule with an address that is not one
// azure: refuses SecurityRuleInvalidAddressPrefix
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-x', location: location, properties: { securityRules: [{ name: 'r', properties: any({ priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '10.0.0.300', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' }) }] } }
output id string = nsg.id

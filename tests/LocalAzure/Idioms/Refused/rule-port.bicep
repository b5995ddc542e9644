// what: a rule with a port that does not exist
// azure: refuses SecurityRuleInvalidPortRange
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-x', location: location, properties: { securityRules: [{ name: 'r', properties: any({ priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '70000' }) }] } }
output id string = nsg.id

// what: a rule without destination ports
// azure: refuses SecurityRuleParameterMissing
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-x', location: location, properties: { securityRules: [{ name: 'r', properties: any({ priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*' }) }] } }
output id string = nsg.id

// what: a rule with an unknown protocol
// azure: refuses InvalidRequestFormat
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = { name: 'nsg-x', location: location, properties: { securityRules: [{ name: 'r', properties: any({ priority: 100, direction: 'Inbound', access: 'Allow', protocol: 'Quic', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443' }) }] } }
output id string = nsg.id

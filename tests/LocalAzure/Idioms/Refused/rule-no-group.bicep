// what: a rule with an application security group that does not exist
// azure: refuses InvalidResourceReference
param location string = resourceGroup().location
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg-x', location: location, properties: { securityRules: [{ name: 'r', properties: any({ priority: 100, direction: 'Outbound', access: 'Allow', protocol: 'Tcp', sourceAddressPrefix: '*', sourcePortRange: '*', destinationApplicationSecurityGroups: [{ id: resourceId('Microsoft.Network/applicationSecurityGroups', 'none') }], destinationPortRange: '443' }) }] } }
output id string = nsg.id

// what: a security group with a rule of unknown name, used by a subnet and read by its default rules
// azure: ok
// out: n=2
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-1', location: resourceGroup().location }
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg-1', location: resourceGroup().location, properties: { securityRules: [{ name: 'r${uniqueString(id.properties.clientId)}', properties: { protocol: 'Tcp', access: 'Allow', direction: 'Inbound', priority: 100 + length(id.properties.clientId), sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '22' } }] } }
resource extra 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = { parent: nsg, name: 'extra', properties: { protocol: 'Tcp', access: 'Deny', direction: 'Inbound', priority: 200, sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-1', location: resourceGroup().location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id: nsg.id } } }] } }
output n int = length(nsg.properties.securityRules)

// what: a module whose names are only known once an identity is there
// azure: ok
// out: same=true
param location string = resourceGroup().location
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = { name: 'id-later', location: location }
module made 'parts/identity.bicep' = { name: 'later', params: { name: 'id-${id.properties.clientId}' } }
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = { name: 'nsg-later', location: location, properties: { securityRules: [{ name: 'r', properties: { description: 'for ${id.properties.principalId}', priority: 100, direction: 'Inbound', access: 'Deny', protocol: '*', sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }] } }
output same bool = contains(made.outputs.id, id.properties.clientId) && contains(nsg.properties.securityRules[0].properties.description, id.properties.principalId)

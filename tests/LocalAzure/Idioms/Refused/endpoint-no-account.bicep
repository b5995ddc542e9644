// what: a private endpoint to an account that does not exist
// azure: refuses refused
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-x', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'any', properties: { addressPrefix: '10.0.0.0/24' } }] } }
resource pe 'Microsoft.Network/privateEndpoints@2024-05-01' = { name: 'pe-x', location: location, properties: { subnet: { id: '${net.id}/subnets/any' }, privateLinkServiceConnections: [{ name: 'c', properties: { privateLinkServiceId: resourceId('Microsoft.Storage/storageAccounts', 'stnone'), groupIds: ['blob'] } }] } }
output id string = pe.id

// what: a private endpoint in a subnet that does not exist
// azure: refuses InvalidResourceReference
param location string = resourceGroup().location
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'ste${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
resource pe 'Microsoft.Network/privateEndpoints@2023-11-01' = { name: 'pe-x', location: location, properties: { subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'none', 's') }, privateLinkServiceConnections: [{ name: 'c', properties: { privateLinkServiceId: s.id, groupIds: ['blob'] } }] } }
output id string = pe.id

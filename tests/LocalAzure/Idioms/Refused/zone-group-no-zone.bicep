// what: a DNS zone group with a zone that does not exist
// azure: refuses InvalidResourceReference
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-x', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'any', properties: { addressPrefix: '10.0.0.0/24' } }] } }
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'ste${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
resource pe 'Microsoft.Network/privateEndpoints@2024-05-01' = { name: 'pe-x', location: location, properties: { subnet: { id: '${net.id}/subnets/any' }, privateLinkServiceConnections: [{ name: 'c', properties: { privateLinkServiceId: s.id, groupIds: ['blob'] } }] } }
output id string = pe.id
resource g 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = { parent: pe, name: 'default', properties: { privateDnsZoneConfigs: [{ name: 'z', properties: { privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', 'privatelink.blob.core.windows.net') } }] } }

// what: one private endpoint for each part of an account, with the zone of each
// azure: ok
// out: parts=["blob","file"]
// out: groups=["default","default"]
param location string = resourceGroup().location
var parts = ['blob', 'file']
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-parts', location: location, properties: { addressSpace: { addressPrefixes: ['10.11.0.0/16'] }, subnets: [{ name: 'pe', properties: { addressPrefix: '10.11.0.0/24' } }] } }
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'stp${uniqueString(resourceGroup().id)}', location: location, kind: 'StorageV2', sku: { name: 'Standard_LRS' } }
resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for p in parts: { name: 'privatelink.${p}.${environment().suffixes.storage}', location: 'global' }]
resource pes 'Microsoft.Network/privateEndpoints@2024-05-01' = [for p in parts: { name: 'pe-${p}', location: location, properties: { subnet: { id: '${net.id}/subnets/pe' }, privateLinkServiceConnections: [{ name: p, properties: { privateLinkServiceId: account.id, groupIds: [p] } }] } }]
resource groups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [for (p, i) in parts: { parent: pes[i], name: 'default', properties: { privateDnsZoneConfigs: [{ name: p, properties: { privateDnsZoneId: zones[i].id } }] } }]
output parts array = [for (p, i) in parts: pes[i].properties.privateLinkServiceConnections[0].properties.groupIds[0]]
output groups array = [for (p, i) in parts: groups[i].name]

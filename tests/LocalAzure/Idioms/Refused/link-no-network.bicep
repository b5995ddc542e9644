// what: a DNS zone linked with a network that does not exist
// azure: refuses InvalidResourceReference
param location string = resourceGroup().location
resource z 'Microsoft.Network/privateDnsZones@2020-06-01' = { name: 'privatelink.blob.core.windows.net', location: 'global' }
resource l 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = { parent: z, name: 'l', location: 'global', properties: { registrationEnabled: false, virtualNetwork: { id: resourceId('Microsoft.Network/virtualNetworks', 'none') } } }
output id string = l.id

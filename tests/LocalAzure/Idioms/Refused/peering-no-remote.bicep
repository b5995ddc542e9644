// what: a peering without the other network
// azure: refuses InvalidRequestFormat
param location string = resourceGroup().location
resource net 'Microsoft.Network/virtualNetworks@2023-11-01' = { name: 'vnet-p', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } }
resource p 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2023-11-01' = { parent: net, name: 'p', properties: { allowForwardedTraffic: true } }
output id string = p.id

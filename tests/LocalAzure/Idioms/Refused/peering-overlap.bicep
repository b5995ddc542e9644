// what: a peering of networks whose spaces overlap
// azure: refuses VnetAddressSpacesOverlap
param location string = resourceGroup().location
resource nets 'Microsoft.Network/virtualNetworks@2023-11-01' = [for i in range(0, 2): { name: 'vnet-${i}', location: location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } }]
resource p 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2023-11-01' = { parent: nets[0], name: 'p', properties: { remoteVirtualNetwork: { id: nets[1].id } } }
output id string = p.id

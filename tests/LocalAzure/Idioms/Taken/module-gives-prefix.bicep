// what: a network whose prefixes another module gives, with a card in its second subnet
// azure: ok
// out: address="10.77.1.4"
module p 'parts/table-with-space.bicep' = { name: 'p', params: { name: 'rt-p' } }
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-u', location: resourceGroup().location, properties: { addressSpace: { addressPrefixes: [p.outputs.space] }, subnets: [{ name: 'a', properties: { addressPrefix: cidrSubnet(p.outputs.space, 24, 0) } }, { name: 'b', properties: { addressPrefix: cidrSubnet(p.outputs.space, 24, 1) } }] } }
resource card 'Microsoft.Network/networkInterfaces@2024-05-01' = { name: 'nic-u', location: resourceGroup().location, properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: '${net.id}/subnets/b' } } }] } }
resource peer 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2024-05-01' = { parent: net, name: 'x', properties: { remoteVirtualNetwork: { id: other.id } } }
resource other 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-o', location: resourceGroup().location, properties: { addressSpace: { addressPrefixes: ['10.99.0.0/16'] } } }
output address string = card.properties.ipConfigurations[0].properties.privateIPAddress

// what: one of three subnets has a prefix that only an answer gives; things refer to the others
// azure: ok
// out: address="10.0.2.4"
resource t 'Microsoft.Network/routeTables@2024-05-01' = { name: 'rt-1', location: resourceGroup().location, tags: { p: '10.0.0.0/24' } }
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet-1', location: resourceGroup().location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: reference(t.id, '2024-05-01', 'Full').tags.p } }, { name: 'b', properties: { addressPrefix: '10.0.1.0/24' } }, { name: 'c', properties: { addressPrefix: '10.0.2.0/24' } }] } }
resource card 'Microsoft.Network/networkInterfaces@2024-05-01' = { name: 'nic-1', location: resourceGroup().location, properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: '${net.id}/subnets/c' } } }] } }
resource bast 'Microsoft.Network/networkInterfaces@2024-05-01' = { name: 'nic-2', location: resourceGroup().location, properties: { ipConfigurations: [{ name: 'one', properties: { subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', net.name, 'a') } } }] } }
output address string = card.properties.ipConfigurations[0].properties.privateIPAddress

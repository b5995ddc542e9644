// what: one public address on two cards
// azure: refuses PublicIPAddressInUse
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'vnet', location: resourceGroup().location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24' } }] } }
resource pip 'Microsoft.Network/publicIPAddresses@2024-05-01' = { name: 'p', location: resourceGroup().location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } }
resource nic 'Microsoft.Network/networkInterfaces@2024-05-01' = [for i in range(0, 2): { name: 'n${i}', location: resourceGroup().location, properties: { ipConfigurations: [{ name: 'i', properties: { publicIPAddress: { id: pip.id }, subnet: { id: net.properties.subnets[0].id } } }] } }]
